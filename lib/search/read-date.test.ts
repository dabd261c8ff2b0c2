import { expect, test } from 'vitest';
import { readDate } from './read-date.ts';

const now = Date.UTC(2026, 10, 25, 11, 30, 15, 250);

test.each([
  ['0', 0],
  ['1764000000000', 1_764_000_000_000],
  ['2026-11-25T11:30:15.250Z', now],
  ['2026-11-25T12:30:15.250+01:00', now],
  ['now', now],
  ['now+1d', now + 86_400_000],
  ['now-2h/d', Date.UTC(2026, 10, 25)],
  ['now/M', Date.UTC(2026, 10, 1)],
  ['now/w', Date.UTC(2026, 10, 23)],
  ['now-1y', Date.UTC(2025, 10, 25, 11, 30, 15, 250)],
  ['2026-11-25T00:00:00.000Z||+1M', Date.UTC(2026, 11, 25)],
])('%s is a date', (text, expected) => {
  expect(readDate(text, now)).toBe(expected);
});

test.each(['yesterday', 'now+1x', '2026-13-45T00:00:00.000Z', '2026-11-25', ''])('%j is none', (text) => {
  expect(() => readDate(text, now)).toThrow(
    `failed to parse date field [${text}] with format [strict_date_time||epoch_millis]: [failed to parse date field [${text}]`,
  );
});
