import type { BinaryOperator } from './ast.ts';
import { joinTexts } from './budget.ts';
import { javaEquals } from './equality.ts';
import { javaText } from './java-text.ts';
import { thrown } from './script-problem.ts';
import { BigDecimal, BigInteger, Char, classNameOf, Floating, Small, type Value } from './values.ts';

/** Two operands brought to the wider of their kinds. */
type Pair =
  | { kind: 'int'; left: number; right: number }
  | { kind: 'long'; left: bigint; right: bigint }
  | { kind: 'floating'; left: number; right: number; isFloat: boolean };

const rank = { int: 0, long: 1, float: 2, double: 3 } as const;
type Kind = keyof typeof rank;

/** byte, short and char compute as ints. */
function kindOf(value: Value): Kind | null {
  if (typeof value === 'number' || value instanceof Char || value instanceof Small) return 'int';
  if (typeof value === 'bigint') return 'long';
  return value instanceof Floating ? (value.isFloat ? 'float' : 'double') : null;
}

export const isNumeric = (value: Value): boolean => kindOf(value) !== null;

/** As a JavaScript number; only for values of a primitive kind. */
export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Char) return value.code;
  return value instanceof Floating || value instanceof Small ? value.value : Number.NaN;
}

function promote(left: Value, right: Value): Pair | null {
  const [leftKind, rightKind] = [kindOf(left), kindOf(right)];
  if (leftKind === null || rightKind === null) return null;
  const kind = rank[leftKind] >= rank[rightKind] ? leftKind : rightKind;
  if (kind === 'int') return { kind, left: toNumber(left), right: toNumber(right) };
  if (kind === 'long') return { kind, left: toBigInt(left), right: toBigInt(right) };
  return { kind: 'floating', left: toNumber(left), right: toNumber(right), isFloat: kind === 'float' };
}

const toBigInt = (value: Value): bigint => (typeof value === 'bigint' ? value : BigInt(toNumber(value)));

const long = (value: bigint): bigint => BigInt.asIntN(64, value);

function refused(operator: string, left: Value, right: Value): Error {
  if (left === null || right === null) return thrown('NullPointerException', `Cannot apply [${operator}] to null`);
  return thrown('ClassCastException', `Cannot apply [${operator}] operation to types [${classNameOf(left)}] and [${classNameOf(right)}].`);
}

/** @throws ScriptProblem a class cast of Java, a null pointer, or a division by zero */
export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  // Most of what scripts do.
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return joinTexts(javaText(left), javaText(right));
  if (typeof left === 'number' && typeof right === 'number') return intsAndShifts(operator, left, right);
  switch (operator) {
    case '==':
      return looselyEqual(left, right);
    case '!=':
      return !looselyEqual(left, right);
    case '===':
      return isSame(left, right);
    case '!==':
      return !isSame(left, right);
    case '&':
    case '|':
    case '^':
      if (typeof left === 'boolean' && typeof right === 'boolean') return booleans(operator, left, right);
  }
  if (operator === '<<' || operator === '>>' || operator === '>>>') return shift(operator, left, right);
  const pair = promote(left, right);
  if (!pair) throw refused(operator, left, right);
  if (pair.kind === 'int') return ints(operator, pair.left, pair.right);
  if (pair.kind === 'long') return longs(operator, pair.left, pair.right);
  return floatings(operator, pair, left, right);
}

function booleans(operator: '&' | '|' | '^', left: boolean, right: boolean): boolean {
  if (operator === '&') return left && right;
  return operator === '|' ? left || right : left !== right;
}

const byZero = () => thrown('ArithmeticException', '/ by zero');

function intsAndShifts(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '==':
    case '===':
      return left === right;
    case '!=':
    case '!==':
      return left !== right;
    case '<<':
    case '>>':
    case '>>>':
      return shift(operator, left, right);
  }
  return ints(operator, left, right);
}

function ints(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return (left + right) | 0;
    case '-':
      return (left - right) | 0;
    case '*':
      return Math.imul(left, right);
    case '/':
      if (right === 0) throw byZero();
      return (left / right) | 0;
    case '%':
      if (right === 0) throw byZero();
      return (left % right) | 0;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
  }
  return compared(operator, left, right);
}

function longs(operator: BinaryOperator, left: bigint, right: bigint): Value {
  switch (operator) {
    case '+':
      return long(left + right);
    case '-':
      return long(left - right);
    case '*':
      return long(left * right);
    case '/':
      if (right === 0n) throw byZero();
      return long(left / right);
    case '%':
      if (right === 0n) throw byZero();
      return left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
  }
  return compared(operator, left, right);
}

function floatings(
  operator: BinaryOperator,
  { left, right, isFloat }: { left: number; right: number; isFloat: boolean },
  a: Value,
  b: Value,
): Value {
  switch (operator) {
    case '+':
      return new Floating(left + right, isFloat);
    case '-':
      return new Floating(left - right, isFloat);
    case '*':
      return new Floating(left * right, isFloat);
    case '/':
      return new Floating(left / right, isFloat);
    case '%':
      return new Floating(left % right, isFloat);
    case '&':
    case '|':
    case '^':
      throw refused(operator, a, b);
  }
  return compared(operator, left, right);
}

function compared<Kind extends number | bigint>(operator: BinaryOperator, left: Kind, right: Kind): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}

/** The kind of the left side decides, and only the low bits of the right side count. */
function shift(operator: '<<' | '>>' | '>>>', left: Value, right: Value): Value {
  const [kind, by] = [kindOf(left), kindOf(right)];
  if (kind === null || by === null || rank[kind] > 1 || rank[by] > 1) throw refused(operator, left, right);
  if (kind === 'int') {
    const [value, count] = [toNumber(left), Number(BigInt.asUintN(5, toBigInt(right)))];
    if (operator === '<<') return value << count;
    return operator === '>>' ? value >> count : (value >>> count) | 0;
  }
  const [value, count] = [toBigInt(left), BigInt.asUintN(6, toBigInt(right))];
  if (operator === '<<') return long(value << count);
  return operator === '>>' ? value >> count : long(BigInt.asUintN(64, value) >> count);
}

/** `==`: numbers by value whatever their kinds, everything else by `equals`. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (left === right) return !(left instanceof Floating && Number.isNaN(left.value));
  const pair = typeof left === 'object' || typeof right === 'object' || typeof left !== typeof right ? promote(left, right) : null;
  return pair ? pair.left === pair.right : javaEquals(left, right);
}

/** `===`: the same object; small values are the same wherever they come from. */
function isSame(left: Value, right: Value): boolean {
  if (left instanceof Floating || left instanceof Char || left instanceof Small) return javaEquals(left, right);
  return left === right;
}

export function negate(value: Value): Value {
  if (typeof value === 'number') return -value | 0;
  if (typeof value === 'bigint') return long(-value);
  if (value instanceof Floating) return new Floating(-value.value, value.isFloat);
  if (isNumeric(value)) return -toNumber(value) | 0;
  throw refusedUnary('-', value);
}

export function complement(value: Value): Value {
  if (typeof value === 'bigint') return ~value;
  if (kindOf(value) === 'int') return ~toNumber(value);
  throw refusedUnary('~', value);
}

/** Numbers stay as they are, but for the small ones, which become ints. */
export function plus(value: Value): Value {
  const kind = kindOf(value);
  if (kind === null) throw refusedUnary('+', value);
  return kind === 'int' ? toNumber(value) : value;
}

function refusedUnary(operator: string, value: Value): Error {
  if (value === null) return thrown('NullPointerException', `Cannot apply [${operator}] to null`);
  return thrown('ClassCastException', `Cannot apply [${operator}] operation to type [${classNameOf(value)}].`);
}

/** Any number of Java, the big ones too, for methods of `Number`. */
export function numberOf(value: Value): number | null {
  if (value instanceof BigInteger) return Number(value.value);
  if (value instanceof BigDecimal) return Number(`${value.unscaled}e${-value.scale}`);
  return isNumeric(value) ? toNumber(value) : null;
}
