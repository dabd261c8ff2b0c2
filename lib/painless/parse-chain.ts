import { def, type Expression, type TypeName } from './ast.ts';
import { parseExpression } from './parse-expression.ts';
import { isLambda, parseLambda } from './parse-lambda.ts';
import { parseNumber } from './parse-number.ts';
import { parseTypeName, typeLength } from './parse-type.ts';
import { compileProblem } from './script-problem.ts';
import type { TokenCursor } from './token-cursor.ts';

/** Links of a chain, `a.b[0].c()` having three. */
const longestChain = 300;

/** A value and all that hangs on it: fields, indices and calls. */
export function parseChain(cursor: TokenCursor): Expression {
  let value = parsePrimary(cursor);
  for (let links = 0; ; links++) {
    if (links > longestChain) throw compileProblem(cursor.peek().at, `The expression has more than ${longestChain} links.`);
    const { at, text } = cursor.peek();
    if (cursor.isOneOf(['.', '?.'])) {
      cursor.next();
      value = parseMember(cursor, value, text === '?.');
    } else if (cursor.take('[')) {
      const index = parseExpression(cursor);
      cursor.expect(']');
      value = { kind: 'index', at, object: value, index };
    } else return value;
  }
}

/** After the dot any word is a name, `float` and `if` too. */
function parseMember(cursor: TokenCursor, object: Expression, isSafe: boolean): Expression {
  if (cursor.peek().kind !== 'field') throw cursor.mismatch('[a name]');
  const { text: name, at } = cursor.next();
  if (!cursor.is('(')) return { kind: 'field', at, object, name, isSafe };
  const values = parseArguments(cursor);
  return { kind: 'call', at, object, name, key: `${name}/${values.length}`, arguments: values, isSafe };
}

function parsePrimary(cursor: TokenCursor): Expression {
  const token = cursor.peek();
  const { at, kind, text } = token;
  switch (kind) {
    case 'string':
      cursor.next();
      return { kind: 'constant', at, value: text };
    case 'integer':
    case 'decimal':
      return { kind: 'constant', at, value: parseNumber(cursor.next()) };
    case 'regex':
      return { kind: 'regex', at, pattern: text, flags: cursor.next().flags ?? '' };
  }
  if (cursor.take('true')) return { kind: 'constant', at, value: true };
  if (cursor.take('false')) return { kind: 'constant', at, value: false };
  if (cursor.take('null')) return { kind: 'constant', at, value: null };
  if (cursor.take('new')) return parseNew(cursor, at);
  if (cursor.take('[')) return parseCollection(cursor, at);
  if (cursor.take('(')) {
    const inner = parseExpression(cursor);
    cursor.expect(')');
    return inner;
  }
  return parseName(cursor);
}

/** A variable, a class, or a function of the script; which of them, is decided when all declarations are known. */
function parseName(cursor: TokenCursor): Expression {
  if (!cursor.isName()) throw cursor.noWay();
  const { at, text: name } = cursor.next();
  if (!cursor.is('(')) return { kind: 'variable', at, name, slot: -1, type: def };
  return { kind: 'local_call', at, name, arguments: parseArguments(cursor) };
}

/** After `[`: a list, or a map with a colon between key and value. */
function parseCollection(cursor: TokenCursor, at: number): Expression {
  if (cursor.take(']')) return { kind: 'list', at, items: [] };
  if (cursor.take(':')) {
    cursor.expect(']');
    return { kind: 'map', at, entries: [] };
  }
  const first = parseExpression(cursor);
  if (!cursor.take(':')) {
    const items = [first];
    while (cursor.take(',')) items.push(parseExpression(cursor));
    cursor.expect(']');
    return { kind: 'list', at, items };
  }
  const entries: [Expression, Expression][] = [[first, parseExpression(cursor)]];
  while (cursor.take(',')) {
    const key = parseExpression(cursor);
    cursor.expect(':');
    entries.push([key, parseExpression(cursor)]);
  }
  cursor.expect(']');
  return { kind: 'map', at, entries };
}

function parseNew(cursor: TokenCursor, at: number): Expression {
  const type = parseTypeName(cursor);
  if (cursor.is('(')) return { kind: 'new', at, type, arguments: parseArguments(cursor) };
  if (cursor.is('[') && cursor.is(']', 1)) return parseArrayLiteral(cursor, at, type);
  const sizes: Expression[] = [];
  while (cursor.take('[')) {
    sizes.push(parseExpression(cursor));
    cursor.expect(']');
  }
  if (sizes.length === 0) throw cursor.mismatch("['(', '[']");
  return { kind: 'new_array', at, type, sizes };
}

function parseArrayLiteral(cursor: TokenCursor, at: number, type: TypeName): Expression {
  cursor.next();
  cursor.next();
  cursor.expect('{');
  const items: Expression[] = [];
  while (!cursor.is('}')) {
    items.push(parseExpression(cursor));
    if (!cursor.take(',')) break;
  }
  cursor.expect('}');
  return { kind: 'array', at, type, items };
}

/** What stands between the brackets of a call; only there lambdas and references to methods may stand. */
export function parseArguments(cursor: TokenCursor): Expression[] {
  const values: Expression[] = [];
  cursor.expect('(');
  while (!cursor.is(')')) {
    values.push(parseArgument(cursor));
    if (!cursor.take(',')) break;
  }
  cursor.expect(')');
  return values;
}

function parseArgument(cursor: TokenCursor): Expression {
  if (isLambda(cursor)) return parseLambda(cursor);
  const { at } = cursor.peek();
  const length = cursor.is('this') ? 1 : typeLength(cursor);
  if (length === 0 || !cursor.is('::', length)) return parseExpression(cursor);
  const type = cursor.take('this') ? 'this' : typeWithBrackets(cursor);
  cursor.expect('::');
  const name = cursor.take('new') ? 'new' : cursor.name().text;
  return { kind: 'reference', at, type, name };
}

function typeWithBrackets(cursor: TokenCursor): string {
  let { name } = parseTypeName(cursor);
  while (cursor.take('[')) {
    cursor.expect(']');
    name += '[]';
  }
  return name;
}
