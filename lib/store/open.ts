import '#server-only';
import fs from 'node:fs';
import Database from 'better-sqlite3';
import { PrismaClient } from '#generated/prisma/client.ts';
import { SqliteAdapter } from './adapter.ts';
import { type Commits, watchCommits } from './commits.ts';
import { migrate } from './migrate.ts';
import { applyPragmas } from './pragmas.ts';

export type Store = {
  /** All writes, and every read that is not on the path of a prediction. */
  prisma: PrismaClient;
  /** A second, read-only connection for hot reads by prepared statement: it sees committed rows only and never waits for a writer. */
  reads: Database.Database;
  /** In memory: what the lists sort and count by. Made from the rest, for all copies of the modules. */
  lists: Database.Database;
  /** What hot reads ask before they read again. */
  commits: Commits;
  /** Names of the migrations that opening applied. */
  migrated: string[];
  /** What still has to be written when the store closes. */
  beforeClose: Set<() => Promise<void>>;
  close(): Promise<void>;
};

/** KiB of pages that hot reads, searches and lists keep, at most. */
const readCache = 65_536;

/**
 * Migrates and opens the database of one file, making it (mode 0600) if need be. Prisma connects at its first query.
 * @throws Error when the file is damaged, is newer than this program, or a connection cannot be set up as threats.md D-01 wants
 */
export function openStore(file: string): Store {
  createPrivately(file);
  const migrated = migrate(file);
  const reads = new Database(file, { readonly: true });
  try {
    applyPragmas(reads);
    reads.pragma(`cache_size = -${readCache}`);
    assertIntact(reads);
  } catch (thrown) {
    reads.close();
    throw thrown;
  }
  const lists = new Database(':memory:');
  const commits = watchCommits(reads);
  const prisma = new PrismaClient({
    adapter: new SqliteAdapter(file, commits.written),
    transactionOptions: { maxWait: 5_000, timeout: 5_000 }, // milliseconds
  });
  const beforeClose: Store['beforeClose'] = new Set();
  const close = async () => {
    try {
      for (const work of beforeClose) await work();
    } finally {
      reads.close();
      lists.close();
      await prisma.$disconnect();
    }
  };
  return { prisma, reads, lists, commits, migrated, beforeClose, close };
}

/** SQLite gives its side files the mode of the database, so this one decides for all three. */
function createPrivately(file: string): void {
  fs.closeSync(fs.openSync(/*turbopackIgnore: true*/ file, 'a', 0o600));
  fs.chmodSync(/*turbopackIgnore: true*/ file, 0o600);
}

function assertIntact(reads: Database.Database): void {
  const answer = reads.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw new Error(`The database is damaged (${answer}). Stop here and restore a backup.`);
}
