import { illegalArgument } from '#lib/errors.ts';
import { type Cursor, current, expect, isAtEnd, skipSpaces, take, takeQuoted, withoutEscapes } from './cursor.ts';
import type { Path, Quote, Token } from './path.ts';
import { invalidPath } from './path-error.ts';
import { readFilter } from './read-filter.ts';

const longest = 4096;
/** Filters hold paths that hold filters. */
const deepest = 20;

/**
 * Reads a JSONPath in Jayway's dialect (predict.md §13.3): `$` is optional, and `.a` is a deep scan for `a`.
 * @throws StudioError 400
 */
export function compilePath(text: string, depth = 0): Path {
  if (text === '') throw illegalArgument('path can not be null or empty');
  if (text.length > longest) throw invalidPath(`The path is longer than ${longest} characters.`);
  if (depth > deepest) throw invalidPath('Filters are nested too deeply.');
  const trimmed = trimSpaces(text);
  const full = /^[$@]/.test(trimmed) ? trimmed : `$.${trimmed}`;
  if (full.endsWith('.')) throw invalidPath("Path must not end with a '.' or '..'");
  const cursor: Cursor = { text: full, at: 1 };
  if (!isAtEnd(cursor) && !'.['.includes(current(cursor))) throw invalidPath("Illegal character at position 1 expected '.' or '['");
  const tokens: Token[] = [];
  while (!isAtEnd(cursor)) readToken(cursor, tokens, depth);
  return finish(full.startsWith('@') ? '@' : '$', tokens);
}

function trimSpaces(text: string): string {
  let end = text.length;
  while (text[end - 1] === ' ') end -= 1;
  return text.slice(skipSpaces({ text, at: 0 }).at, end);
}

function finish(root: Path['root'], tokens: readonly Token[]): Path {
  const last = tokens.length - 1;
  const definite = tokens.map((token, index) => isDefinite(token, index === last));
  const definiteBefore = definite.map((_, index) => definite.slice(0, index).every(Boolean));
  // A function after a deep scan is taken over everything that the scan finds: one value.
  const isAggregate = tokens[0]?.kind === 'scan' && tokens[last]?.kind === 'function';
  return { root, tokens, isDefinite: isAggregate || definite.every(Boolean), definiteBefore };
}

function isDefinite(token: Token, isLast: boolean): boolean {
  if (token.kind === 'property') return token.names.length === 1 || isLast; // several last members are merged into one object
  if (token.kind === 'index') return token.indexes.length === 1;
  return token.kind === 'function';
}

function readToken(cursor: Cursor, tokens: Token[], depth: number): void {
  if (current(cursor) === '.') {
    cursor.at += 1;
    if (current(cursor) === '.') {
      tokens.push({ kind: 'scan' });
      cursor.at += 1;
    }
    if (current(cursor) === '.') throw invalidPath(`Character '.' on position ${cursor.at} is not valid.`);
    if (isAtEnd(cursor)) throw invalidPath("Path must not end with a '.'");
  }
  if (current(cursor) === '[') tokens.push(readBracket(cursor, depth));
  else if (current(cursor) === '*') {
    cursor.at += 1;
    tokens.push({ kind: 'wildcard' });
  } else tokens.push(readName(cursor));
}

/** `name` or `name()`. */
function readName(cursor: Cursor): Token {
  const start = cursor.at;
  while (!isAtEnd(cursor) && !'.[( '.includes(current(cursor))) cursor.at += 1;
  const name = cursor.text.slice(start, cursor.at);
  if (current(cursor) === ' ') {
    throw invalidPath(`Use bracket notation ['my prop'] if your property contains blank characters. position: ${start}`);
  }
  if (name === '') throw invalidPath(`Could not parse token starting at position ${start}`);
  if (current(cursor) !== '(') return { kind: 'property', names: [name], quote: "'" };
  expect(cursor, '(');
  if (!take(cursor, ')')) throw invalidPath(`Arguments to function: '${name}' are not supported.`);
  return { kind: 'function', name };
}

function readBracket(cursor: Cursor, depth: number): Token {
  const start = cursor.at;
  expect(cursor, '[');
  const first = current(skipSpaces(cursor));
  if (first === "'" || first === '"') return readNames(cursor, first);
  if (first === '?') {
    const filter = readFilter(cursor, depth);
    expect(cursor, ']');
    return { kind: 'filter', filter };
  }
  if (take(cursor, '*')) {
    expect(cursor, ']');
    return { kind: 'wildcard' };
  }
  const end = cursor.text.indexOf(']', cursor.at);
  const inside = end < 0 ? '' : cursor.text.slice(cursor.at, end).trim();
  if (!/^[-:\d][-:,\d ]*$/.test(inside)) throw invalidPath(`Could not parse token starting at position ${start}. Expected ?, ', 0-9, * `);
  cursor.at = end + 1;
  return inside.includes(':') ? sliceOf(inside) : { kind: 'index', indexes: inside.split(',').map((index) => integerOf(index, inside)) };
}

/** `['a']` or `['a','b']`. */
function readNames(cursor: Cursor, quote: Quote): Token {
  const names: string[] = [];
  do {
    if (current(skipSpaces(cursor)) !== quote) throw invalidPath(`Found empty property at index ${cursor.at}`);
    names.push(withoutEscapes(takeQuoted(cursor)));
  } while (take(cursor, ','));
  expect(cursor, ']');
  return { kind: 'property', names, quote };
}

function sliceOf(inside: string): Token {
  const [from = '', to = '', ...rest] = inside.split(':');
  if (rest.length > 0 || (from === '' && to === '')) throw invalidPath(`Failed to parse SliceOperation: ${inside}`);
  const bound = (text: string) => (text === '' ? null : integerOf(text, inside));
  return { kind: 'slice', from: bound(from), to: bound(to) };
}

function integerOf(text: string, inside: string): number {
  const number = Number(text);
  if (!/^ *-?\d+ *$/.test(text) || Math.abs(number) > 0x7fffffff) {
    throw invalidPath(`Failed to parse token in ArrayIndexOperation: ${inside}`);
  }
  return number;
}
