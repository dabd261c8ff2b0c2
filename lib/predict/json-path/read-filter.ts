import { type Json, JsonNumber } from '#lib/json/json.ts';
import { javaRegex } from '../java-regex.ts';
import { compilePath } from './compile-path.ts';
import { type Cursor, current, expect, isAtEnd, skipSpaces, take, takeQuoted, withoutEscapes } from './cursor.ts';
import type { Filter, Operand, Operator } from './path.ts';
import { invalidPath } from './path-error.ts';
import { readLiteral } from './read-literal.ts';

const symbols = ['===', '!==', '==', '!=', '<=', '>=', '=~', '<', '>'] as const satisfies readonly Operator[];
const words = ['in', 'nin', 'contains', 'all', 'size', 'empty', 'subsetof', 'anyof', 'noneof'] as const satisfies readonly Operator[];

/**
 * Reads `?(…)`: comparisons joined by `&&`, `||`, `!` and parentheses. Nothing in it is run: an element is compared, never evaluated
 * as code (threats.md B-19).
 */
export function readFilter(cursor: Cursor, depth: number): Filter {
  expect(cursor, '?');
  expect(cursor, '(');
  const filter = readAny(cursor, depth + 1);
  expect(cursor, ')');
  return filter;
}

function readAny(cursor: Cursor, depth: number): Filter {
  const parts = [readAll(cursor, depth)];
  while (take(cursor, '||')) parts.push(readAll(cursor, depth));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'any', parts };
}

function readAll(cursor: Cursor, depth: number): Filter {
  const parts = [readPart(cursor, depth)];
  while (take(cursor, '&&')) parts.push(readPart(cursor, depth));
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', parts };
}

function readPart(cursor: Cursor, depth: number): Filter {
  if (depth > 50) throw invalidPath('Filters are nested too deeply.');
  if (take(cursor, '!')) {
    if (!'$@'.includes(current(skipSpaces(cursor)) || ' ')) return { kind: 'not', part: readPart(cursor, depth + 1) };
    return { kind: 'exists', path: readPath(cursor, depth), expected: false };
  }
  if (!take(cursor, '(')) return readComparison(cursor, depth);
  const inner = readAny(cursor, depth + 1);
  expect(cursor, ')');
  return inner;
}

function readComparison(cursor: Cursor, depth: number): Filter {
  const left = readOperand(cursor, depth);
  const operator = takeOperator(cursor);
  if (operator) return { kind: 'compare', left, operator, right: readOperand(cursor, depth) };
  if (left.kind !== 'path') throw invalidPath(`Expected an operator at position ${cursor.at} of ${cursor.text}`);
  return { kind: 'exists', path: left.path, expected: true };
}

function takeOperator(cursor: Cursor): Operator | undefined {
  const symbol = symbols.find((candidate) => take(cursor, candidate));
  if (symbol) return symbol;
  const word = /^[A-Za-z]+(?= )/.exec(cursor.text.slice(skipSpaces(cursor).at, cursor.at + 10))?.[0];
  const operator = words.find((candidate) => candidate === word?.toLowerCase());
  if (operator) cursor.at += operator.length;
  return operator;
}

function readOperand(cursor: Cursor, depth: number): Operand {
  const first = current(skipSpaces(cursor));
  if (first === '$' || first === '@') return { kind: 'path', path: readPath(cursor, depth) };
  if (first === '/') return readPattern(cursor);
  if (first === "'" || first === '"') return { kind: 'literal', value: withoutEscapes(takeQuoted(cursor)) };
  if (first === '[' || first === '{') return { kind: 'literal', value: readLiteral(cursor) };
  return { kind: 'literal', value: readScalar(cursor) };
}

function readScalar(cursor: Cursor): Json {
  const word = /^(?:true|false|null|[-.\deE]+)/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  cursor.at += word.length;
  if (word === 'true' || word === 'false') return word === 'true';
  if (word === 'null') return null;
  if (!/^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]-?\d+)?$/.test(word)) throw invalidPath(`Failed to parse filter: ${cursor.text}`);
  return new JsonNumber(word);
}

/** A path ends at an operator, a space or the bracket that closes the filter; inside its own brackets anything may stand. */
function readPath(cursor: Cursor, depth: number) {
  const start = cursor.at;
  cursor.at += 1;
  while (!isAtEnd(cursor) && !' <>=~!&|)'.includes(current(cursor))) {
    if (current(cursor) === '[') skipBrackets(cursor);
    else if (cursor.text.startsWith('()', cursor.at)) cursor.at += 2;
    else cursor.at += 1;
  }
  return compilePath(cursor.text.slice(start, cursor.at), depth);
}

function skipBrackets(cursor: Cursor): void {
  let open = 0;
  do {
    if (isAtEnd(cursor)) throw invalidPath(`Square brackets does not match in filter ${cursor.text}`);
    const letter = current(cursor);
    if (letter === "'" || letter === '"') takeQuoted(cursor);
    else {
      open += letter === '[' ? 1 : letter === ']' ? -1 : 0;
      cursor.at += 1;
    }
  } while (open > 0);
}

/** `/…/` with Java's flags `i`, `s` and `m` (`d` and `u` change nothing here), matched against the whole text. */
function readPattern(cursor: Cursor): Operand {
  const source = takeQuoted(cursor);
  const flags = /^[dimsu]*/.exec(cursor.text.slice(cursor.at))?.[0] ?? '';
  cursor.at += flags.length;
  const regex = javaRegex(source, { ignoreCase: flags.includes('i'), dotAll: flags.includes('s'), multiline: flags.includes('m') });
  return { kind: 'pattern', pattern: regex };
}
