import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshStore } from '../../test/fresh-store.ts';
import { storeFailure } from './store-failure.ts';

const failureOf = (work: Promise<unknown>) => work.then(() => 'no failure', storeFailure);
const busy = { status: 503, headers: { 'retry-after': '5' }, message: 'The database is busy. Try again.' };

test('D-05 a database that another process keeps busy answers 503, and nothing is half-written', async () => {
  await using store = freshStore();
  await store.prisma.$queryRawUnsafe('PRAGMA busy_timeout = 20');
  const other = new Database(store.file);
  other.exec('BEGIN IMMEDIATE');
  const create = (name: string) => store.prisma.sequence.create({ data: { name, next: 1 } });
  expect(await failureOf(create('alone'))).toMatchObject(busy);
  expect(
    await failureOf(store.prisma.$transaction(async (tx) => tx.sequence.create({ data: { name: 'together', next: 1 } }))),
  ).toMatchObject(busy);
  other.exec('ROLLBACK');
  other.close();
  await create('after');
  expect((await store.prisma.sequence.findMany()).map(({ name }) => name)).toEqual(['after']);
});

test('D-05 a transaction that waits too long for its turn answers 503', async () => {
  await using store = freshStore();
  const slow = store.prisma.$transaction(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const waiting = store.prisma.$transaction(async (tx) => tx.sequence.count(), { maxWait: 50 });
  expect(await failureOf(waiting)).toMatchObject(busy);
  await slow;
  expect(await store.prisma.$transaction(async (tx) => tx.sequence.count())).toBe(0);
});

test('D-11 a full disk refuses writes with 503, reads go on, and room brings writes back', async () => {
  await using store = freshStore();
  const rows = (prefix: string) => Array.from({ length: 2_000 }, (_, n) => ({ name: `${prefix}${'x'.repeat(200)}${n}`, next: n }));
  await store.prisma.$queryRawUnsafe('PRAGMA max_page_count = 1'); // stays at the present size
  expect(await failureOf(store.prisma.sequence.createMany({ data: rows('a') }))).toMatchObject({
    status: 503,
    message: 'The database cannot be written at this moment. Its disk may be full.',
  });
  const together = store.prisma.$transaction(async (tx) => {
    await tx.sequence.create({ data: { name: 'first', next: 1 } });
    await tx.sequence.createMany({ data: rows('b') });
  });
  expect(await failureOf(together)).toMatchObject({ status: 503 });
  expect(await store.prisma.sequence.count()).toBe(0);
  await store.prisma.$queryRawUnsafe('PRAGMA max_page_count = 1000000');
  await store.prisma.sequence.createMany({ data: rows('c') });
  expect(await store.prisma.sequence.count()).toBe(2_000);
  expect(store.reads.pragma('integrity_check', { simple: true })).toBe('ok');
});

test('a failure that is nobody else’s fault is left alone', async () => {
  await using store = freshStore();
  await store.prisma.sequence.create({ data: { name: 'a', next: 1 } });
  expect(await failureOf(store.prisma.sequence.create({ data: { name: 'a', next: 1 } }))).toBeUndefined();
  expect(storeFailure(new Error('x'))).toBeUndefined();
  expect(storeFailure('x')).toBeUndefined();
});
