import type { RateLimiter } from './model.ts';

/** Limits of single users for one model, by user name. A model has at most one controller, which has the model's id. */
export type Controller = { user_rate_limiter: ReadonlyMap<string, RateLimiter> };

/** What an update leaves behind: limiters merge part by part, users that it does not name stay. */
export function mergedController({ user_rate_limiter: before }: Controller, { user_rate_limiter: patch }: Controller): Controller {
  const after = new Map(before);
  for (const [user, limiter] of patch) after.set(user, { ...before.get(user), ...limiter });
  return { user_rate_limiter: after };
}
