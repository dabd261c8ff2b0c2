import '#server-only';
import { StudioError } from '#lib/errors.ts';

export type Attempts = {
  /** Times of failures within the window, and of tries that are still under way, in milliseconds. */
  failures: number[];
  blockedUntil: number;
};

type Rule = { failures: number; block: number };
const window = 60_000; // milliseconds
/** Threats.md A-05. */
const rules = { user: { failures: 3, block: 60_000 }, address: { failures: 10, block: 180_000 } } satisfies Record<string, Rule>;
const mostEntries = 100_000;

export type Throttle = {
  /**
   * Counts a try as failed until it is known to be none, so that many at once gain nothing.
   * @returns the function that takes it back: call it when the password was right
   * @throws StudioError 429 with `Retry-After` while the name or the address is blocked, whether or not the name exists
   */
  attempt(username: string, address: string | undefined): () => void;
};

/**
 * @param attempts shared by all copies of this module
 * @param elapsed milliseconds of a clock that never goes back
 */
export function makeThrottle(attempts: Map<string, Attempts>, elapsed: () => number): Throttle {
  const entry = (key: string): Attempts => {
    const found = attempts.get(key) ?? { failures: [], blockedUntil: 0 };
    attempts.delete(key); // to the end of the map: what was not touched for longest goes first
    attempts.set(key, found);
    if (attempts.size > mostEntries) for (const oldest of attempts.keys()) if (attempts.delete(oldest)) break;
    return found;
  };
  const count = (key: string, { failures: most, block }: Rule, now: number) => {
    const found = entry(key);
    found.failures = found.failures.filter((time) => time > now - window);
    found.failures.push(now);
    if (found.failures.length >= most) found.blockedUntil = now + block;
    return { found, now };
  };
  const assertOpen = (key: string, now: number) => {
    const wait = (attempts.get(key)?.blockedUntil ?? 0) - now;
    if (wait <= 0) return;
    const seconds = Math.ceil(wait / 1000);
    const headers = { 'retry-after': String(seconds) };
    throw new StudioError('security_exception', 429, `Too many tries. Try again in ${seconds} s`, { headers });
  };
  return {
    attempt(username, address) {
      const now = elapsed();
      const keys = [
        { key: `user ${username}`, rule: rules.user },
        ...(address ? [{ key: `address ${address}`, rule: rules.address }] : []),
      ];
      for (const { key } of keys) assertOpen(key, now);
      const [user, from] = keys.map(({ key, rule }) => count(key, rule, now).found);
      return () => {
        if (user) Object.assign(user, { failures: [], blockedUntil: 0 });
        if (!from) return;
        from.failures.splice(from.failures.indexOf(now), 1);
        if (from.failures.length < rules.address.failures) from.blockedUntil = 0;
      };
    },
  };
}
