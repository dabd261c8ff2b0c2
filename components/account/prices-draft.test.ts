import { expect, test } from 'vitest';
import { Preferences } from '#lib/access/preferences.ts';
import { isChanged, newRow, pricesOf, rowsOf } from './prices-draft.ts';

const kept = [{ match: 'gpt-5*', input: 1.25, output: 10, currency: 'USD' }];

test('rows that were not touched are no change, and come to what is kept', () => {
  expect(pricesOf(rowsOf(kept))).toEqual({ prices: kept });
  expect(isChanged(rowsOf(kept), kept)).toBe(false);
  expect(
    isChanged(
      rowsOf(kept).map((row) => ({ ...row, input: ' 1.250 ', currency: 'usd' })),
      kept,
    ),
  ).toBe(false);
  expect(isChanged([], kept)).toBe(true);
});

test('every problem is named with its row and field', () => {
  const rows = [...rowsOf(kept), { ...newRow(rowsOf(kept)), input: '-1', currency: 'dollars' }];
  const found = pricesOf(rows);
  expect('problems' in found && found.problems.map(({ number, field }) => [number, field])).toEqual([
    [2, 'match'],
    [2, 'input'],
    [2, 'currency'],
  ]);
});

test('what is accepted here is accepted by the server', () => {
  const row = { ...newRow([]), match: ' embed * ', input: '1,5' };
  expect(pricesOf([row])).toMatchObject({ problems: [{ field: 'input' }] });
  const found = pricesOf([{ ...row, input: '0.5', currency: 'eur' }]);
  expect(Preferences.safeParse(found)).toEqual({
    success: true,
    data: { prices: [{ match: 'embed *', input: 0.5, output: 0, currency: 'EUR' }] },
  });
});
