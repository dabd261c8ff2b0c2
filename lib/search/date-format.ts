import { illegalArgument } from '#lib/errors.ts';
import type { TimeZone } from './time-zone.ts';
import { readTimeZone } from './time-zone.ts';

/** What a text of one format says: the first instant that it may mean, and the last. Epoch milliseconds. */
export type Moment = { first: number; last: number };
type Reader = (text: string, zone: TimeZone) => Moment | undefined;

const units = ['y', 'M', 'd', 'H', 'm', 's', 'S'] as const;
type Unit = (typeof units)[number];
type Parts = Partial<Record<Unit, string>> & { zone?: string };

/** How a letter of a pattern is read; several of the same letter are one field. */
const letters: Readonly<Record<string, { unit: Unit | 'zone'; pattern: (length: number) => string }>> = {
  y: { unit: 'y', pattern: (length) => (length === 2 ? '\\d{2}' : '-?\\d{4,9}') },
  u: { unit: 'y', pattern: (length) => (length === 2 ? '\\d{2}' : '-?\\d{4,9}') },
  M: { unit: 'M', pattern: twoDigits },
  d: { unit: 'd', pattern: twoDigits },
  H: { unit: 'H', pattern: twoDigits },
  m: { unit: 'm', pattern: twoDigits },
  s: { unit: 's', pattern: twoDigits },
  S: { unit: 'S', pattern: (length) => `\\d{${length}}` },
  X: { unit: 'zone', pattern: () => 'Z|[+-]\\d{2}(?::?\\d{2})?' },
  x: { unit: 'zone', pattern: () => '[+-]\\d{2}(?::?\\d{2})?' },
  Z: { unit: 'zone', pattern: () => '[+-]\\d{2}:?\\d{2}' },
  V: { unit: 'zone', pattern: () => '[A-Za-z0-9/_+:-]{1,40}' },
};

function twoDigits(length: number): string {
  return length === 1 ? '\\d{1,2}' : '\\d{2}';
}

const zoned = '(?<zone>Z|[+-]\\d{2}(?::?\\d{2})?)';
const date = '(?<y>-?\\d{4,9})-(?<M>\\d\\d)-(?<d>\\d\\d)';
const time = '(?<H>\\d\\d):(?<m>\\d\\d):(?<s>\\d\\d)';
const optional = `(?<y>-?\\d{4,9})(?:-(?<M>\\d\\d)(?:-(?<d>\\d\\d)(?:T(?:(?<H>\\d\\d)(?::(?<m>\\d\\d)(?::(?<s>\\d\\d)(?:[.,](?<S>\\d{1,9}))?)?)?${zoned}?)?)?)?)?`;

const epoch =
  (length: number): Reader =>
  (text) => {
    if (!/^-?\d{1,15}(\.\d{1,9})?$/.test(text)) return undefined;
    const at = Math.trunc(Number(text) * length);
    return { first: at, last: at };
  };

const byPattern =
  (pattern: string): Reader =>
  (text, zone) => {
    const found = text.length <= 100 ? new RegExp(`^${pattern}$`).exec(text) : null;
    return found ? momentOf(found.groups ?? {}, zone) : undefined;
  };

/** Formats by OpenSearch's names; `strict_` before a name changes nothing here: all are strict. */
const named = new Map<string, Reader>([
  ['epoch_millis', epoch(1)],
  ['epoch_second', epoch(1_000)],
  ['date_time', byPattern(`${date}T${time}(?:\\.(?<S>\\d{1,9}))${zoned}`)],
  ['date_time_no_millis', byPattern(`${date}T${time}${zoned}`)],
  ['date_optional_time', byPattern(optional)],
  ['iso8601', byPattern(optional)],
  ['date', byPattern(date)],
  ['year_month_day', byPattern(date)],
  ['year_month', byPattern('(?<y>-?\\d{4,9})-(?<M>\\d\\d)')],
  ['year', byPattern('(?<y>-?\\d{4,9})')],
  ['date_hour', byPattern(`${date}T(?<H>\\d\\d)`)],
  ['date_hour_minute', byPattern(`${date}T(?<H>\\d\\d):(?<m>\\d\\d)`)],
  ['date_hour_minute_second', byPattern(`${date}T${time}`)],
  ['date_hour_minute_second_millis', byPattern(`${date}T${time}\\.(?<S>\\d{1,3})`)],
  ['date_hour_minute_second_fraction', byPattern(`${date}T${time}\\.(?<S>\\d{1,9})`)],
  ['basic_date', byPattern('(?<y>\\d{4})(?<M>\\d\\d)(?<d>\\d\\d)')],
  ['basic_date_time', byPattern(`(?<y>\\d{4})(?<M>\\d\\d)(?<d>\\d\\d)T(?<H>\\d\\d)(?<m>\\d\\d)(?<s>\\d\\d)\\.(?<S>\\d{1,9})${zoned}`)],
  ['basic_date_time_no_millis', byPattern(`(?<y>\\d{4})(?<M>\\d\\d)(?<d>\\d\\d)T(?<H>\\d\\d)(?<m>\\d\\d)(?<s>\\d\\d)${zoned}`)],
]);

const longestFormat = 256;

/** A format or several with `||` between: names, or patterns of letters. @throws StudioError 400 */
export function readDateFormat(format: string): Reader {
  if (format.length > longestFormat) throw illegalArgument(`A date format has at most ${longestFormat} characters`);
  const readers = format.split('||').map((one) => named.get(one.replace(/^strict_/, '')) ?? fromLetters(one));
  return (text, zone) => {
    for (const read of readers) {
      const moment = read(text, zone);
      if (moment) return moment;
    }
    return undefined;
  };
}

function fromLetters(format: string): Reader {
  let pattern = '';
  const seen = new Set<string>();
  for (const [piece] of format.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/g)) {
    const letter = letters[piece[0] ?? ''];
    if (piece.startsWith("'") && piece.length > 1) pattern += literal(piece === "''" ? "'" : piece.slice(1, -1).replaceAll("''", "'"));
    else if (letter && !seen.has(letter.unit)) {
      seen.add(letter.unit);
      pattern += `(?<${letter.unit}>${letter.pattern(piece.length)})`;
    } else if (/[A-Za-z]/.test(piece)) throw illegalArgument(`Invalid format: [${format}]: Unknown pattern letter: ${piece[0]}`);
    else pattern += literal(piece);
  }
  if (seen.size === 0) throw illegalArgument(`Invalid format: [${format}]: it names no part of a date`);
  return byPattern(pattern);
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A part that is not said may be anything: its least value for the first instant, its greatest for the last. */
function momentOf(parts: Parts, given: TimeZone): Moment | undefined {
  const zone = parts.zone === undefined ? given : readTimeZone(parts.zone);
  const { y = '1970', M, d, H, m, s, S } = parts;
  const year = y.length === 2 ? 2000 + Number(y) : Number(y);
  const least = {
    M: Number(M ?? 1),
    d: Number(d ?? 1),
    H: Number(H ?? 0),
    m: Number(m ?? 0),
    s: Number(s ?? 0),
    S: milliseconds(S ?? '0'),
  };
  const month = Number(M ?? 12);
  const most = {
    M: month,
    d: Number(d ?? lastDay(year, month)),
    H: Number(H ?? 23),
    m: Number(m ?? 59),
    s: Number(s ?? 59),
    S: S === undefined ? 999 : least.S,
  };
  const [first, last] = [wallTime(year, least), wallTime(year, most)];
  return first === undefined || last === undefined ? undefined : { first: zone.toInstant(first), last: zone.toInstant(last) };
}

const milliseconds = (fraction: string) => Math.trunc(Number(`0.${fraction}`) * 1_000);
const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function wallTime(year: number, { M, d, H, m, s, S }: Record<Exclude<Unit, 'y'>, number>): number | undefined {
  if (M < 1 || M > 12 || d < 1 || H > 23 || m > 59 || s > 59) return undefined;
  const date = new Date(Date.UTC(2000, 0, 1, H, m, s, S));
  date.setUTCFullYear(year, M - 1, d);
  const isReal = date.getUTCMonth() === M - 1 && date.getUTCDate() === d;
  return isReal ? date.getTime() : undefined;
}
