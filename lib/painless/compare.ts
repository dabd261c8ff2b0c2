import { numberOf } from './arithmetic.ts';
import { thrown } from './script-problem.ts';
import { BigDecimal, BigInteger, classNameOf, Floating, FunctionValue, Opaque, type Value } from './values.ts';

export const sign = (left: number | bigint | string, right: number | bigint | string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Java's natural order; different kinds do not compare. @throws ScriptProblem class cast, null pointer */
export function compareNaturally(left: Value, right: Value): number {
  if (left === null || right === null) throw thrown('NullPointerException', null);
  if (classNameOf(left) !== classNameOf(right)) {
    throw thrown('ClassCastException', `class ${classNameOf(left)} cannot be cast to class ${classNameOf(right)}`);
  }
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'boolean') return Number(left) - Number(right);
  if (typeof left === 'bigint' && typeof right === 'bigint') return sign(left, right);
  if (left instanceof BigInteger && right instanceof BigInteger) return sign(left.value, right.value);
  if (left instanceof BigDecimal && right instanceof BigDecimal) return compareDecimals(left, right);
  if (left instanceof Floating && right instanceof Floating) return compareDoubles(left.value, right.value);
  if (left instanceof Opaque && right instanceof Opaque) return sign(left.text, right.text);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a === null || b === null)
    throw thrown('ClassCastException', `class ${classNameOf(left)} cannot be cast to class java.lang.Comparable`);
  return sign(a, b);
}

/** `String.compareTo`: the first difference of UTF-16 units, else of lengths. */
export function compareTexts(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let at = 0; at < shorter; at++) {
    const difference = left.charCodeAt(at) - right.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** `Double.compare`: -0.0 before 0.0, NaN last. */
export function compareDoubles(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (Object.is(left, right)) return 0;
  if (Number.isNaN(left)) return 1;
  if (Number.isNaN(right)) return -1;
  return Object.is(left, -0) ? -1 : 1;
}

function compareDecimals(left: BigDecimal, right: BigDecimal): number {
  const scale = Math.max(left.scale, right.scale);
  const at = ({ unscaled, scale: own }: BigDecimal) => unscaled * 10n ** BigInt(scale - own);
  return sign(at(left), at(right));
}

/** What a comparator says; natural order without one. */
export function comparison(comparator: Value | undefined): (left: Value, right: Value) => number {
  if (comparator === null || comparator === undefined) return compareNaturally;
  if (!(comparator instanceof FunctionValue)) throw thrown('ClassCastException', 'This is no Comparator');
  return (left, right) => numberOf(comparator.call([left, right])) ?? 0;
}
