import { StudioError } from '#lib/errors.ts';
import { named, ShardFailure } from './search-error.ts';

const format = 'strict_date_time||epoch_millis';
const lengths: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, H: 3_600_000, d: 86_400_000, w: 604_800_000 };

/**
 * A date as OpenSearch takes it: epoch milliseconds, an ISO 8601 instant, or arithmetic on `now` or on a date before `||`.
 * @returns epoch milliseconds
 * @throws StudioError 400, as a shard would
 */
export function readDate(text: string, now: number): number {
  const [anchor, arithmetic] = text.startsWith('now') ? ['now', text.slice(3)] : splitOnce(text, '||');
  const start = anchor === 'now' ? now : readInstant(anchor);
  const end = start === undefined ? undefined : calculate(start, arithmetic);
  if (end === undefined) throw unreadable(text);
  return end;
}

const splitOnce = (text: string, mark: string): [string, string] => {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
};

function readInstant(text: string): number | undefined {
  if (/^-?\d{1,15}(\.\d+)?$/.test(text)) return Math.trunc(Number(text));
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  const value = Date.parse(text);
  return Number.isNaN(value) ? undefined : value;
}

/** `+1d-2h/d`: steps and roundings, left to right. */
function calculate(start: number, arithmetic: string): number | undefined {
  let date = new Date(start);
  let rest = arithmetic;
  while (rest !== '') {
    const [step, operator = '', amount = '1', unit = ''] = /^([+\-/])(\d*)([yMwdhHms])/.exec(rest) ?? [];
    if (!step) return undefined;
    date = operator === '/' ? roundDown(date, unit) : moved(date, (operator === '-' ? -1 : 1) * Number(amount || 1), unit);
    rest = rest.slice(step.length);
  }
  return date.getTime();
}

function moved(date: Date, amount: number, unit: string): Date {
  const next = new Date(date);
  if (unit === 'y') next.setUTCFullYear(next.getUTCFullYear() + amount);
  else if (unit === 'M') next.setUTCMonth(next.getUTCMonth() + amount);
  else next.setTime(next.getTime() + amount * (lengths[unit] ?? 0));
  return next;
}

function roundDown(date: Date, unit: string): Date {
  if (unit === 'y') return new Date(Date.UTC(date.getUTCFullYear(), 0));
  if (unit === 'M') return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth()));
  const length = lengths[unit] ?? 1;
  const weekStart = unit === 'w' ? 4 * (lengths.d ?? 0) : 0; // the epoch began on a Thursday
  return new Date(Math.floor((date.getTime() - weekStart) / length) * length + weekStart);
}

function unreadable(text: string): ShardFailure {
  const reason = `failed to parse date field [${text}] with format [${format}]`;
  const cause = named('date_time_parse_exception', 'Failed to parse with all enclosed parsers');
  return new ShardFailure(
    'parse_exception',
    `${reason}: [${reason}]`,
    new StudioError('illegal_argument_exception', 400, reason, { cause }),
  );
}
