import { illegalArgument } from '#lib/errors.ts';
import type { RateLimiter } from './model.ts';

/** Calls per unit; a limit is kept as Java writes numbers (`4`, `4.0`, `4d`). */
export const limitOf = ({ limit = '' }: RateLimiter): number => Number.parseFloat(limit);

/** @throws StudioError 400 for a whole limiter that lets nothing through */
export function assertOpen(limiter: RateLimiter | undefined): void {
  if (limiter?.limit !== undefined && limiter.unit !== undefined && limitOf(limiter) === 0) {
    throw illegalArgument('rate must be greater than zero');
  }
}
