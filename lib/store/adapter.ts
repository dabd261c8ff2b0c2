import '#server-only';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import type { IsolationLevel, SqlDriverAdapter, SqlQuery, Transaction } from '@prisma/driver-adapter-utils';
import type Database from 'better-sqlite3';
import { Turns } from '#lib/turns.ts';
import { applyPragmas } from './pragmas.ts';

/** Milliseconds that a statement waits for another process to finish writing. */
const busyTimeout = 5_000;

/**
 * Prisma's SQLite adapter, made safe for concurrent requests. The official one shares a single connection without a queue, so a
 * write of one request can land in the open transaction of another and vanish with its rollback. Here a transaction owns the
 * connection from BEGIN IMMEDIATE until it ends, and everything else waits. Hence: never use the outer client inside a
 * transaction (pass `tx` down), and hold no transaction across an outgoing call.
 */
export class SqliteAdapter extends PrismaBetterSqlite3 {
  readonly #written: () => void;

  /** @param written called after every statement outside of a transaction and after every transaction, before its caller goes on */
  constructor(file: string, written: () => void = () => {}) {
    super({ url: file, timeout: busyTimeout });
    this.#written = written;
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const plain = (await super.connect()) as SqlDriverAdapter & { client: Database.Database };
    applyPragmas(plain.client);
    return serialAdapter(plain, plain.client, this.#written);
  }
}

function serialAdapter(plain: SqlDriverAdapter, connection: Database.Database, written: () => void): SqlDriverAdapter {
  const turns = new Turns();
  const alone = <Result>(work: () => Promise<Result>) => turns.run(() => work().finally(written));
  return {
    provider: plain.provider,
    adapterName: plain.adapterName,
    queryRaw: (query) => alone(() => plain.queryRaw(query)),
    executeRaw: (query) => alone(() => plain.executeRaw(query)),
    executeScript: (script) => alone(() => plain.executeScript(script)),
    dispose: () => plain.dispose(),
    async startTransaction(level?: IsolationLevel) {
      if (level && level !== 'SERIALIZABLE') throw new Error(`SQLite knows no isolation level ${level}`);
      const giveBack = await turns.take();
      try {
        // A deferred BEGIN could meet SQLITE_BUSY at its first write, where waiting no longer helps.
        await plain.executeRaw(statement('BEGIN IMMEDIATE'));
        return ownedTransaction(plain, connection, () => {
          written();
          giveBack();
        });
      } catch (thrown) {
        giveBack();
        throw thrown;
      }
    },
  };
}

function ownedTransaction(plain: SqlDriverAdapter, connection: Database.Database, giveBack: () => void): Transaction {
  const execute = async (sql: string) => {
    await plain.executeRaw(statement(sql));
  };
  const end = async (sql: string) => {
    try {
      if (connection.inTransaction) await execute(sql);
    } finally {
      try {
        if (connection.inTransaction) connection.exec('ROLLBACK'); // a COMMIT that failed leaves the transaction open
      } finally {
        giveBack();
      }
    }
  };
  return {
    provider: plain.provider,
    adapterName: plain.adapterName,
    options: { usePhantomQuery: true }, // COMMIT and ROLLBACK are ours to send
    queryRaw: (query) => plain.queryRaw(query),
    executeRaw: (query) => plain.executeRaw(query),
    commit: () => {
      // SQLite ends a transaction by itself on some errors (disk full): then there is nothing that could be committed.
      if (!connection.inTransaction) {
        giveBack();
        throw new Error('The transaction was rolled back by the database.');
      }
      return end('COMMIT');
    },
    rollback: () => end('ROLLBACK'),
    createSavepoint: (name) => execute(`SAVEPOINT ${name}`),
    rollbackToSavepoint: (name) => execute(`ROLLBACK TO ${name}`),
    releaseSavepoint: (name) => execute(`RELEASE SAVEPOINT ${name}`),
  };
}

const statement = (sql: string): SqlQuery => ({ sql, args: [], argTypes: [] });
