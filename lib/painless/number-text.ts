import { javaDouble } from '#lib/json/java-number.ts';
import type { BigDecimal, Floating } from './values.ts';

/** `Double.toString` and `Float.toString`. */
export const doubleText = ({ value, isFloat }: Floating): string => (isFloat ? floatText(value) : javaDouble(value));

/** The shortest decimal that reads back as the same float, in the spelling of doubles. */
function floatText(value: number): string {
  if (!Number.isFinite(value) || value === 0) return javaDouble(value);
  for (let digits = 1; digits < 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return javaDouble(shorter);
  }
  return javaDouble(Number(value.toPrecision(9)));
}

/** `BigDecimal.toString`: plain, or with an exponent where the scale is negative or the number very small. */
export function bigDecimalText({ unscaled, scale }: BigDecimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale === 0) return sign + digits;
  const adjusted = digits.length - 1 - scale;
  if (scale > 0 && adjusted >= -6) return sign + plain(digits, scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits[0]}${fraction}E${adjusted > 0 ? '+' : ''}${adjusted}`;
}

const plain = (digits: string, scale: number): string => {
  const padded = digits.padStart(scale + 1, '0');
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
};

/** `BigDecimal.toPlainString`. */
export function bigDecimalPlain({ unscaled, scale }: BigDecimal): string {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return sign + digits + (unscaled === 0n ? '' : '0'.repeat(-scale));
  return sign + plain(digits, scale);
}
