export type ChartSeries = {
  label: string;
  /** One for each label of the chart; null is drawn as nothing. */
  values: readonly (number | null)[];
  /** A variable of the theme: `--studio-success`. */
  color: `--studio-${string}`;
};

export type ChartProps = {
  /** Keep their identity, else the chart is drawn again. */
  series: readonly ChartSeries[];
  labels: readonly string[];
  /** On each other, the first at the bottom; else side by side. */
  isStacked?: boolean;
  /** Numbers at the axis. */
  format: (value: number) => string;
  height: number;
  /** Hears which label the pointer is at. */
  onPoint?: (label: number | undefined) => void;
};

/** What is drawn: positions, and for each series its heights. `splits` are the positions of the labels. */
export type Drawn = { data: [number[], ...(number | null)[][]]; splits: number[] };

/** Heights on each other; the highest is drawn first, so that the ones below cover it. */
export function stackedOn(series: readonly ChartSeries[], count: number): Drawn {
  const positions = Array.from({ length: count }, (_, at) => at);
  const sums = new Array<number>(count).fill(0);
  const rows = series.map(({ values }) =>
    positions.map((at) => {
      const value = values[at] ?? 0;
      sums[at] = (sums[at] ?? 0) + value;
      return value > 0 ? (sums[at] ?? 0) : null;
    }),
  );
  return { data: [positions, ...rows.toReversed()], splits: positions };
}

/** Heights side by side, with a gap of one bar between the groups. */
export function barPositions(series: readonly ChartSeries[], count: number): Drawn {
  const step = series.length + 1;
  const positions = Array.from({ length: Math.max(0, count * step - 1) }, (_, at) => at);
  const rows = series.map(({ values }, own) => positions.map((at) => (at % step === own ? (values[Math.floor(at / step)] ?? null) : null)));
  const splits = Array.from({ length: count }, (_, at) => at * step + (series.length - 1) / 2);
  return { data: [positions, ...rows], splits };
}
