import { spawn } from 'node:child_process';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshStore } from '../../test/fresh-store.ts';

test('D-04: a write outside a transaction survives when the transaction that was open meanwhile rolls back', async () => {
  await using store = freshStore();
  const started = Promise.withResolvers<void>();
  const outcome = store.prisma
    .$transaction(async (tx) => {
      await tx.sequence.create({ data: { name: 'from A', next: 1 } });
      started.resolve();
      await new Promise((resolve) => setTimeout(resolve, 50));
      throw new Error('A gives up');
    })
    .catch((thrown: Error) => thrown.message);
  await started.promise;
  const seen = store.prisma.sequence.count().then(Number); // waits: an uncommitted row is nobody else's business
  await store.prisma.sequence.create({ data: { name: 'from B', next: 1 } });
  expect(await outcome).toBe('A gives up');
  expect(await seen).toBe(0);
  expect((await store.prisma.sequence.findMany()).map(({ name }) => name)).toEqual(['from B']);
});

test('a failing COMMIT rolls back, and all later work goes on', async () => {
  await using store = freshStore();
  const { prisma } = store;
  const lost = prisma.$transaction(async (tx) => {
    await tx.$queryRawUnsafe('PRAGMA defer_foreign_keys = ON'); // a broken reference now fails the COMMIT, not the statement
    await tx.sequence.create({ data: { name: 'lost', next: 1 } });
    await tx.session.create({ data: { id: 's', user_id: 'nobody', created_at: 0, idle_at: 0, expires_at: 0 } });
  });
  await expect(lost).rejects.toThrow('ForeignKeyConstraintViolation');
  await prisma.sequence.create({ data: { name: 'alone', next: 1 } });
  await prisma.$transaction([prisma.sequence.create({ data: { name: 'together', next: 1 } })]);
  const names = store.reads.prepare('SELECT name FROM sequence ORDER BY name').pluck().all();
  expect(names).toEqual(['alone', 'together']);
  expect(await prisma.session.count()).toBe(0);
});

test('a failing BEGIN fails one transaction only', async () => {
  await using store = freshStore();
  const { prisma } = store;
  const write = (name: string) => prisma.$transaction(async (tx) => tx.sequence.create({ data: { name, next: 1 } }));
  await prisma.$queryRawUnsafe('PRAGMA busy_timeout = 20');
  const other = new Database(store.file);
  other.exec('BEGIN IMMEDIATE');
  await expect(write('first')).rejects.toThrow();
  other.exec('ROLLBACK');
  other.close();
  await write('second');
  expect(store.reads.prepare('SELECT name FROM sequence').pluck().all()).toEqual(['second']);
});

test('the outer client inside a transaction ends with the time-out of the transaction, not with a lost write', async () => {
  await using store = freshStore();
  const mixed = store.prisma.$transaction(
    async (tx) => {
      await tx.sequence.create({ data: { name: 'inner', next: 1 } });
      await store.prisma.sequence.create({ data: { name: 'outer', next: 1 } });
    },
    { timeout: 200 },
  );
  await expect(mixed).rejects.toThrow();
  expect(await store.prisma.sequence.count()).toBe(1); // the outer write, once the transaction was over
});

test('D-04, D-05: two processes that write and count at the same time lose nothing and meet no error', async () => {
  await using store = freshStore();
  const rounds = 150;
  await store.prisma.sequence.create({ data: { name: 'counter', next: 0 } });
  const program = path.resolve('test/programs/count-in-store.ts');
  const run = (name: string) =>
    new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [program, store.file, name, String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let output = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
      });
      child.on('exit', (code) => resolve(`exit ${code}, ${output.trim()}`));
    });
  expect(await Promise.all([run('a'), run('b')])).toEqual(['exit 0, 0 errors', 'exit 0, 0 errors']);
  expect(await store.prisma.sequence.findUnique({ where: { name: 'counter' } })).toMatchObject({ next: 2 * rounds });
  expect(await store.prisma.sequence.count()).toBe(1 + 2 * rounds);
});
