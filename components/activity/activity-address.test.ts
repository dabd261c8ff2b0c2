import { expect, test } from 'vitest';
import { readListState } from '#components/ui/list-state.ts';
import { isFiltered, isOpenEnded, placeOf, runDefaults, runFilter, timeSpan, withPlace } from './activity-address.ts';

const now = Date.parse('2026-05-03T12:00:00Z');
const day = 86_400_000;
const valuesOf = (text: string) => readListState(new URLSearchParams(text), runDefaults).filters;

test('an address that says nothing is the last 24 hours, unfiltered', () => {
  expect(runFilter('', valuesOf(''), now)).toEqual({ from: now - day });
  expect(isFiltered('', valuesOf('range=7d&cursor=1-2'))).toBe(false);
  expect(timeSpan(valuesOf('range=fortnight'), now)).toEqual({ from: now - day });
});

test('filters of the address are those of the server, lists and all', () => {
  const values = valuesOf('outcome=failed,cancelled&connector=c1&user=ana&status=5xx,429&range=7d');
  expect(runFilter('needle', values, now)).toEqual({
    q: 'needle',
    outcome: ['failed', 'cancelled'],
    connector_id: ['c1'],
    user: ['ana'],
    status: ['5xx', '429'],
    from: now - 7 * day,
  });
  expect(isFiltered('', values)).toBe(true);
});

test('two moments make a time that may be over; what is no moment is no end', () => {
  const past = valuesOf('range=custom&from=2026-05-01T10:00:00Z&to=2026-05-02T10:00:00Z');
  expect(timeSpan(past, now)).toEqual({ from: Date.parse('2026-05-01T10:00:00Z'), to: Date.parse('2026-05-02T10:00:00Z') });
  expect(isOpenEnded(past, now)).toBe(false);
  expect(timeSpan(valuesOf('range=custom&from=2026-05-01T10:00:00Z&to=soon'), now)).toEqual({ from: Date.parse('2026-05-01T10:00:00Z') });
  expect(isOpenEnded(valuesOf('range=custom&from=x'), now)).toBe(true);
  expect(isOpenEnded(valuesOf(''), now)).toBe(true);
});

test('a place in the list comes and goes with the other values left alone', () => {
  const values = valuesOf('outcome=failed');
  const older = withPlace(values, { cursor: '1-2' });
  expect(placeOf(older)).toEqual({ cursor: '1-2' });
  expect(placeOf(withPlace(older, { cursor: '3-4', dir: 'newer' }))).toEqual({ cursor: '3-4', dir: 'newer' });
  expect(withPlace(older)).toMatchObject({ outcome: ['failed'], cursor: [], way: [] });
  expect(placeOf(valuesOf('way=newer'))).toEqual({});
});
