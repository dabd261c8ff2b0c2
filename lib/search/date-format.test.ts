import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { readDateFormat } from './date-format.ts';
import { readDate } from './read-date.ts';
import { readTimeZone, utc } from './time-zone.ts';

const at = (text: string) => Date.parse(text);

describe('formats', () => {
  test.each([
    ['epoch_second', '1764000000', at('2025-11-24T16:00:00Z'), at('2025-11-24T16:00:00Z')],
    ['epoch_millis', '-5', -5, -5],
    ['strict_date', '2026-02-03', at('2026-02-03T00:00:00Z'), at('2026-02-03T23:59:59.999Z')],
    ['yyyy-MM-dd', '2026-02-03', at('2026-02-03T00:00:00Z'), at('2026-02-03T23:59:59.999Z')],
    ['year', '2024', at('2024-01-01T00:00:00Z'), at('2024-12-31T23:59:59.999Z')],
    ['strict_year_month', '2024-02', at('2024-02-01T00:00:00Z'), at('2024-02-29T23:59:59.999Z')],
    ['date_optional_time', '2026-02-03T10:15', at('2026-02-03T10:15:00Z'), at('2026-02-03T10:15:59.999Z')],
    ['date_optional_time', '2026-02-03T10:15:30.5+02:00', at('2026-02-03T08:15:30.500Z'), at('2026-02-03T08:15:30.500Z')],
    ['basic_date', '20260203', at('2026-02-03T00:00:00Z'), at('2026-02-03T23:59:59.999Z')],
    ["dd/MM/yyyy 'at' HH:mm", '03/02/2026 at 10:15', at('2026-02-03T10:15:00Z'), at('2026-02-03T10:15:59.999Z')],
    ['yyyy-MM-dd HH:mm:ss.SSS XXX', '2026-02-03 10:15:30.250 +01:00', at('2026-02-03T09:15:30.250Z'), at('2026-02-03T09:15:30.250Z')],
    ['date||epoch_millis', '1764000000000', 1_764_000_000_000, 1_764_000_000_000],
  ])('%s reads %s', (format, text, first, last) => {
    expect(readDateFormat(format)(text, utc)).toEqual({ first, last });
  });

  test.each([
    ['date', '2026-02-30'],
    ['date', '2026-13-01'],
    ['date', ' 2026-01-01'],
    ['yyyy-MM-dd', '2026-1-1'],
    ['date_hour', '2026-01-01T24'],
  ])('%s does not read %s', (format, text) => {
    expect(readDateFormat(format)(text, utc)).toBeUndefined();
  });

  test.each([
    ['dd.QQ', 'Invalid format: [dd.QQ]: Unknown pattern letter: Q'],
    ['yyyy yyyy', 'Invalid format: [yyyy yyyy]: Unknown pattern letter: y'],
    ['--', 'Invalid format: [--]: it names no part of a date'],
  ])('%s is none', (format, reason) => {
    expect(() => readDateFormat(format)).toThrow(reason);
  });

  test('any format and any text give a date, nothing, or a refusal, and soon', () => {
    const piece = fc.constantFrom('y', 'M', 'd', 'H', 'S', 'X', 'V', "'", '||', '(', '[', '\\', '-', '*', 'strict_date', '^', '$');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.string({ maxLength: 120 }), (pieces, text) => {
        try {
          readDateFormat(pieces.join(''))(text, utc);
        } catch (thrown) {
          expect(isStudioError(thrown) && thrown.status).toBe(400);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('time zones', () => {
  test.each([
    ['+01:00', '2026-07-01T00:00:00Z', '2026-06-30T23:00:00Z'],
    ['-0530', '2026-07-01T00:00:00Z', '2026-07-01T05:30:00Z'],
    ['UTC', '2026-07-01T00:00:00Z', '2026-07-01T00:00:00Z'],
    ['Europe/Rome', '2026-07-01T00:00:00Z', '2026-06-30T22:00:00Z'],
    ['Europe/Rome', '2026-01-01T00:00:00Z', '2025-12-31T23:00:00Z'],
    ['America/New_York', '2026-03-08T12:00:00Z', '2026-03-08T16:00:00Z'],
  ])('%s', (zone, wall, instant) => {
    expect(readTimeZone(zone).toInstant(at(wall))).toBe(at(instant));
    expect(readTimeZone(zone).toWall(at(instant))).toBe(at(wall));
  });

  test('an unknown one is refused by name', () => {
    expect(() => readTimeZone('Mars/Base')).toThrow('Unknown time-zone ID: Mars/Base');
  });
});

test('a rounding goes down, or to the last instant of its unit, by the clock of the zone', () => {
  const now = at('2026-11-25T11:30:15.250Z');
  expect(readDate('now/d', now)).toBe(at('2026-11-25T00:00:00Z'));
  expect(readDate('now/d', now, { isEnd: true })).toBe(at('2026-11-25T23:59:59.999Z'));
  expect(readDate('now/M', now, { isEnd: true })).toBe(at('2026-11-30T23:59:59.999Z'));
  expect(readDate('now/d', now, { zone: readTimeZone('+13:00') })).toBe(at('2026-11-25T11:00:00Z'));
  expect(readDate('2026-01-31||+1M', now, { format: 'date' })).toBe(at('2026-02-28T00:00:00Z'));
  expect(readDate('2024-02-29||+1y', now, { format: 'date' })).toBe(at('2025-02-28T00:00:00Z'));
});
