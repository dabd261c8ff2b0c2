import { charge } from '../budget.ts';
import type { Method } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { BigDecimal, BigInteger, type Value } from '../values.ts';
import { int, wrongType } from './arguments.ts';

/** Decimal digits before and after the point; more can only be meant to fill the memory. */
const mostDigits = 5_000;
const bitsPerDigit = 3.33;

const tooLarge = () => thrown('ArithmeticException', `Numbers of more than ${mostDigits} digits are not supported`);

/** @throws ScriptProblem for a number without bounds */
export function bigInteger(value: bigint): BigInteger {
  charge(16);
  if (value >> BigInt(Math.ceil(mostDigits * bitsPerDigit)) > 1n || value >> BigInt(Math.ceil(mostDigits * bitsPerDigit)) < -1n)
    throw tooLarge();
  return new BigInteger(value);
}

export function decimal(unscaled: bigint, scale: number): BigDecimal {
  if (Math.abs(scale) > mostDigits) throw tooLarge();
  return new BigDecimal(bigInteger(unscaled).value, scale);
}

const power = (scale: number): bigint => 10n ** BigInt(scale);

/** Without its fraction. */
export function big(value: BigInteger | BigDecimal): bigint {
  if (value instanceof BigInteger) return value.value;
  return value.scale > 0 ? value.unscaled / power(value.scale) : value.unscaled * power(-value.scale);
}

/** `new BigDecimal("3.70")`. @throws ScriptProblem number format */
export function parseDecimal(text: string): BigDecimal {
  const found = text.length <= mostDigits ? /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/.exec(text) : null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found ?? [];
  if (!found || (whole === '' && fraction === '')) {
    throw thrown('NumberFormatException', `Character array is missing "exponent" mark 'e' or 'E'.: ${text.slice(0, 100)}`);
  }
  return decimal(BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`.replace(/^-?$/, '0')), fraction.length - Number(exponent));
}

/** @throws ScriptProblem number format */
export function parseBigInteger(text: string): BigInteger {
  if (!/^[+-]?\d+$/.test(text) || text.length > mostDigits)
    throw thrown('NumberFormatException', `For input string: "${text.slice(0, 100)}"`);
  return bigInteger(BigInt(text.replace(/^\+/, '')));
}

function raised(value: bigint, exponent: number): BigInteger {
  if (exponent < 0) throw thrown('ArithmeticException', 'Negative exponent');
  if (exponent * String(value).length > mostDigits * 2) throw tooLarge();
  return bigInteger(value ** BigInt(exponent));
}

const integer = (value: Value | undefined): bigint => {
  if (value instanceof BigInteger) return value.value;
  throw wrongType(value, 'java.math.BigInteger');
};

const notZero = (value: bigint): bigint => {
  if (value === 0n) throw thrown('ArithmeticException', 'BigInteger divide by zero');
  return value;
};

const order = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

export const integerOps: Record<string, Method<BigInteger>> = {
  'add/1': ({ value }, other) => bigInteger(value + integer(other)),
  'subtract/1': ({ value }, other) => bigInteger(value - integer(other)),
  'multiply/1': ({ value }, other) => bigInteger(value * integer(other)),
  'divide/1': ({ value }, other) => bigInteger(value / notZero(integer(other))),
  'remainder/1': ({ value }, other) => bigInteger(value % notZero(integer(other))),
  'mod/1': ({ value }, other) => {
    const by = notZero(integer(other));
    return bigInteger(((value % by) + by) % by);
  },
  'pow/1': ({ value }, exponent) => raised(value, int(exponent)),
  'negate/0': ({ value }) => bigInteger(-value),
  'abs/0': ({ value }) => bigInteger(value < 0n ? -value : value),
  'signum/0': ({ value }) => order(value, 0n),
  'max/1': (self, other) => (self.value >= integer(other) ? self : bigInteger(integer(other))),
  'min/1': (self, other) => (self.value <= integer(other) ? self : bigInteger(integer(other))),
};

const dec = (value: Value | undefined): BigDecimal => {
  if (value instanceof BigDecimal) return value;
  throw wrongType(value, 'java.math.BigDecimal');
};

/** Both at the same scale. */
function aligned(left: BigDecimal, right: BigDecimal) {
  const scale = Math.max(left.scale, right.scale);
  return { scale, a: left.unscaled * power(scale - left.scale), b: right.unscaled * power(scale - right.scale) };
}

/** HALF_UP, the rounding of schools, to a number of digits after the point. */
function rounded({ unscaled, scale }: BigDecimal, to: number): BigDecimal {
  if (to >= scale) return decimal(unscaled * power(Math.min(to - scale, mostDigits + 1)), to);
  const by = power(scale - to);
  const half = unscaled < 0n ? -by / 2n : by / 2n;
  return decimal((unscaled + half) / by, to);
}

export const decimalOps: Record<string, Method<BigDecimal>> = {
  'add/1': (self, other) => {
    const { scale, a, b } = aligned(self, dec(other));
    return decimal(a + b, scale);
  },
  'subtract/1': (self, other) => {
    const { scale, a, b } = aligned(self, dec(other));
    return decimal(a - b, scale);
  },
  'multiply/1': (self, other) => decimal(self.unscaled * dec(other).unscaled, self.scale + dec(other).scale),
  'negate/0': ({ unscaled, scale }) => decimal(-unscaled, scale),
  'abs/0': ({ unscaled, scale }) => decimal(unscaled < 0n ? -unscaled : unscaled, scale),
  'max/1': (self, other) => (aligned(self, dec(other)).a >= aligned(self, dec(other)).b ? self : dec(other)),
  'min/1': (self, other) => (aligned(self, dec(other)).a <= aligned(self, dec(other)).b ? self : dec(other)),
  'setScale/1': (self, scale) => rounded(self, int(scale)),
  'setScale/2': (self, scale) => rounded(self, int(scale)),
};
