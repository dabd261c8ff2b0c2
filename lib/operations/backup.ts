import '#server-only';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { syncFile, syncFolderOf, unfinishedName } from '#lib/durable-files.ts';
import { StartError } from '#lib/start-error.ts';
import { contentDigest, manifestTable } from './content-digest.ts';

export type BackupReport = {
  connectors: number;
  /** Sealing keys without which its credentials cannot be opened. */
  key_ids: string[];
  /** Its newest migration. */
  schema: string;
  bytes: number;
};

/**
 * Copies the database to a file of its own (mode 0600) while the server may go on writing: everything that was committed before is in
 * it. The sealing keys are not (threats.md D-08).
 * @param source database file of the studio
 * @param target a file that does not exist yet
 * @throws StartError when there is no database, or the target exists or cannot be written
 */
export function backUp(source: string, target: string, now: number): BackupReport {
  if (!fs.existsSync(source)) throw new StartError(`There is no database ${source}.`);
  if (fs.existsSync(target)) throw new StartError(`${target} exists. Name a new file: a backup is never overwritten.`);
  const unfinished = unfinishedName(target);
  try {
    copyTo(source, unfinished);
    const report = describe(unfinished, now);
    syncFile(unfinished);
    fs.linkSync(unfinished, target); // unlike rename it takes no existing name
    fs.rmSync(unfinished);
    syncFolderOf(target);
    return report;
  } catch (thrown) {
    for (const file of [unfinished, `${unfinished}-journal`]) if (fs.existsSync(file)) fs.rmSync(file);
    if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') {
      throw new StartError(`${target} could not be written (${thrown.code}).`, { cause: thrown });
    }
    throw thrown;
  }
}

function copyTo(source: string, copy: string): void {
  fs.mkdirSync(path.dirname(copy), { recursive: true });
  fs.closeSync(fs.openSync(copy, 'wx', 0o600));
  const database = new Database(source, { readonly: true, timeout: 5_000 });
  try {
    database.prepare('VACUUM INTO ?').run(copy);
  } finally {
    database.close();
  }
}

/** Checks the copy and writes into it what a restore wants to know. */
function describe(copy: string, now: number): BackupReport {
  const database = new Database(copy);
  try {
    const answer = database.pragma('integrity_check', { simple: true });
    if (answer !== 'ok') throw new StartError(`The database is damaged (${answer}): no backup was made.`);
    const keys = database.prepare('SELECT DISTINCT substr(wrapped, 5, 8) FROM data_key ORDER BY 1').pluck().all() as string[];
    const migration = 'SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1';
    const schema = database.prepare(migration).pluck().get() as string;
    const connectors = database.prepare('SELECT count(*) FROM connector').pluck().get() as number;
    database.exec(
      `CREATE TABLE ${manifestTable} (made_at INTEGER NOT NULL, schema TEXT NOT NULL, key_ids TEXT NOT NULL, digest TEXT NOT NULL)`,
    );
    database.prepare(`INSERT INTO ${manifestTable} VALUES (?, ?, ?, ?)`).run(now, schema, keys.join(','), contentDigest(database));
    return { connectors, key_ids: keys, schema, bytes: fs.statSync(copy).size };
  } finally {
    database.close();
  }
}
