import { StudioError } from '#lib/errors.ts';
import { readDateFormat } from './date-format.ts';
import { named, ShardFailure } from './search-error.ts';
import { type TimeZone, utc } from './time-zone.ts';

/** How the fields of all indices are mapped. */
const mappedFormat = 'strict_date_time||epoch_millis';
const lengths: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, H: 3_600_000, d: 86_400_000, w: 604_800_000 };
const longestDate = 200; // characters

export type DateReading = {
  /** Of a text without its own; absent: as the field is mapped. */
  format?: string | undefined;
  zone?: TimeZone | undefined;
  /** The last instant that the text may mean, not the first: `2026` is then the end of that year. */
  isEnd?: boolean;
};

/**
 * A date as OpenSearch takes it: a text in the format, or arithmetic on `now` or on such a text before `||`.
 * @returns epoch milliseconds
 * @throws StudioError 400, as a shard would
 */
export function readDate(text: string, now: number, { format = mappedFormat, zone = utc, isEnd = false }: DateReading = {}): number {
  const [anchor, arithmetic] = text.startsWith('now') ? ['now', text.slice(3)] : splitOnce(text, '||');
  const read = readDateFormat(format);
  const moment = anchor === 'now' ? { first: now, last: now } : text.length <= longestDate ? read(anchor, zone) : undefined;
  // Arithmetic begins at the first instant; only a rounding at its end may go up.
  const start = moment && (isEnd && arithmetic === '' ? moment.last : moment.first);
  const end = start === undefined || text.length > longestDate ? undefined : calculate(start, arithmetic, zone, isEnd);
  if (end === undefined || Number.isNaN(end)) throw unreadable(text, format);
  return end;
}

const splitOnce = (text: string, mark: string): [string, string] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
};

/** `+1d-2h/d`: steps and roundings, left to right, by the clock of the zone. */
function calculate(start: number, arithmetic: string, zone: TimeZone, isEnd: boolean): number | undefined {
  if (arithmetic === '') return start;
  let date = new Date(zone.toWall(start));
  let rest = arithmetic;
  while (rest !== '') {
    const [step, operator = '', amount = '1', unit = ''] = /^([+\-/])(\d{0,9})([yMwdhHms])/.exec(rest) ?? [];
    if (!step) return undefined;
    if (operator === '/') {
      const down = roundDown(date, unit);
      date = isEnd ? new Date(moved(down, 1, unit).getTime() - 1) : down;
    } else date = moved(date, (operator === '-' ? -1 : 1) * Number(amount || 1), unit);
    rest = rest.slice(step.length);
  }
  return zone.toInstant(date.getTime());
}

function moved(date: Date, amount: number, unit: string): Date {
  if (unit !== 'y' && unit !== 'M') return new Date(date.getTime() + amount * (lengths[unit] ?? 0));
  const months = amount * (unit === 'y' ? 12 : 1);
  const next = new Date(date);
  next.setUTCDate(1);
  next.setUTCMonth(next.getUTCMonth() + months);
  const lastDay = new Date(next);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  next.setUTCDate(Math.min(date.getUTCDate(), lastDay.getUTCDate())); // the 31st becomes the last day of a shorter month
  return next;
}

function roundDown(date: Date, unit: string): Date {
  if (unit === 'y') return new Date(Date.UTC(date.getUTCFullYear(), 0));
  if (unit === 'M') return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()));
  const length = lengths[unit] ?? 1;
  const weekStart = unit === 'w' ? 4 * (lengths.d ?? 0) : 0; // the epoch began on a Thursday
  return new Date(Math.floor((date.getTime() - weekStart) / length) * length + weekStart);
}

function unreadable(text: string, format: string): ShardFailure {
  const reason = `failed to parse date field [${text}] with format [${format}]`;
  const cause = named('date_time_parse_exception', 'Failed to parse with all enclosed parsers');
  return new ShardFailure(
    'parse_exception',
    `${reason}: [${reason}]`,
    new StudioError('illegal_argument_exception', 400, reason, { cause }),
  );
}
