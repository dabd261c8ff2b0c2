import { statusError } from '#lib/errors.ts';
import type { RateLimiter } from '#lib/models/model.ts';
import { limitOf } from '#lib/models/rate-limiter.ts';

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
  /** @throws StudioError 429 when this user has no token left for the model (security.md §8.2) */
  assertUserMayCall(model_id: string, user: string, limiter: RateLimiter | undefined): void;
};

/** Models and users that are gone leave their buckets behind; this many are kept. */
const mostBuckets = 10_000;

/**
 * Token buckets of this process: a call takes one token, tokens come back at the rate of the rule, and a bucket holds as many as the
 * limit. Changing the rule starts a full bucket.
 * @param elapsed milliseconds of a clock that never goes back
 * @param areUsersLimited what the setting `controller_enabled` says now
 */
export function makeRateLimits(elapsed: () => number, areUsersLimited: () => boolean): RateLimits {
  const buckets = new Map<string, Bucket>();
  const mayPass = (key: string, limiter: RateLimiter | undefined): boolean => {
    const unit = units[limiter?.unit ?? ''];
    if (limiter?.limit === undefined || unit === undefined) return true;
    return takes(buckets, key, { limit: limitOf(limiter), unit, rule: `${limiter.limit} ${limiter.unit}` }, elapsed());
  };
  return {
    assertModelMayBeCalled(model_id, limiter) {
      if (!mayPass(model_id, limiter)) throw statusError(429, 'Request is throttled at model level.');
    },
    assertUserMayCall(model_id, user, limiter) {
      if (!limiter || !areUsersLimited() || mayPass(`${model_id}\n${user}`, limiter)) return;
      const advice = "If you think there's an issue, please contact your cluster admin.";
      throw statusError(429, `Request is throttled at user level. ${advice}`);
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
