import { expect, test } from 'vitest';
import { limitWords } from './limit-words.ts';
import { limitsProblems, modelLimitOf, rowsOfUsers, userLimitsOf } from './limits-draft.ts';

const row = (id: number, user: string, limit = '1') => ({ id, user, limit, unit: 'MINUTES' });

test('a limiter is said in words, half a one is none', () => {
  expect(limitWords({ limit: '10', unit: 'MINUTES' })).toBe('10 per minute');
  expect(limitWords({ limit: '10' })).toBeUndefined();
  expect(limitWords(undefined)).toBeUndefined();
});

test('what did not change is not sent', () => {
  expect(modelLimitOf({ limit: '4', unit: 'DAYS' }, { limit: '4', unit: 'DAYS' })).toBeUndefined();
  expect(modelLimitOf({ limit: '', unit: 'DAYS' }, undefined)).toBeUndefined();
  expect(modelLimitOf({ limit: ' 5 ', unit: 'DAYS' }, { limit: '4', unit: 'DAYS' })).toEqual({ limit: '5', unit: 'DAYS' });
  const kept = { ana: { limit: '1', unit: 'MINUTES' } };
  expect(userLimitsOf(rowsOfUsers(kept), kept)).toBeUndefined();
  expect(userLimitsOf([], kept)).toEqual({});
  expect(userLimitsOf([row(0, 'bo')], kept)).toEqual({ bo: { limit: '1', unit: 'MINUTES' } });
});

test('a user may be called like a part of every object', () => {
  const limits = userLimitsOf([row(0, '__proto__'), row(1, 'constructor')], {});
  expect(JSON.stringify(limits)).toBe('{"__proto__":{"limit":"1","unit":"MINUTES"},"constructor":{"limit":"1","unit":"MINUTES"}}');
});

test('what is wrong is named with its place', () => {
  const limit = { limit: '', unit: 'MINUTES' };
  expect(limitsProblems({ limit, rows: [], hadLimit: false })).toEqual([]);
  expect(limitsProblems({ limit, rows: [], hadLimit: true })).toEqual([
    { message: 'All together: Enter a number of calls.', field: 'limit' },
  ]);
  expect(limitsProblems({ limit: { ...limit, limit: '0' }, rows: [], hadLimit: false })[0]?.message).toContain('above 0');
  expect(limitsProblems({ limit, rows: [row(0, 'ana'), row(3, ' ana ', 'x'), row(4, '')], hadLimit: false })).toEqual([
    { message: 'User 2: This user has a limit above.', field: 'user-3' },
    { message: 'User 2: Enter a number of calls.', field: 'user-limit-3' },
    { message: 'User 3: Enter a user name, or remove this row.', field: 'user-4' },
  ]);
});
