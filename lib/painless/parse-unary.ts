import type { Expression } from './ast.ts';
import { javaType } from './java-type.ts';
import { parseChain } from './parse-chain.ts';
import { assertAssignable } from './parse-expression.ts';
import { parseNumber } from './parse-number.ts';
import { parseType, primitiveNames, typeLength } from './parse-type.ts';
import type { TokenCursor } from './token-cursor.ts';

/** What binds tighter than any operator between two operands. */
export function parseUnary(cursor: TokenCursor): Expression {
  return cursor.nested(() => {
    const { at } = cursor.peek();
    if (cursor.isOneOf(['++', '--'])) {
      const by = cursor.next().text === '++' ? 1 : -1;
      const target = parseChain(cursor);
      assertAssignable(target);
      return { kind: 'update', at, target, by, isPrefix: true };
    }
    if (cursor.is('-') && ['integer', 'decimal'].includes(cursor.peek(1).kind)) return negativeNumber(cursor);
    if (cursor.isOneOf(['+', '-']))
      return { kind: 'unary', at, operator: cursor.next().text === '+' ? '+' : '-', operand: parseUnary(cursor) };
    return parseTight(cursor);
  });
}

/** The smallest int exists with its sign only, so the two are read together. */
function negativeNumber(cursor: TokenCursor): Expression {
  const { at } = cursor.next();
  const number = cursor.next();
  return { kind: 'constant', at, value: parseNumber({ ...number, text: `-${number.text}` }) };
}

/** Without a sign before it, which is what may follow a cast to a class: `(x) - 1` subtracts. */
function parseTight(cursor: TokenCursor): Expression {
  const { at } = cursor.peek();
  if (cursor.isOneOf(['!', '~']))
    return { kind: 'unary', at, operator: cursor.next().text === '!' ? '!' : '~', operand: parseUnary(cursor) };
  if (startsCast(cursor)) {
    cursor.next();
    const type = parseType(cursor);
    cursor.expect(')');
    const isPrimitive = type.dimensions === 0 && (primitiveNames as readonly string[]).includes(type.name);
    return { kind: 'cast', at, type, operand: isPrimitive ? parseUnary(cursor) : cursor.nested(() => parseTight(cursor)) };
  }
  const target = parseChain(cursor);
  if (!cursor.isOneOf(['++', '--'])) return target;
  assertAssignable(target);
  const update = cursor.next();
  return { kind: 'update', at: update.at, target, by: update.text === '++' ? 1 : -1, isPrefix: false };
}

/** `(Type) value`: a type in brackets, and after it the beginning of a value. */
function startsCast(cursor: TokenCursor): boolean {
  if (!cursor.is('(')) return false;
  const length = typeLength(cursor, 1);
  if (length === 0 || !cursor.is(')', length + 1)) return false;
  if (cursor.isOneOf(primitiveNames, 1)) return true;
  const { kind, text } = cursor.peek(length + 2);
  if (kind === 'op')
    return text === '(' || text === '!' || text === '~' || (text === '[' && length === 1 && javaType(cursor.peek(1).text) !== undefined);
  return kind !== 'end' && kind !== 'field' && !(kind === 'word' && ['instanceof', 'in'].includes(text));
}
