import { expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { makeCallerLimits } from './caller-limits.ts';

const caller = (id: string): Caller => ({ id, username: id, role: 'all_access', backend_roles: [] });

function limits(perMinute: number) {
  const state = { perMinute, now: 0, told: [] as string[] };
  const made = makeCallerLimits({
    perMinute: () => state.perMinute,
    elapsed: () => state.now,
    limited: ({ id }) => void state.told.push(id),
  });
  const ask = (id: string, times: number) => {
    for (let n = 0; n < times; n++) made.count(caller(id));
  };
  return { state, ask };
}

test('L-07 without the setting nobody is limited', () => {
  limits(0).ask('a', 10_000);
});

test('L-07 a caller may ask so often in a minute, and is told when to come back; others are not concerned', () => {
  const { state, ask } = limits(6);
  ask('a', 6);
  expect(() => ask('a', 1)).toThrow(
    expect.objectContaining({ type: 'rejected_execution_exception', status: 429, headers: { 'Retry-After': '10' } }),
  );
  ask('b', 6);
  state.now += 10_000;
  ask('a', 1);
  expect(() => ask('a', 1)).toThrow(expect.objectContaining({ status: 429 }));
});

test('L-07 it is told once a minute', () => {
  const { state, ask } = limits(1);
  ask('a', 1);
  for (let n = 0; n < 5; n++) expect(() => ask('a', 1)).toThrow('studio.rate_limit.per_minute');
  expect(state.told).toEqual(['a']);
  state.now += 60_000;
  ask('a', 1);
  expect(() => ask('a', 1)).toThrow('studio.rate_limit.per_minute');
  expect(state.told).toEqual(['a', 'a']);
});

test('L-07 a setting that changes counts from now on', () => {
  const { state, ask } = limits(1);
  ask('a', 1);
  state.perMinute = 5;
  ask('a', 5);
  state.perMinute = 0;
  ask('a', 100);
});
