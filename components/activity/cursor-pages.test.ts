import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CursorPage, fullPage, type PageWish } from './cursor-pages.ts';

type Row = { id: number };

/** A list of rows 1, 2, 3 … of which those in `wanted` match; the server looks through `patience` rows a time. */
const serverOf =
  (count: number, wanted: (n: number) => boolean, patience: number) =>
  async ({ cursor, dir = 'older', size }: PageWish): Promise<CursorPage<Row>> => {
    const step = dir === 'older' ? -1 : 1;
    const items: Row[] = [];
    let at = cursor === undefined ? (dir === 'older' ? count + 1 : 0) : Number(cursor);
    let looked = 0;
    while (looked < patience && items.length < size && at + step >= 1 && at + step <= count) {
      at += step;
      looked += 1;
      if (wanted(at)) items.push({ id: at });
    }
    const isAtEnd = at + step < 1 || at + step > count;
    const rows = dir === 'older' ? items : items.toReversed();
    const [newest, oldest] = [rows[0], rows.at(-1)].map((row) => (row ? String(row.id) : null));
    if (dir === 'newer') return { items: rows, next_cursor: oldest ?? null, newer_cursor: looked > 0 || cursor ? String(at) : null };
    return { items: rows, next_cursor: isAtEnd ? null : String(at), newer_cursor: newest ?? null };
  };

test('pages to the end and back show every row once, however early the server gives up', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      async (count, size, patience, every) => {
        const list = serverOf(count, (n) => n % every === 0, patience);
        const all = Array.from({ length: count }, (_, at) => count - at).filter((n) => n % every === 0);
        const numbersOf = ({ items }: CursorPage<Row>) => items.map(({ id }) => id);
        const seen: number[] = [];
        let page = await fullPage({ size }, list);
        expect(page.isNewest).toBe(true);
        seen.push(...numbersOf(page));
        while (page.next_cursor !== null) {
          page = await fullPage({ size, cursor: page.next_cursor }, list);
          seen.push(...numbersOf(page));
        }
        expect(seen).toEqual(all);
        for (let steps = 0; !page.isNewest && page.newer_cursor !== null; steps += 1) {
          expect(steps).toBeLessThan(60);
          page = await fullPage({ size, cursor: page.newer_cursor, dir: 'newer' }, list);
          expect(numbersOf(page)).toEqual(all.filter((n) => numbersOf(page).includes(n)));
        }
        if (page.isNewest && patience >= count) expect(numbersOf(page)).toEqual(all.slice(0, size));
      },
    ),
    { numRuns: 200 },
  );
});

test('a page that is reached going newer, and is not full, is the first page', async () => {
  const list = serverOf(10, () => true, 100);
  const page = await fullPage({ size: 4, cursor: '8', dir: 'newer' }, list);
  expect(page.items.map(({ id }) => id)).toEqual([10, 9, 8, 7]);
  expect(page.isNewest).toBe(true);
});
