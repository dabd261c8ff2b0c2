import { asNumberType, type NumberType } from '../cast.ts';
import type { StaticMethod } from '../classes.ts';
import { compareDoubles, sign } from '../compare.ts';
import { hashCode } from '../equality.ts';
import { javaText } from '../java-text.ts';
import { thrown } from '../script-problem.ts';
import { Char, Floating, type Value } from '../values.ts';
import { codePoint, double, int, long, shown, text } from './arguments.ts';

const notANumber = (value: Value | undefined) =>
  thrown(
    'NumberFormatException',
    value === null || value === undefined ? 'Cannot parse null string: null' : `For input string: "${shown(value)}"`,
  );

/** `Integer.parseInt` and `Long.parseLong`. @throws ScriptProblem number format */
export function parseWhole(value: Value | undefined, bits: 32 | 64, radix = 10): bigint {
  const written = typeof value === 'string' ? value : '';
  const digits = written.replace(/^[+-]/, '').toLowerCase();
  const isRadix = radix >= 2 && radix <= 36;
  if (
    !isRadix ||
    digits === '' ||
    digits.length > 64 ||
    [...digits].some((digit) => !/[0-9a-z]/.test(digit) || Number.parseInt(digit, 36) >= radix)
  ) {
    throw notANumber(value);
  }
  const size = [...digits].reduce((total, digit) => total * BigInt(radix) + BigInt(Number.parseInt(digit, 36)), 0n);
  const result = written.startsWith('-') ? -size : size;
  if (BigInt.asIntN(bits, result) !== result) throw notANumber(value);
  return result;
}

/** `Double.parseDouble`: spaces around are fine, and so is a letter behind. */
export function parseFloating(value: Value | undefined, isFloat = false): Floating {
  const written = text(value).trim();
  const named = /^([+-]?)(NaN|Infinity)$/.exec(written);
  if (named)
    return new Floating(named[2] === 'NaN' ? Number.NaN : named[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY, isFloat);
  if (written.length > 1000 || !/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(written)) {
    throw thrown('NumberFormatException', written === '' ? 'empty String' : `For input string: "${written.slice(0, 100)}"`);
  }
  return new Floating(Number(written.replace(/[fFdD]$/, '')), isFloat);
}

const constant =
  (value: Value): StaticMethod =>
  () =>
    value;

const digitsOf = (value: bigint, bits: number, radix: number) => BigInt.asUintN(bits, value).toString(radix);

/** The number of `valueOf`: a text is read, a number taken as it is. */
const taken = (value: Value | undefined, type: NumberType, read: (value: Value) => Value): Value =>
  typeof value === 'string' ? read(value) : asNumberType(value ?? null, type);

const readInt = (value: Value) => Number(parseWhole(value, 32));
const readLong = (value: Value) => parseWhole(value, 64);

export const integerStatics: Record<string, StaticMethod> = {
  'parseInt/1': (value) => Number(parseWhole(value, 32)),
  'parseInt/2': (value, radix) => Number(parseWhole(value, 32, int(radix))),
  'valueOf/1': (value) => taken(value, 'int', readInt),
  'valueOf/2': (value, radix) => Number(parseWhole(value, 32, int(radix))),
  'toString/1': (value) => String(int(value)),
  'toString/2': (value, radix) => int(value).toString(radixOf(radix)),
  'toHexString/1': (value) => digitsOf(BigInt(int(value)), 32, 16),
  'toBinaryString/1': (value) => digitsOf(BigInt(int(value)), 32, 2),
  'toOctalString/1': (value) => digitsOf(BigInt(int(value)), 32, 8),
  'compare/2': (left, right) => sign(int(left), int(right)),
  'max/2': (left, right) => Math.max(int(left), int(right)),
  'min/2': (left, right) => Math.min(int(left), int(right)),
  'sum/2': (left, right) => (int(left) + int(right)) | 0,
  'signum/1': (value) => Math.sign(int(value)),
  'hashCode/1': (value = null) => hashCode(value),
  'bitCount/1': (value) => [...digitsOf(BigInt(int(value)), 32, 2)].filter((bit) => bit === '1').length,
};

const radixOf = (radix: Value | undefined): number => {
  const wanted = int(radix);
  return wanted < 2 || wanted > 36 ? 10 : wanted;
};

export const longStatics: Record<string, StaticMethod> = {
  'parseLong/1': (value) => parseWhole(value, 64),
  'parseLong/2': (value, radix) => parseWhole(value, 64, int(radix)),
  'valueOf/1': (value) => taken(value, 'long', readLong),
  'valueOf/2': (value, radix) => parseWhole(value, 64, int(radix)),
  'toString/1': (value) => String(long(value)),
  'toString/2': (value, radix) => long(value).toString(radixOf(radix)),
  'toHexString/1': (value) => digitsOf(long(value), 64, 16),
  'toBinaryString/1': (value) => digitsOf(long(value), 64, 2),
  'compare/2': (left, right) => sign(long(left), long(right)),
  'max/2': (left, right) => (long(left) > long(right) ? long(left) : long(right)),
  'min/2': (left, right) => (long(left) < long(right) ? long(left) : long(right)),
  'sum/2': (left, right) => BigInt.asIntN(64, long(left) + long(right)),
  'signum/1': (value) => sign(long(value), 0n),
  'hashCode/1': (value = null) => hashCode(value),
};

const floatingStatics = (isFloat: boolean): Record<string, StaticMethod> => ({
  [`parse${isFloat ? 'Float' : 'Double'}/1`]: (value) => parseFloating(value, isFloat),
  'valueOf/1': (value) => (typeof value === 'string' ? parseFloating(value, isFloat) : new Floating(double(value), isFloat)),
  'toString/1': (value) => javaText(new Floating(double(value), isFloat)),
  'compare/2': (left, right) => compareDoubles(double(left), double(right)),
  'isNaN/1': (value) => Number.isNaN(double(value)),
  'isInfinite/1': (value) => Math.abs(double(value)) === Number.POSITIVE_INFINITY,
  'isFinite/1': (value) => Number.isFinite(double(value)),
  'max/2': (left, right) => new Floating(Math.max(double(left), double(right)), isFloat),
  'min/2': (left, right) => new Floating(Math.min(double(left), double(right)), isFloat),
  'sum/2': (left, right) => new Floating(double(left) + double(right), isFloat),
});
export const doubleStatics = floatingStatics(false);
export const floatStatics = floatingStatics(true);

const is =
  (pattern: RegExp): StaticMethod =>
  (value) =>
    pattern.test(String.fromCodePoint(codePoint(value)));

/** Java's: the controls of text too, but no space that may not break. */
const isWhitespace = (code: number): boolean =>
  (code >= 9 && code <= 13) ||
  (code >= 28 && code <= 31) ||
  (/\p{Z}/u.test(String.fromCodePoint(code)) && ![0xa0, 0x2007, 0x202f].includes(code));

export const characterStatics: Record<string, StaticMethod> = {
  'isDigit/1': is(/\p{Nd}/u),
  'isLetter/1': is(/\p{L}/u),
  'isLetterOrDigit/1': is(/[\p{L}\p{Nd}]/u),
  'isAlphabetic/1': is(/\p{Alphabetic}/u),
  'isUpperCase/1': is(/\p{Uppercase}/u),
  'isLowerCase/1': is(/\p{Lowercase}/u),
  'isWhitespace/1': (value) => isWhitespace(codePoint(value)),
  'isISOControl/1': is(/\p{Cc}/u),
  'toUpperCase/1': (value) => new Char(String.fromCodePoint(codePoint(value)).toUpperCase().charCodeAt(0)),
  'toLowerCase/1': (value) => new Char(String.fromCodePoint(codePoint(value)).toLowerCase().charCodeAt(0)),
  'toString/1': (value) => String.fromCodePoint(codePoint(value)),
  'valueOf/1': (value) => new Char(codePoint(value)),
  'compare/2': (left, right) => codePoint(left) - codePoint(right),
  'getNumericValue/1': (value) => {
    const digit = Number.parseInt(String.fromCodePoint(codePoint(value)), 36);
    return Number.isNaN(digit) ? -1 : digit;
  },
  'digit/2': (value, radix) => {
    const digit = Number.parseInt(String.fromCodePoint(codePoint(value)), 36);
    return Number.isNaN(digit) || digit >= int(radix) ? -1 : digit;
  },
};

export const booleanStatics: Record<string, StaticMethod> = {
  'parseBoolean/1': (value) => typeof value === 'string' && value.toLowerCase() === 'true',
  'valueOf/1': (value) => (typeof value === 'string' ? value.toLowerCase() === 'true' : value === true),
  'toString/1': (value = null) => javaText(value),
  'compare/2': (left, right) => Number(left === true) - Number(right === true),
  'logicalAnd/2': (left, right) => left === true && right === true,
  'logicalOr/2': (left, right) => left === true || right === true,
};

/** `Double.MAX_VALUE` and the like. */
export const numberConstants = {
  Integer: { MAX_VALUE: constant(2 ** 31 - 1), MIN_VALUE: constant(-(2 ** 31)), SIZE: constant(32), BYTES: constant(4) },
  Long: { MAX_VALUE: constant(2n ** 63n - 1n), MIN_VALUE: constant(-(2n ** 63n)), SIZE: constant(64), BYTES: constant(8) },
  Double: {
    MAX_VALUE: constant(new Floating(Number.MAX_VALUE)),
    MIN_VALUE: constant(new Floating(Number.MIN_VALUE)),
    NaN: constant(new Floating(Number.NaN)),
    POSITIVE_INFINITY: constant(new Floating(Number.POSITIVE_INFINITY)),
    NEGATIVE_INFINITY: constant(new Floating(Number.NEGATIVE_INFINITY)),
  },
  Float: {
    MAX_VALUE: constant(new Floating(3.4028234663852886e38, true)),
    MIN_VALUE: constant(new Floating(1.401298464324817e-45, true)),
    NaN: constant(new Floating(Number.NaN, true)),
  },
  Boolean: { TRUE: constant(true), FALSE: constant(false) },
} as const;
