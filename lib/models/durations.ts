export type DurationSummary = { count: number; max: number; min: number; average: number; p50: number; p90: number; p99: number };

/** The latest durations of one thing. */
export type Durations = {
  /** @param most how many are kept from now on; with 0 none is */
  add(milliseconds: number, most: number): void;
  clear(): void;
  /** @returns undefined while there is none */
  summary(): DurationSummary | undefined;
};

export function durations(): Durations {
  let values: number[] = [];
  let first = 0; // what comes before has been dropped and waits to be cut off
  return {
    add(milliseconds, most) {
      values.push(milliseconds);
      first = Math.max(first, values.length - most);
      if (first <= most) return;
      values = values.slice(first);
      first = 0;
    },
    clear() {
      values = [];
      first = 0;
    },
    summary: () => summary(values.slice(first)),
  };
}

function summary(values: number[]): DurationSummary | undefined {
  const sorted = values.sort((one, other) => one - other);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) return undefined;
  const average = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  return { count: sorted.length, max, min, average, p50: percentile(sorted, 50), p90: percentile(sorted, 90), p99: percentile(sorted, 99) };
}

/** Between two values it lies on the line from one to the other. */
function percentile(sorted: readonly number[], percent: number): number {
  const place = ((sorted.length - 1) * percent) / 100;
  const [below = 0, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return below + (above - below) * (place - Math.floor(place));
}
