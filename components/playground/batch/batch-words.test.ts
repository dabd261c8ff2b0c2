import { expect, test } from 'vitest';
import { costWords, countsWords, leftWords } from './batch-words.ts';

test.each([
  [null, undefined],
  [1_200, 'a few seconds left'],
  [41_000, 'about 45 seconds left'],
  [125_000, 'about 2 minutes left'],
  [5_400_000 * 2, 'about 3 hours left'],
])('%j milliseconds are %j', (milliseconds, words) => {
  expect(leftWords(milliseconds)).toBe(words);
});

test('only outcomes that there are have a number', () => {
  const counts = { waiting: 0, running: 0, answered: 1_238, failed: 2, unknown: 0, not_sent: 0 };
  expect(countsWords({ counts })).toBe('1,238 answered, 2 failed');
});

test('the cost is told as calls', () => {
  expect([costWords(240), costWords(1)]).toEqual([
    'Rows leave this server and may cost money: 240 calls.',
    'Rows leave this server and may cost money: 1 call.',
  ]);
});
