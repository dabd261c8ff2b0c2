import { expect, test } from 'vitest';
import type { RunStats } from '#lib/client/runs.ts';
import { latencyChart, outcomeChart, tokenChart } from './run-charts.ts';

const tokens = (input: number, output: number, total = input + output) => ({ input, output, total });
const counts = (answered: number, failed = 0, cancelled = 0, p50: number | null = null) => ({
  answered,
  failed,
  cancelled,
  p50,
  p95: p50 && p50 * 2,
  p99: p50 && p50 * 3,
  tokens: tokens(0, 0),
});
const hour = 3_600_000;
const start = Date.parse('2026-05-03T10:00:00Z');

const stats: RunStats = {
  from: start,
  to: start + 3 * hour,
  interval: hour,
  items: [
    { at: start, ...counts(2, 1, 0, 100) },
    { at: start + hour, ...counts(5, 0, 1, 120) },
    { at: start + 2 * hour, ...counts(0) },
  ],
  days: [
    { day: '2026-05-02', answered: 0, failed: 0, cancelled: 0, tokens: tokens(0, 0) },
    { day: '2026-05-03', answered: 7, failed: 1, cancelled: 1, tokens: tokens(20, 10, 31) },
  ],
  connectors: [
    { connector_id: 'a', connector_name: 'Chat', ...counts(6, 1, 1, 110) },
    { connector_id: null, connector_name: '', ...counts(1, 0, 0, 900) },
    { connector_id: 'b', connector_name: 'Silent', ...counts(0, 3) },
  ],
  total: { ...counts(7, 1, 1, 110), tokens: tokens(20, 10, 31) },
};

test('outcomes are told by the clock of the account, with the busiest moment in words', () => {
  const { labels, rowLabels, series, summary } = outcomeChart(stats, 'Europe/Rome');
  expect(labels).toEqual(['12:00', '13:00', '14:00']);
  expect(rowLabels[1]).toBe('3 May 13:00');
  expect(series.map(({ label, values }) => [label, values])).toEqual([
    ['Answered', [2, 5, 0]],
    ['Failed', [1, 0, 0]],
    ['Cancelled', [0, 1, 0]],
  ]);
  expect(summary).toBe('7 answered, 1 failed, 1 cancelled. Most at 3 May 13:00: 6.');
});

test('latency is told of whatever answered, drafts as such', () => {
  const { rowLabels, series, summary, drawn } = latencyChart(stats);
  expect(rowLabels).toEqual(['Chat', 'Drafts']);
  expect(drawn).toBe(2);
  expect(series.map(({ values }) => values)).toEqual([
    [110, 900],
    [220, 1800],
    [330, 2700],
  ]);
  expect(summary).toBe('Half of the answers took up to 110 ms, 95% up to 220 ms, 99% up to 330 ms. Slowest at 95%: Drafts.');
});

test('tokens are told by the day; what is neither in nor out has a part of its own', () => {
  const { labels, series, summary } = tokenChart(stats);
  expect(labels).toEqual(['2 May', '3 May']);
  expect(series.map(({ label, values }) => [label, values])).toEqual([
    ['Input', [0, 20]],
    ['Output', [0, 10]],
    ['Other', [0, 1]],
  ]);
  expect(summary).toBe('31 tokens: 20 in, 10 out.');
});

test('where nothing happened the sentences say so', () => {
  const empty: RunStats = { ...stats, items: [], days: [], connectors: [], total: counts(0) };
  expect([outcomeChart(empty, 'UTC').summary, latencyChart(empty).summary, tokenChart(empty).summary]).toEqual([
    '0 answered, 0 failed, 0 cancelled.',
    'Nothing was answered.',
    'No tokens were counted.',
  ]);
});
