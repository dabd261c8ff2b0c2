import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { freshStore } from '../../test/fresh-store.ts';
import { untilCommit } from './commits.ts';

const addKey = 'INSERT INTO sequence (name, next) VALUES (?, 1)';

test('the count is another one as soon as a write of this process is acknowledged, alone or in a transaction', async () => {
  await using store = freshStore();
  const { count } = store.commits;
  const counts = [count()];
  await store.prisma.$executeRawUnsafe(addKey, 'one');
  counts.push(count());
  await store.prisma.sequence.create({ data: { name: 'two', next: 1 } });
  counts.push(count());
  await store.prisma.$transaction(async (tx) => {
    await tx.sequence.create({ data: { name: 'three', next: 1 } });
    expect(count()).toBe(counts.at(-1)); // not committed yet
  });
  counts.push(count());
  expect(new Set(counts).size).toBe(counts.length);
});

test('a transaction that is rolled back changes nothing', async () => {
  await using store = freshStore();
  const before = store.commits.count();
  const failing = store.prisma.$transaction(async (tx) => {
    await tx.sequence.create({ data: { name: 'one', next: 1 } });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(store.commits.count()).toBe(before);
});

test('a write of another process is noticed soon', async () => {
  await using store = freshStore();
  const before = store.commits.count();
  const other = new Database(store.file);
  other.prepare(addKey).run('one');
  other.close();
  while (store.commits.count() === before) await setTimeout(10); // for ever, if it is never noticed
});

test('what was read is read again after a commit only', () => {
  let commits = 1;
  let reads = 0;
  const read = untilCommit(
    () => commits,
    (key: string) => `${key} ${++reads}`,
    2,
  );
  expect([read('a'), read('a'), read('b'), read('a')]).toEqual(['a 1', 'a 1', 'b 2', 'a 1']);
  commits = 2;
  expect([read('a'), read('a')]).toEqual(['a 3', 'a 3']);
});

test('no more is remembered than was agreed', () => {
  let reads = 0;
  const read = untilCommit(
    () => 1,
    (key: string) => `${key} ${++reads}`,
    2,
  );
  for (const key of ['a', 'b', 'c']) read(key);
  expect([read('c'), read('a')]).toEqual(['c 3', 'a 4']);
});
