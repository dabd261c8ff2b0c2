import { expect, test } from 'vitest';
import { addCosts, costOf, costOfRun, costWords, matchesName } from './cost.ts';

const prices = [
  { match: 'gpt-5-mini*', input: 0.25, output: 2, currency: 'USD' },
  { match: 'gpt-5*', input: 1.25, output: 10, currency: 'USD' },
  { match: 'Titan embeddings', input: 0.02, output: 0, currency: 'EUR' },
];

test('the first price that matches counts tokens in and out', () => {
  expect(costOf({ input: 1_000_000, output: 500_000, total: 1_500_000 }, ['gpt-5-mini-2026'], prices)).toEqual({
    amount: 1.25,
    currency: 'USD',
  });
  expect(costOf({ input: 1000, output: 100 }, ['gpt-5', 'My connector'], prices)?.amount).toBeCloseTo(0.00225, 10);
});

test('a total alone went in; what one side leaves of a total went the other way', () => {
  expect(costOf({ total: 1_000_000 }, ['x', 'titan EMBEDDINGS'], prices)).toEqual({ amount: 0.02, currency: 'EUR' });
  expect(costOf({ input: 400_000, total: 1_000_000 }, ['gpt-5'], prices)?.amount).toBeCloseTo(0.5 + 6, 10);
  expect(costOf({ output: 400_000, total: 1_000_000 }, ['gpt-5'], prices)?.amount).toBeCloseTo(0.75 + 4, 10);
});

test('without a price, a count or a table there is no cost', () => {
  expect(costOf({ total: 10 }, ['unknown', undefined], prices)).toBeUndefined();
  expect(costOf(undefined, ['gpt-5'], prices)).toBeUndefined();
  expect(costOf({ total: 0 }, ['gpt-5'], prices)).toBeUndefined();
  expect(costOf({ total: 10 }, ['gpt-5'], undefined)).toBeUndefined();
});

test('a run costs by the model of the service, or by the name of what it called; on the mock it costs nothing', () => {
  const run = { mode: 'send', usage: { total: 1_000_000 }, connector_name: 'Chat', service_model: 'gpt-5-mini' } as const;
  expect(costOfRun(run, prices)?.amount).toBe(0.25);
  expect(costOfRun({ ...run, service_model: undefined, model_name: 'gpt-5' }, prices)?.amount).toBe(1.25);
  expect(costOfRun({ ...run, mode: 'mock' }, prices)).toBeUndefined();
});

test.each([
  ['*', '', true],
  ['gpt-*', 'gpt-', true],
  ['*claude*', 'anthropic.claude-4:0', true],
  ['a*b*c', 'a-x-b-c', true],
  ['a*bc*c', 'abc', false],
  ['ab*ba', 'aba', false],
  ['gpt-5', 'gpt-5-mini', false],
  ['a.c', 'abc', false],
])('%s matches %s: %s', (match, name, matches) => {
  expect(matchesName(match, name)).toBe(matches);
});

test('sums keep currencies apart, and small ones stay readable', () => {
  const sums = addCosts([{ amount: 1, currency: 'USD' }, undefined, { amount: 2, currency: 'EUR' }, { amount: 0.5, currency: 'USD' }]);
  expect(sums).toEqual([
    { amount: 1.5, currency: 'USD' },
    { amount: 2, currency: 'EUR' },
  ]);
  expect(costWords({ amount: 0.0000213, currency: 'USD' })).toBe('$0.000021');
  expect(costWords({ amount: 12.345, currency: 'EUR' })).toBe('€12.35');
  expect(costWords({ amount: 0, currency: 'USD' })).toBe('$0.00');
});
