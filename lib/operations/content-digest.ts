import '#server-only';
import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';

/** The one table that a backup has and a database in use has not. */
export const manifestTable = 'backup_manifest';

type Value = string | number | bigint | Buffer | null;

/**
 * SHA-256 over the definition and the rows of every table, in an order of their own. SQLite's own check looks at the structure only: a
 * byte of a text that was changed passes it.
 * @returns hex
 */
export function contentDigest(database: Database.Database): string {
  const digest = createHash('sha256');
  for (const { name, sql } of tablesOf(database)) {
    if (name === manifestTable) continue;
    digest.update(`${name}\n${sql}\n`);
    for (const row of rowsOf(database, name)) for (const value of row) addValue(digest, value);
  }
  return digest.digest('hex');
}

const tablesOf = (database: Database.Database) =>
  database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name").all() as {
    name: string;
    sql: string | null;
  }[];

/** In the order of the primary key, which is no question of how the pages lie. */
function rowsOf(database: Database.Database, table: string): IterableIterator<Value[]> {
  const quoted = `"${table.replaceAll('"', '""')}"`;
  const columns = database.pragma(`table_info(${quoted})`) as { name: string; pk: number }[];
  const keys = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
  const order = (keys.length > 0 ? keys : columns).map(({ name }) => `"${name}"`).join(', ');
  const rows = database.prepare(`SELECT * FROM ${quoted} ORDER BY ${order}`).raw().safeIntegers();
  return rows.iterate() as IterableIterator<Value[]>; // as: what SQLite stores
}

/** Type and length go first, so that no two rows share their bytes. */
function addValue(digest: ReturnType<typeof createHash>, value: Value): void {
  if (value === null) return void digest.update('n');
  const bytes = Buffer.isBuffer(value) ? value : Buffer.from(String(value));
  digest.update(`${Buffer.isBuffer(value) ? 'b' : (typeof value)[0]}${bytes.length}:`).update(bytes);
}
