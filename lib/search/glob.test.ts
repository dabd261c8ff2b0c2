import { expect, test } from 'vitest';
import { globMatches, wildcard } from './glob.ts';

test.each([
  ['a*', 'abc', true],
  ['*c', 'abc', true],
  ['a*c', 'abcd', false],
  ['*', '', true],
  ['a.*.c', 'a.b.c', true],
  ['a?c', 'abc', false],
  ['', '', true],
  ['', 'a', false],
])('a path pattern %j against %j: %j', (pattern, text, expected) => {
  expect(globMatches(pattern, text)).toBe(expected);
});

test.each([
  ['a?c', 'abc', true],
  ['a\\?c', 'abc', false],
  ['a\\?c', 'a?c', true],
  ['\\**', '*x', true],
  ['*a*', 'delta', true],
])('a wildcard %j against %j: %j', (pattern, text, expected) => {
  expect(wildcard(pattern)(text)).toBe(expected);
});

test('a pattern of many stars costs no more than pattern times text', () => {
  expect(wildcard(`${'*a'.repeat(2_000)}*b`)('a'.repeat(5_000))).toBe(false);
});
