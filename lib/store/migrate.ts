import '#server-only';
import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';

/** Milliseconds that a starting process waits while another one migrates. */
const patience = 30_000;

/** The table that `prisma migrate deploy` keeps, so that Prisma's own command line can take over. */
const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME, "migration_name" TEXT NOT NULL, "logs" TEXT,
  "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`;

type Applied = { migration_name: string; checksum: string; finished_at: number | string | null };
type Migration = { name: string; sql: string; checksum: string };

const migrationsFolder = () => path.resolve('prisma/migrations');

/**
 * Brings the database to the newest schema: `folder/*\/migration.sql` in order, all of it in one transaction under the write lock.
 * Of several processes that start at once one migrates and the others find nothing to do. A database that had an older schema is copied
 * first, to `<file>.before-<migration>`.
 * @returns names of the migrations that were applied
 * @throws Error when an applied migration was edited or has failed, or the database is newer than this program; nothing is changed
 */
export function migrate(file: string, folder = migrationsFolder()): string[] {
  const database = new Database(file, { timeout: patience });
  try {
    enterWal(database);
    const migrations = readMigrations(folder);
    backUp(database, file, migrations);
    database.pragma('foreign_keys = OFF'); // Prisma's table redefinitions expect it; without effect inside a transaction
    database.exec('BEGIN IMMEDIATE');
    try {
      const applied = applyMissing(database, migrations);
      assertForeignKeys(database);
      database.exec('COMMIT');
      return applied;
    } catch (thrown) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  } finally {
    database.close();
  }
}

function readMigrations(folder: string): Migration[] {
  return fs
    .readdirSync(/*turbopackIgnore: true*/ folder)
    .filter((name) => fs.existsSync(/*turbopackIgnore: true*/ path.join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(/*turbopackIgnore: true*/ path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** A copy of what is there before anything changes it (threats.md D-06). It holds no key, only sealed credentials. */
function backUp(database: Database.Database, file: string, migrations: Migration[]): void {
  if (!database.prepare("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'").get()) return;
  const done = new Set(database.prepare('SELECT migration_name FROM _prisma_migrations').pluck().all());
  const next = migrations.find(({ name }) => !done.has(name));
  if (!next || done.size === 0) return;
  const copy = `${file}.before-${next.name}`;
  try {
    fs.closeSync(fs.openSync(/*turbopackIgnore: true*/ copy, 'wx', 0o600)); // of several processes that start, one makes the copy
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST') return;
    throw thrown;
  }
  database.prepare('VACUUM INTO ?').run(copy);
}

function applyMissing(database: Database.Database, migrations: Migration[]): string[] {
  database.exec(historyTable);
  const missing = missingFrom(database, migrations);
  for (const migration of missing) apply(database, migration);
  return missing.map(({ name }) => name);
}

/**
 * @returns names of the migrations that opening the database would apply; nothing is changed
 * @throws Error as migrate
 */
export const unappliedMigrations = (database: Database.Database, folder = migrationsFolder()): string[] =>
  missingFrom(database, readMigrations(folder)).map(({ name }) => name);

function missingFrom(database: Database.Database, migrations: Migration[]): Migration[] {
  const history = database.prepare('SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL');
  const done = new Map((history.all() as Applied[]).map((row) => [row.migration_name, row]));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...done.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`The database is newer than this program: it has ${unknown.join(', ')}.`);
  return migrations.filter((migration) => !isApplied(done.get(migration.name), migration));
}

function isApplied(row: Applied | undefined, { name, checksum }: Migration): boolean {
  if (!row) return false;
  if (row.finished_at === null) throw new Error(`The migration ${name} is marked as failed.`);
  if (row.checksum !== checksum) throw new Error(`The migration ${name} was edited after it was applied.`);
  return true;
}

function apply(database: Database.Database, { name, sql, checksum }: Migration): void {
  const started = Date.now();
  database.exec(sql);
  if (!database.inTransaction) throw new Error(`The migration ${name} ends the transaction it runs in.`);
  database
    .prepare(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES (?, ?, ?, ?, ?, 1)',
    )
    .run(randomUUID(), checksum, name, started, Date.now());
}

function assertForeignKeys(database: Database.Database): void {
  const broken = database.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) throw new Error(`The migrated database has broken references: ${JSON.stringify(broken.slice(0, 3))}`);
}

/** The switch to WAL answers SQLITE_BUSY at once, whatever the timeout, while another process makes it. */
function enterWal(database: Database.Database): void {
  const pause = 100; // milliseconds
  for (let waited = 0; ; waited += pause) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (thrown) {
      const isBusy = thrown instanceof Error && 'code' in thrown && thrown.code === 'SQLITE_BUSY';
      if (!isBusy || waited >= patience) throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
}
