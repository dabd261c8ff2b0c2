import { numberOf } from '../arithmetic.ts';
import { assertTextFits } from '../budget.ts';
import { javaText } from '../java-text.ts';
import { thrown } from '../script-problem.ts';
import { BigDecimal, BigInteger, Char, Floating, type Value } from '../values.ts';

const directive = /%(?:(\d+)\$)?([-#+ 0,(]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

type Directive = { flags: string; width: number; precision: number | null; conversion: string };

/** `String.format` with `%s %d %f %e %x %c %b %n %%`, widths, precisions and the flags `- + 0 ,`. */
export function format(pattern: string, values: readonly Value[]): string {
  let next = 0;
  return pattern.replaceAll(directive, (whole, index?: string, flags = '', width?: string, precision?: string, conversion = '') => {
    if (conversion === '%') return '%';
    if (conversion === 'n') return '\n';
    const at = index === undefined ? next++ : Number(index) - 1;
    if (at < 0 || at >= values.length) throw thrown('IllegalArgumentException', `Format specifier '${whole}'`);
    const wanted = { flags, width: Number(width ?? 0), precision: precision === undefined ? null : Number(precision), conversion };
    assertTextFits(wanted.width + (wanted.precision ?? 0));
    return padded(written(values[at] ?? null, wanted), wanted);
  });
}

function padded(text: string, { flags, width, conversion }: Directive): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || 'sScCbB'.includes(conversion)) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}

function written(value: Value, wanted: Directive): string {
  const { conversion, precision } = wanted;
  const cut = (text: string) => (precision === null ? text : text.slice(0, precision));
  switch (conversion) {
    case 's':
      return cut(javaText(value));
    case 'S':
      return cut(javaText(value).toUpperCase());
    case 'b':
      return cut(String(value !== null && value !== false));
    case 'c':
      return value instanceof Char ? value.text : String.fromCodePoint(number(value, wanted));
    case 'd':
      return signed(whole(value, wanted), wanted);
    case 'x':
      return typeof value === 'number' ? (value >>> 0).toString(16) : BigInt.asUintN(64, BigInt(whole(value, wanted))).toString(16);
    case 'f':
      return signed(fixed(value, wanted), wanted);
    case 'e':
      return number(value, wanted)
        .toExponential(Math.min(precision ?? 6, 100))
        .replace(/e([+-])(\d)$/, 'e$10$2');
  }
  throw thrown('IllegalArgumentException', `Unknown format conversion: ${conversion}`);
}

const mismatch = (value: Value, { conversion }: Directive) =>
  thrown('IllegalArgumentException', `${conversion} != ${javaText(value).slice(0, 50)}`);

function number(value: Value, wanted: Directive): number {
  const found = numberOf(value);
  if (found === null) throw mismatch(value, wanted);
  return found;
}

function whole(value: Value, wanted: Directive): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof BigInteger) return String(value.value);
  throw mismatch(value, wanted);
}

function fixed(value: Value, wanted: Directive): string {
  if (!(value instanceof Floating) && !(value instanceof BigDecimal)) throw mismatch(value, wanted);
  const found = number(value, wanted);
  return Math.abs(found) < 1e21 ? found.toFixed(Math.min(wanted.precision ?? 6, 100)) : String(found);
}

function signed(text: string, { flags }: Directive): string {
  const [, sign = '', digits = '', rest = ''] = /^(-?)(\d+)(.*)$/s.exec(text) ?? [];
  const grouped = flags.includes(',') ? digits.replace(/\B(?=(\d{3})+$)/g, ',') : digits;
  return (sign || (flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '')) + grouped + rest;
}
