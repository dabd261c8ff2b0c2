import { expect, test } from 'vitest';
import { expiryOf, scopesOf } from './token-words.ts';

test('A-07: only scopes within the own role are offered', () => {
  expect(scopesOf('ml_read_access')).toEqual(['read']);
  expect(scopesOf('ml_full_access')).toEqual(['read', 'full']);
  expect(scopesOf('all_access')).toEqual(['read', 'full', 'admin', 'metrics']);
});

test('a token ends after whole days, or not by itself', () => {
  expect(expiryOf('30', 1_000)).toBe(30 * 24 * 60 * 60 * 1000 + 1_000);
  expect(expiryOf('never', 1_000)).toBeNull();
});
