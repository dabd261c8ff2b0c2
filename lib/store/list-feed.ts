import '#server-only';
import type Database from 'better-sqlite3';

export type Feed = {
  /** Statements that make the indexes of the lists, once their lines are in. */
  indexes: readonly string[];
  /** Reads one object again: its line is put, or removed when the object is gone. `under` is what it is judged by. */
  connector(id: string): void;
  model(id: string): void;
};

/** Objects that are read before others get a turn. */
const slice = 50;
/** Past every line: all are judged. What comes in later is judged as it comes. */
const all = Number.MAX_SAFE_INTEGER;

/**
 * Keeps the lists in memory as the database has them. The table `list_change` says what changed since; when what connectors are judged by
 * changes, all of them are read again. Every step is whole in itself, so that several may wait for it at once.
 * @param judge a name of what connectors are judged by
 */
export function listFeed(
  { reads, lists }: { reads: Database.Database; lists: Database.Database },
  { indexes, ...feed }: Feed,
  judge: () => string,
  breathe: () => Promise<void>,
): () => Promise<void> {
  lists.exec(`CREATE TABLE IF NOT EXISTS progress (changes INTEGER NOT NULL, judge TEXT, judged INTEGER NOT NULL);
    INSERT INTO progress SELECT 0, NULL, 0 WHERE NOT EXISTS (SELECT 1 FROM progress);`);
  const progress = lists.prepare('SELECT changes, judge, judged FROM progress');
  const followed = lists.prepare('UPDATE progress SET changes = ?');
  const judged = lists.prepare('UPDATE progress SET judge = ?, judged = ?');
  const changes = reads.prepare(`SELECT n, kind, target_id AS id FROM list_change WHERE n > ? ORDER BY n LIMIT ${slice}`);
  const lines = lists.prepare(`SELECT n, id FROM connector_line WHERE n > ? ORDER BY n LIMIT ${slice}`);

  /** @returns whether there was anything to do */
  const step = () => {
    const now = progress.get() as { changes: number; judge: string | null; judged: number };
    const wanted = judge();
    const isNew = now.judge !== wanted;
    const from = !isNew ? now.judged : lines.get(0) ? 0 : all;
    if (isNew) judged.run(wanted, from);
    const changed = changes.all(now.changes) as { n: number; kind: 'connector' | 'model'; id: string }[];
    for (const { kind, id } of changed) feed[kind](id);
    const last = changed.at(-1);
    if (last) followed.run(last.n);
    return last !== undefined || judgeAgain(from, wanted);
  };
  const wholeStep = reads.transaction(lists.transaction(step)); // one view of the database, and all of it or nothing

  function judgeAgain(from: number, under: string): boolean {
    if (from === all) return false;
    const again = lines.all(from) as { n: number; id: string }[];
    for (const { id } of again) feed.connector(id);
    judged.run(under, again.at(-1)?.n ?? all);
    return true;
  }

  let missing = indexes;
  return async () => {
    while (wholeStep()) await breathe();
    while (missing.length > 0) {
      const [next = '', ...others] = missing;
      lists.exec(next);
      missing = others;
      await breathe();
      while (wholeStep()) await breathe();
    }
  };
}
