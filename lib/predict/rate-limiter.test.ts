import { expect, test } from 'vitest';
import { makeRateLimits } from './rate-limiter.ts';

function limited() {
  let now = 0;
  const limits = makeRateLimits(
    () => now,
    () => true,
  );
  const take = (limit: string, unit: string, id = 'm') => {
    try {
      limits.assertModelMayBeCalled(id, { limit, unit });
      return true;
    } catch {
      return false;
    }
  };
  return { take, wait: (milliseconds: number) => (now += milliseconds) };
}

test('as many calls as the limit pass at once, then as fast as the rule says', () => {
  const { take, wait } = limited();
  expect([take('2', 'SECONDS'), take('2', 'SECONDS'), take('2', 'SECONDS')]).toEqual([true, true, false]);
  wait(499);
  expect(take('2', 'SECONDS')).toBe(false);
  wait(1);
  expect([take('2', 'SECONDS'), take('2', 'SECONDS')]).toEqual([true, false]);
});

test('time that is not used is not saved beyond the limit', () => {
  const { take, wait } = limited();
  take('2', 'SECONDS');
  wait(60_000);
  expect([take('2', 'SECONDS'), take('2', 'SECONDS'), take('2', 'SECONDS')]).toEqual([true, true, false]);
});

test('a changed rule starts anew, and models do not share', () => {
  const { take } = limited();
  expect([take('1', 'DAYS'), take('1', 'DAYS'), take('1', 'DAYS', 'other'), take('2', 'DAYS')]).toEqual([true, false, true, true]);
});

test('half a rule is none', () => {
  const limits = makeRateLimits(
    () => 0,
    () => true,
  );
  for (let call = 0; call < 5; call++) limits.assertModelMayBeCalled('m', { limit: '1' });
  for (let call = 0; call < 5; call++) limits.assertModelMayBeCalled('m', undefined);
});
