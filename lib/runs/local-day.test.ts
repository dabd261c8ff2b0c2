import { expect, test } from 'vitest';
import { everyDay, localDays } from './local-day.ts';

const at = (text: string) => Date.parse(text);

test('a moment belongs to the day of the clock on the wall', () => {
  expect(localDays('UTC')(at('2026-05-03T23:59:59Z'))).toBe('2026-05-03');
  expect(localDays('Europe/Rome')(at('2026-05-03T22:00:00Z'))).toBe('2026-05-04');
  expect(localDays('Asia/Kathmandu')(at('2026-05-03T18:14:59Z'))).toBe('2026-05-03');
  expect(localDays('Asia/Kathmandu')(at('2026-05-03T18:15:00Z'))).toBe('2026-05-04');
  expect(() => localDays('Mars/Olympus')).toThrow('Unknown time-zone ID: Mars/Olympus');
});

test('days follow one another also when the clock is changed, each once', () => {
  const rome = localDays('Europe/Rome');
  expect(everyDay(rome, at('2026-03-28T12:00:00Z'), at('2026-03-30T12:00:00Z'))).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  expect(everyDay(rome, at('2026-10-24T23:00:00Z'), at('2026-10-26T01:00:00Z'))).toEqual(['2026-10-25', '2026-10-26']);
  expect(everyDay(rome, at('2026-05-03T21:59:00Z'), at('2026-05-03T22:01:00Z'))).toEqual(['2026-05-03', '2026-05-04']);
  expect(everyDay(rome, 5, 5)).toEqual([]);
});
