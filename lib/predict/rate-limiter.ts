import { statusError } from '#lib/errors.ts';
import type { RateLimiter } from '#lib/models/model.ts';

/** Milliseconds. */
const units: Readonly<Record<string, number>> = {
  DAYS: 86_400_000,
  HOURS: 3_600_000,
  MINUTES: 60_000,
  SECONDS: 1000,
  MILLISECONDS: 1,
  MICROSECONDS: 1e-3,
  NANOSECONDS: 1e-6,
};

type Bucket = { rule: string; tokens: number; filled_at: number };

export type RateLimits = {
  /** @throws StudioError 429 when the model has no token left (security.md §8.1) */
  assertModelMayBeCalled(model_id: string, limiter: RateLimiter | undefined): void;
};

/** Models that are gone leave their buckets behind; this many are kept. */
const mostBuckets = 10_000;

/**
 * Token buckets of this process: a call takes one token, tokens come back at the rate of the rule, and a bucket holds as many as the
 * limit. Changing the rule starts a full bucket.
 * @param elapsed milliseconds of a clock that never goes back
 */
export function makeRateLimits(elapsed: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  return {
    assertModelMayBeCalled(model_id, limiter) {
      const limit = Number(limiter?.limit);
      const unit = units[limiter?.unit ?? ''];
      if (limiter?.limit === undefined || unit === undefined || !Number.isFinite(limit)) return;
      if (!takes(buckets, model_id, { limit, unit, rule: `${limiter.limit} ${limiter.unit}` }, elapsed())) {
        throw statusError(429, 'Request is throttled at model level.');
      }
    },
  };
}

function takes(
  buckets: Map<string, Bucket>,
  id: string,
  { limit, unit, rule }: { limit: number; unit: number; rule: string },
  now: number,
) {
  const most = Math.max(limit, 1);
  const known = buckets.get(id);
  const bucket = known?.rule === rule ? known : { rule, tokens: most, filled_at: now };
  bucket.tokens = Math.min(most, bucket.tokens + ((now - bucket.filled_at) * limit) / unit);
  bucket.filled_at = now;
  const isAllowed = bucket.tokens >= 1;
  if (isAllowed) bucket.tokens -= 1;
  if (buckets.size >= mostBuckets && !known) buckets.clear();
  buckets.set(id, bucket);
  return isAllowed;
}
