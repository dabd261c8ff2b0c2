import type { Caller } from '#lib/access/caller.ts';
import { StudioError } from '#lib/errors.ts';

export type CallerLimits = {
  /** Counts one prediction. @throws StudioError 429 when the caller has had as many as the setting allows in a minute (threats.md L-07) */
  count(caller: Caller): void;
};

export type CallerLimitPorts = {
  /** Setting studio.rate_limit.per_minute as it is now; 0 is no limit. */
  perMinute(): number;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  /** Hears of a caller who is over the limit, once a minute. */
  limited(caller: Caller): void;
};

const minute = 60_000; // milliseconds

type Bucket = { limit: number; tokens: number; filled_at: number; told_at: number };

/** A bucket for each caller that holds a minute's predictions and is filled steadily. It only exists while a limit is set. */
export function makeCallerLimits({ perMinute, elapsed, limited }: CallerLimitPorts): CallerLimits {
  const buckets = new Map<string, Bucket>();
  return {
    count(caller) {
      const limit = perMinute();
      if (limit === 0) {
        if (buckets.size > 0) buckets.clear();
        return;
      }
      const now = elapsed();
      const bucket = filled(buckets.get(caller.id), limit, now);
      buckets.set(caller.id, bucket);
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return;
      }
      if (now - bucket.told_at >= minute) {
        bucket.told_at = now;
        limited(caller);
      }
      throw overLimit(limit, Math.max(1, Math.ceil(((1 - bucket.tokens) * minute) / limit / 1000)));
    },
  };
}

function filled(known: Bucket | undefined, limit: number, now: number): Bucket {
  if (known?.limit !== limit) return { limit, tokens: limit, filled_at: now, told_at: known?.told_at ?? Number.NEGATIVE_INFINITY };
  known.tokens = Math.min(limit, known.tokens + ((now - known.filled_at) * limit) / minute);
  known.filled_at = now;
  return known;
}

const overLimit = (limit: number, seconds: number) =>
  new StudioError('rejected_execution_exception', 429, `You may ask for ${limit} predictions a minute (studio.rate_limit.per_minute)`, {
    headers: { 'Retry-After': String(seconds) },
  });
