import type { RateLimiter } from '#lib/models/model.ts';

/** Java's TimeUnit with the words for one of it, the usual ones first. */
export const limitUnits = [
  { value: 'SECONDS', label: 'per second' },
  { value: 'MINUTES', label: 'per minute' },
  { value: 'HOURS', label: 'per hour' },
  { value: 'DAYS', label: 'per day' },
  { value: 'MILLISECONDS', label: 'per millisecond' },
  { value: 'MICROSECONDS', label: 'per microsecond' },
  { value: 'NANOSECONDS', label: 'per nanosecond' },
] as const;

/** *10 per minute*; undefined for a limiter that counts for nothing, because a part is missing. */
export function limitWords(limiter: RateLimiter | undefined): string | undefined {
  if (limiter?.limit === undefined || limiter.unit === undefined) return undefined;
  const unit = limitUnits.find(({ value }) => value === limiter.unit);
  return `${limiter.limit} ${unit?.label ?? limiter.unit.toLowerCase()}`;
}

/** Why a number of calls is no limit; undefined when it is one. */
export function limitProblem(text: string): string | undefined {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return 'Enter a number of calls.';
  return value > 0 ? undefined : 'Enter a number above 0. To stop all calls, disable the model.';
}
