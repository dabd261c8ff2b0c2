import '#server-only';
import Database from 'better-sqlite3';
import { applyPragmas } from './pragmas.ts';

export type RegisteredKey = { id: string; check_value: string };

/** Sealing keys that this database has met, and those that wrap its data keys (`dk1.<key id>.…`). */
export function readKnownKeys(reads: Database.Database): { registered: RegisteredKey[]; used: string[] } {
  const registered = reads.prepare('SELECT id, check_value FROM sealing_key').all() as RegisteredKey[];
  const used = reads.prepare('SELECT DISTINCT substr(wrapped, 5, 8) FROM data_key').pluck().all() as string[];
  return { registered, used };
}

/** Remembers keys that are new to this database. Runs once, before the first request, on a connection of its own. */
export function registerKeys(file: string, keys: readonly RegisteredKey[], now: number): void {
  const database = new Database(file);
  try {
    applyPragmas(database);
    const insert = database.prepare('INSERT INTO sealing_key (id, check_value, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    database.transaction(() => {
      for (const { id, check_value } of keys) insert.run(id, check_value, now);
    })();
  } finally {
    database.close();
  }
}
