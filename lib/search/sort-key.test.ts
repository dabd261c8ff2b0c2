import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortKey } from './sort-key.ts';

const byKey = (texts: string[]) => texts.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

test('sorts without regard to case and accents, signs before digits before letters', () => {
  expect(byKey(['zeta', 'Ärzte', 'beta', 'Alpha', '10', '_x', 'Øre', 'alpha', 'pi'])).toEqual([
    '_x',
    '10',
    'Alpha',
    'alpha',
    'Ärzte',
    'beta',
    'Øre',
    'pi',
    'zeta',
  ]);
});

test('is the order of a collator for every text of printable ASCII', () => {
  const alphabet = new Intl.Collator('en', { sensitivity: 'base' });
  const text = fc.string({ unit: 'grapheme-ascii', maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const order = Math.sign(alphabet.compare(a, b)) || (a === b ? 0 : a < b ? -1 : 1);
      expect(sortKey(a) === sortKey(b) ? 0 : sortKey(a) < sortKey(b) ? -1 : 1).toBe(order);
    }),
    { numRuns: 2_000 },
  );
});
