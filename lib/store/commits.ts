import '#server-only';
import type Database from 'better-sqlite3';

export type Commits = {
  /** Another number once anybody has committed something, this process or another. */
  count(): number;
  /** Whoever writes in this process says so, before anybody is told that it is written. */
  written(): void;
};

/**
 * Whether what was read is still right, for less than reading it. SQLite is asked once in a turn of the event loop: in between only this
 * process can notice a change, and it says when it makes one.
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
    setImmediate(forget);
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
