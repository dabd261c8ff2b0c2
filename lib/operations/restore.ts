import '#server-only';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { syncFile, syncFolderOf, unfinishedName } from '#lib/durable-files.ts';
import { openRing } from '#lib/sealing/open-ring.ts';
import { isStartError, StartError } from '#lib/start-error.ts';
import { unappliedMigrations } from '#lib/store/migrate.ts';
import { readKnownKeys } from '#lib/store/sealing-key-store.ts';
import { contentDigest, manifestTable } from './content-digest.ts';

export type RestoreReport = {
  connectors: number;
  /** Migrations that the next start applies. */
  older_by: string[];
  /** Where the database that was there is now; undefined when there was none. */
  kept: string | undefined;
};

type RestoreOptions = {
  /** A file that `backUp` made. */
  backup: string;
  /** Database file of the studio; no server may use it. */
  target: string;
  keys: { given: { text?: string; file?: string }; ownFile: string };
  now: number;
};

/**
 * Puts a backup in the place of the database, after everything about it was checked: its structure and content, its schema, and that
 * all keys it is sealed with are here. The old file is kept aside, and everybody has to sign in again (threats.md D-09).
 * @throws StartError saying what is wrong with the backup; nothing has changed then
 */
export function restore({ backup, target, keys, now }: RestoreOptions): RestoreReport {
  if (!fs.existsSync(backup)) throw new StartError(`There is no file ${backup}.`);
  const unfinished = unfinishedName(target);
  try {
    fs.writeFileSync(unfinished, '', { flag: 'wx', mode: 0o600 });
    fs.copyFileSync(backup, unfinished);
    const report = makeReady(unfinished, backup, keys);
    syncFile(unfinished);
    const kept = setAside(target, now);
    fs.renameSync(unfinished, target);
    syncFolderOf(target);
    return { ...report, kept };
  } catch (thrown) {
    for (const end of ['', '-journal', '-wal', '-shm']) fs.rmSync(unfinished + end, { force: true });
    throw thrown;
  }
}

function makeReady(copy: string, name: string, keys: RestoreOptions['keys']): Omit<RestoreReport, 'kept'> {
  const database = new Database(copy);
  try {
    assertIntact(database, name);
    const older_by = unappliedMigrations(database);
    openRing(keys.given, keys.ownFile, readKnownKeys(database));
    database.exec(`DROP TABLE ${manifestTable}; DELETE FROM session`);
    const connectors = database.prepare('SELECT count(*) FROM connector').pluck().get() as number;
    return { connectors, older_by };
  } catch (thrown) {
    if (isStartError(thrown)) throw thrown;
    throw new StartError(`${name} cannot be restored: ${thrown instanceof Error ? thrown.message : thrown}`, { cause: thrown });
  } finally {
    database.close();
  }
}

function assertIntact(database: Database.Database, name: string): void {
  const answer = database.pragma('integrity_check(1)', { simple: true });
  if (answer !== 'ok') throw new Error(`it is damaged (${answer}).`);
  const isOurs = database.prepare("SELECT count(*) FROM sqlite_master WHERE name IN (?, '_prisma_migrations')").pluck().get(manifestTable);
  if (isOurs !== 2) throw new StartError(`${name} is no backup of a studio.`);
  const said = database.prepare(`SELECT digest FROM ${manifestTable}`).pluck().get();
  if (said !== contentDigest(database)) throw new Error('its content is not what was written into it.');
}

/** The database that is there gets another name, with everything that is still in its log. */
function setAside(target: string, now: number): string | undefined {
  if (!fs.existsSync(target)) return undefined;
  foldIn(target);
  const kept = `${target}.before-restore-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  for (const end of ['-wal', '-shm']) if (fs.existsSync(target + end)) fs.renameSync(target + end, kept + end); // a log must never meet another database
  fs.linkSync(target, kept); // the name stays taken until the new file has it
  syncFolderOf(path.resolve(target));
  return kept;
}

/** A database that is too damaged for that is kept as it is, its log beside it. */
function foldIn(file: string): void {
  try {
    const database = new Database(file);
    try {
      database.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      database.close();
    }
  } catch {
    // Kept with its log.
  }
}
