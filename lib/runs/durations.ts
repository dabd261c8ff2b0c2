/** How many durations fell into which bucket; a bucket that is not there holds none. */
export type Histogram = ReadonlyMap<number, number>;

/** Buckets to each doubling of a duration: neighbours are 9% apart, so a percentile is told within half of that. */
const perDoubling = 8;

/** Of 2^20 ms, above a quarter of an hour, and whatever takes longer. */
export const lastBucket = 20 * perDoubling;

/** @param duration milliseconds; bucket 0 is everything up to one */
export const bucketOf = (duration: number): number =>
  duration > 1 ? Math.min(lastBucket, Math.ceil(Math.log2(duration) * perDoubling)) : 0;

const upperEdge = (bucket: number) => 2 ** (bucket / perDoubling);
const lowerEdge = (bucket: number) => (bucket === 0 ? 0 : upperEdge(bucket - 1));

/**
 * @param share of the durations that took no longer, for example 0.95
 * @returns milliseconds; null where there are no durations
 */
export function percentile(histogram: Histogram, share: number): number | null {
  const buckets = [...histogram].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  let left = Math.max(1, Math.ceil(share * total));
  for (const [bucket, count] of buckets) {
    if (left <= count) {
      const [low, high] = [lowerEdge(bucket), upperEdge(bucket)];
      return rounded(low + ((high - low) * left) / count);
    }
    left -= count;
  }
  return null;
}

const rounded = (milliseconds: number) => (milliseconds < 10 ? Math.round(milliseconds * 10) / 10 : Math.round(milliseconds));
