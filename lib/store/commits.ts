import '#server-only';
import type Database from 'better-sqlite3';

export type Commits = {
  /** Another number once anybody has committed something, this process or another. */
  count(): number;
  /** Whoever writes in this process says so, before anybody is told that it is written. */
  written(): void;
};

/** Milliseconds until what another process writes, as a rotation of keys does, is noticed. */
const blindness = 50;

/**
 * Whether what was read is still right, for less than reading it. This process says when it has written; for others SQLite is asked now
 * and then, because asking costs as much as reading a row.
 * @param reads sees every commit as one of another connection: nothing may be written through it
 */
export function watchCommits(reads: Database.Database): Commits {
  const version = reads.prepare('PRAGMA data_version').pluck();
  let known: number | undefined;
  const forget = () => {
    known = undefined;
  };
  const look = () => {
    known = version.get() as number;
    setTimeout(forget, blindness).unref();
    return known;
  };
  return { count: () => known ?? look(), written: forget };
}

/** @returns `read`, remembering what it found until anything is committed */
export function untilCommit<Key, Value>(count: Commits['count'], read: (key: Key) => Value, most = 1_000): (key: Key) => Value {
  const kept = new Map<Key, { at: number; value: Value }>();
  return (key) => {
    const at = count();
    const known = kept.get(key);
    if (known?.at === at) return known.value;
    const value = read(key);
    if (kept.size >= most) kept.clear();
    kept.set(key, { at, value });
    return value;
  };
}
