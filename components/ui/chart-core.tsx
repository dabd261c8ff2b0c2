'use client';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import css from './chart.module.css';
import type { ChartProps, ChartSeries } from './chart-data.ts';
import { barPositions, stackedOn } from './chart-data.ts';

/** What a chart is drawn with; a canvas takes no variables, so they are read where it stands. */
type Ink = { text: string; grid: string; font: string; of: (variable: string) => string };

function inkOf(element: HTMLElement): Ink {
  const style = getComputedStyle(element);
  const of = (variable: string) => style.getPropertyValue(variable).trim();
  return { text: of('--studio-subdued'), grid: of('--studio-hairline'), font: `12px ${style.fontFamily}`, of };
}

/** Bars side by side or on each other, drawn by uPlot. What it shows stands beside it in words and in a table. */
export default function ChartCore({ series, labels, isStacked = false, format, height, onPoint }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light'); // drawn again in the other theme's colours
  const report = useRef(onPoint);
  report.current = onPoint;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the style of the page
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const ink = inkOf(element);
    const { data, splits } = isStacked ? stackedOn(series, labels.length) : barPositions(series, labels.length);
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
        padding: [8, 8, 0, 0],
        scales: {
          x: { time: false, range: () => [-0.5, data[0].length - 0.5] },
          y: { range: (_chart, _low, high) => [0, high > 0 ? high * 1.05 : 1] },
        },
        axes: [xAxis(labels, splits, ink), yAxis(format, ink)],
        series: [{}, ...(isStacked ? series.toReversed() : series).map((one) => bars(one, ink))],
        hooks: { setCursor: [({ cursor: { idx } }) => report.current?.(idx == null ? undefined : labelAt(splits, idx))] },
      },
      data,
      element,
    );
    const watcher = new ResizeObserver(() => element.clientWidth > 0 && chart.setSize({ width: element.clientWidth, height }));
    watcher.observe(element);
    return () => {
      watcher.disconnect();
      chart.destroy();
    };
  }, [series, labels, isStacked, format, height, scheme]);
  return <div ref={place} className={css.chart} aria-hidden />;
}

/** The label that a position belongs to: the nearest. */
function labelAt(splits: readonly number[], position: number): number {
  let nearest = 0;
  for (const [at, split] of splits.entries()) {
    if (Math.abs(split - position) < Math.abs((splits[nearest] ?? 0) - position)) nearest = at;
  }
  return nearest;
}

const bars = ({ color }: ChartSeries, ink: Ink): uPlot.Series => ({
  fill: ink.of(color),
  stroke: ink.of(color),
  width: 0,
  points: { show: false },
  ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.8, 28], radius: 0.1 }) }),
});

/** About so many pixels belong to a label. */
const labelRoom = 76;

function xAxis(labels: readonly string[], splits: number[], { text, font, grid }: Ink): uPlot.Axis {
  return {
    stroke: text,
    font,
    size: 28,
    gap: 6,
    grid: { show: false },
    ticks: { stroke: grid, width: 1, size: 4 },
    splits: (chart) => {
      const step = Math.max(1, Math.ceil(labels.length / Math.max(1, Math.floor(chart.width / labelRoom))));
      return splits.filter((_, at) => at % step === 0);
    },
    values: (chart, shown) => {
      const room = Math.max(4, Math.floor(chart.width / Math.max(1, shown.length) / 7)); // characters
      return shown.map((split) => shortened(labels[splits.indexOf(split)] ?? '', room));
    },
  };
}

const shortened = (label: string, room: number) => (label.length > room ? `${label.slice(0, room - 1)}…` : label);

const yAxis = (format: (value: number) => string, { text, font, grid }: Ink): uPlot.Axis => ({
  stroke: text,
  font,
  size: (_chart, shown) => 14 + 7 * Math.max(2, ...(shown ?? []).map((value) => value.length)),
  gap: 6,
  grid: { stroke: grid, width: 1 },
  ticks: { show: false },
  values: (_chart, shown) => shown.map(format),
});
