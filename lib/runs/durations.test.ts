import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketOf, lastBucket, percentile } from './durations.ts';

function histogramOf(durations: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const duration of durations) histogram.set(bucketOf(duration), (histogram.get(bucketOf(duration)) ?? 0) + 1);
  return histogram;
}

test('a percentile is told within a tenth of what sorting every duration gives', () => {
  const durations = fc.array(fc.double({ min: 1, max: 1_000_000, noNaN: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (all, share) => {
      const exact = all.toSorted((one, other) => one - other)[Math.ceil(share * all.length) - 1] ?? 0;
      const told = percentile(histogramOf(all), share) ?? 0;
      expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.1 + 0.1);
    }),
  );
});

test('whatever a clock says falls into a bucket', () => {
  expect([0, -1, 0.2, 1, 1.01, 2, 1e12].map(bucketOf)).toEqual([0, 0, 0, 0, 1, 8, lastBucket]);
});

test('nothing took no time at all', () => {
  expect(percentile(new Map(), 0.5)).toBeNull();
  expect(percentile(new Map([[3, 0]]), 0.5)).toBeNull();
});
