import { expect, test } from 'vitest';
import { statusError } from '#lib/errors.ts';
import { allIds, type ItemResult, runMany } from './run-many.ts';

test('what fails for one stands in its line with the name, and the others go on', async () => {
  const seen: number[] = [];
  const results = await runMany(['a', 'b', 'c'], {
    one: async (id, named) => {
      if (id !== 'c') named(`Name of ${id}`);
      if (id !== 'a') throw statusError(404, 'It is gone');
      return { outcome: 'done', words: 'tested' };
    },
    onProgress: (done) => seen.push(done.length),
  });
  expect(results).toEqual([
    { id: 'a', name: 'Name of a', outcome: 'done', words: 'tested' },
    { id: 'b', name: 'Name of b', outcome: 'failed', words: 'failed', reason: 'It is gone' },
    { id: 'c', name: 'c', outcome: 'failed', words: 'failed', reason: 'It is gone' },
  ] satisfies ItemResult[]);
  expect(seen).toEqual([1, 2, 3]);
});

test('a stop leaves what has not begun; what nobody foresaw ends everything', async () => {
  const controller = new AbortController();
  const one = async (): Promise<Omit<ItemResult, 'id' | 'name'>> => {
    controller.abort();
    return { outcome: 'done', words: 'tested' };
  };
  expect(await runMany(['a', 'b'], { one, onProgress: () => {}, signal: controller.signal })).toHaveLength(1);
  await expect(runMany(['a'], { one: () => Promise.reject(new TypeError('a bug')), onProgress: () => {} })).rejects.toThrow('a bug');
});

test('ids of a list are read page by page, and an empty page ends a list that shrank meanwhile', async () => {
  const ids = Array.from({ length: 250 }, (_, index) => `id ${index}`);
  const asked: number[] = [];
  const list = async ({ page, size }: { page: number; size: number }) => {
    asked.push(page);
    return { ids: ids.slice((page - 1) * size, page * size), total: 250 };
  };
  expect(await allIds(list)).toEqual(ids);
  expect(asked).toEqual([1, 2, 3]);
  expect(await allIds(async ({ page }) => ({ ids: page === 1 ? ['a'] : [], total: 9 }))).toEqual(['a']);
});
