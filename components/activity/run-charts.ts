import type { ChartSeries } from '#components/ui/chart-data.ts';
import type { RunStats } from '#lib/client/runs.ts';

/** What one chart shows, and the words for it. */
export type RunChart = {
  labels: string[];
  rowLabels: string[];
  series: ChartSeries[];
  summary: string;
};

const count = (value: number) => value.toLocaleString('en');
const milliseconds = (value: number | null) => (value === null ? '—' : `${value.toLocaleString('en')} ms`);
const callsOf = ({ answered, failed, cancelled }: Pick<RunStats['total'], 'answered' | 'failed' | 'cancelled'>) =>
  answered + failed + cancelled;

const day = 86_400_000; // milliseconds

/** How the moments of a time are written: by the clock within a day or two, else by the date. @param timeZone IANA name; undefined is the browser's */
function momentWriters({ from, to, interval }: RunStats, timeZone: string | undefined) {
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone });
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone });
  const isShort = to - from <= 2 * day;
  const whole = (at: number) => (interval >= day ? date.format(at) : `${date.format(at)} ${clock.format(at)}`);
  return { short: (at: number) => (isShort ? clock.format(at) : date.format(at)), whole };
}

/** Calls by how they ended, over time. */
export function outcomeChart(stats: RunStats, timeZone: string | undefined): RunChart {
  const { items, total } = stats;
  const { short, whole } = momentWriters(stats, timeZone);
  const most = items.reduce<RunStats['items'][number] | undefined>(
    (best, item) => (callsOf(item) > (best ? callsOf(best) : 0) ? item : best),
    undefined,
  );
  const parts = [`${count(total.answered)} answered`, `${count(total.failed)} failed`, `${count(total.cancelled)} cancelled`];
  return {
    labels: items.map(({ at }) => short(at)),
    rowLabels: items.map(({ at }) => whole(at)),
    series: [
      { label: 'Answered', color: '--studio-success', values: items.map(({ answered }) => answered) },
      { label: 'Failed', color: '--studio-danger', values: items.map(({ failed }) => failed) },
      { label: 'Cancelled', color: '--studio-control-border', values: items.map(({ cancelled }) => cancelled) },
    ],
    summary: `${parts.join(', ')}.${most ? ` Most at ${whole(most.at)}: ${count(callsOf(most))}.` : ''}`,
  };
}

/** Connectors that fit side by side; the table has all. */
const mostDrawn = 8;

/** How long answers took, for each connector. */
export function latencyChart({ connectors, total }: RunStats): RunChart & { drawn: number } {
  const timed = connectors.filter(({ p50 }) => p50 !== null);
  const names = timed.map(({ connector_name, connector_id }) => connector_name || connector_id || 'Drafts');
  const slowest = timed.reduce<(typeof timed)[number] | undefined>(
    (worst, one) => ((one.p95 ?? 0) > (worst?.p95 ?? 0) ? one : worst),
    undefined,
  );
  const all = `Half of the answers took up to ${milliseconds(total.p50)}, 95% up to ${milliseconds(total.p95)}, 99% up to ${milliseconds(total.p99)}.`;
  const worst = slowest && timed.length > 1 ? ` Slowest at 95%: ${slowest.connector_name || 'Drafts'}.` : '';
  return {
    labels: names.slice(0, mostDrawn),
    rowLabels: names,
    series: [
      { label: 'p50', color: '--studio-success', values: timed.map(({ p50 }) => p50) },
      { label: 'p95', color: '--studio-warning', values: timed.map(({ p95 }) => p95) },
      { label: 'p99', color: '--studio-accent', values: timed.map(({ p99 }) => p99) },
    ],
    summary: total.p50 === null ? 'Nothing was answered.' : all + worst,
    drawn: Math.min(timed.length, mostDrawn),
  };
}

/** Tokens that services counted, by the day. */
export function tokenChart({ days, total }: RunStats): RunChart {
  const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const labels = days.map((each) => date.format(Date.parse(each.day)));
  const other = days.map(({ tokens: { input, output, total: all } }) => Math.max(0, all - input - output));
  const hasOther = other.some((tokens) => tokens > 0);
  return {
    labels,
    rowLabels: labels,
    series: [
      { label: 'Input', color: '--studio-primary', values: days.map(({ tokens }) => tokens.input) },
      { label: 'Output', color: '--studio-accent', values: days.map(({ tokens }) => tokens.output) },
      ...(hasOther ? [{ label: 'Other', color: '--studio-control-border' as const, values: other }] : []),
    ],
    summary:
      total.tokens.total === 0
        ? 'No tokens were counted.'
        : `${count(total.tokens.total)} tokens: ${count(total.tokens.input)} in, ${count(total.tokens.output)} out.`,
  };
}
