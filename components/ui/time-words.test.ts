import { expect, test } from 'vitest';
import { timeAgo } from './time-words.ts';

const now = Date.UTC(2026, 10, 25, 12);
const ago = (seconds: number) => timeAgo(now - seconds * 1000, now);

test('a moment is told by the largest unit that fits', () => {
  expect(ago(3)).toBe('now');
  expect(ago(45)).toBe('45 sec ago');
  expect(ago(5 * 60 + 59)).toBe('5 min ago');
  expect(ago(3 * 3600)).toBe('3 hr ago');
  expect(ago(26 * 3600)).toBe('1 day ago');
  expect(ago(400 * 86_400)).toBe('1 yr ago');
});
