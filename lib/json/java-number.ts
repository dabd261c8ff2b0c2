import type { JsonNumber } from './json.ts';

/**
 * `Double.toString` of JDK 19 and later: plain with at least one fraction digit when 1e-3 ≤ |value| < 1e7, else `d.dddE-n`. Both
 * languages print the shortest digits that read back as the same value, so the digits are JavaScript's.
 */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (size === Number.POSITIVE_INFINITY) return `${sign}Infinity`;
  if (size >= 1e-3 && size < 1e7) {
    const plain = String(size);
    return plain.includes('.') ? sign + plain : `${sign}${plain}.0`;
  }
  const shortest = size.toExponential();
  // Java never prints one digit: it takes the closest decimal of two, which matters for the smallest of all (4.9E-324, not 5.0E-324).
  const [digits = '', exponent = ''] = (shortest.includes('.') ? shortest : size.toExponential(1)).split('e');
  return `${sign}${digits}E${exponent.startsWith('+') ? exponent.slice(1) : exponent}`;
}

/** The number as Java prints it after reading it: integers keep every digit, anything with a point or an exponent goes through a double. */
export function javaNumber(number: JsonNumber): string {
  if (!number.isInteger) return javaDouble(number.value);
  return number.text === '-0' ? '0' : number.text;
}
