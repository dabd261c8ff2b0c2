import fs from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshFolder, freshStore } from '../../test/fresh-store.ts';
import { openStore } from './open.ts';
import { applyPragmas } from './pragmas.ts';

const number = async (store: { prisma: { $queryRawUnsafe<T>(sql: string): Promise<T> } }, name: string) => {
  const [row] = await store.prisma.$queryRawUnsafe<Record<string, unknown>[]>(`PRAGMA ${name}`);
  return String(Object.values(row ?? {})[0]);
};

test('D-01 both connections are set up for durable, checked writes', async () => {
  await using store = freshStore();
  const expected = {
    journal_mode: 'wal',
    synchronous: '2',
    foreign_keys: '1',
    busy_timeout: '5000',
    trusted_schema: '0',
    secure_delete: '1',
    wal_autocheckpoint: '1000',
    journal_size_limit: '67108864',
  };
  for (const [name, value] of Object.entries(expected)) {
    expect(await number(store, name), `Prisma, ${name}`).toBe(value);
    expect(String(store.reads.pragma(name, { simple: true })), `reads, ${name}`).toBe(value);
  }
});

test('D-01 a connection that does not take a pragma is refused', () => {
  const memory = new Database(':memory:'); // knows no write-ahead log
  expect(() => applyPragmas(memory)).toThrow('The database refuses journal_mode = wal: it answers memory.');
  memory.close();
});

test('the read-only connection sees what was committed and cannot write', async () => {
  await using store = freshStore();
  const count = store.reads.prepare('SELECT count(*) AS n FROM sequence');
  await store.prisma.$transaction(async (tx) => {
    await tx.sequence.create({ data: { name: 'a', next: 1 } });
    expect(count.get()).toEqual({ n: 0 });
  });
  expect(count.get()).toEqual({ n: 1 });
  expect(() => store.reads.exec(`DELETE FROM sequence`)).toThrow('attempt to write a readonly database');
});

test('D-13 the database and its side files are readable by their owner only', async () => {
  await using store = freshStore();
  await store.prisma.sequence.create({ data: { name: 'a', next: 1 } });
  const files = fs.readdirSync(store.folder).filter((name) => name.startsWith('studio.db'));
  expect(files.sort()).toEqual(['studio.db', 'studio.db-shm', 'studio.db-wal']);
  for (const name of files) expect(fs.statSync(path.join(store.folder, name)).mode & 0o777, name).toBe(0o600);
});

test('D-12 closing folds the write-ahead log into the database', async () => {
  const folder = freshFolder();
  const store = openStore(path.join(folder, 'studio.db'));
  await store.prisma.sequence.create({ data: { name: 'a', next: 1 } });
  await store.close();
  expect(fs.readdirSync(folder)).toEqual(['studio.db']);
  fs.rmSync(folder, { recursive: true });
});

test('D-10 a damaged database is not opened', async () => {
  const folder = freshFolder();
  const file = path.join(folder, 'studio.db');
  const store = openStore(file);
  for (let n = 0; n < 500; n++) await store.prisma.sequence.create({ data: { name: `sequence ${n}`, next: n } });
  await store.close();
  const bytes = fs.readFileSync(file);
  bytes.fill(0xa5, bytes.length - 8_192);
  fs.writeFileSync(file, bytes);
  expect(() => openStore(file)).toThrow(/damaged|malformed/);
  fs.rmSync(folder, { recursive: true });
});

test('a deleted credential is overwritten in the file', async () => {
  await using store = freshStore();
  const canary = 'canary-5f1b0c9e';
  await store.prisma.dataKey.create({ data: { owner_id: 'c1', wrapped: canary } });
  await store.prisma.dataKey.delete({ where: { owner_id: 'c1' } });
  await store.prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)');
  expect(fs.readFileSync(store.file).includes(canary)).toBe(false);
});
