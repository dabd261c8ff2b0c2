import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { StudioError } from '#lib/errors.ts';
import { serviceModelOf } from '#lib/predict/service-model.ts';
import { lastBucket, percentile } from './durations.ts';
import { minutesKept } from './forget-runs.ts';
import { everyDay, localDays } from './local-day.ts';
import { horizons, type RunPorts, type StoredMinute } from './ports.ts';
import type { RunCounts, RunStats } from './run.ts';
import { mayReadCalled } from './run-access.ts';

export type StatsWish = {
  from?: number | undefined;
  to?: number | undefined;
  connector_id?: string | undefined;
  /** Whose days are counted; UTC if not said. */
  time_zone?: string | undefined;
};

const minute = 60_000; // milliseconds
const hour = 60 * minute;
const day = 24 * hour;

const intervals = [minute, 5 * minute, 15 * minute, hour, 3 * hour, day];

/** Items of one answer, at most: more than a chart can show. */
const mostItems = 200;
const mostSpan = mostItems * day;

/** Connectors that are told of, those with the most calls first. */
const mostConnectors = 100;

/** Rows that are read at once. */
const atOnce = 500;

/**
 * Calls by outcome, how long answers took, and tokens, for each interval, each day and each connector that the caller may read: whoever may see a
 * connector sees how it does, not what was said (threats.md M-04, M-11).
 * @throws StudioError 404 for a connector that is not to be seen, 400 for a time zone that there is not
 */
export const runStats = operation('run.read', async (caller, wish: StatsWish, ports: RunPorts): Promise<RunStats> => {
  const { from, to, interval } = spanOf(wish, ports);
  const mayCount = memberOf(caller, ports);
  const dayOf = localDays(wish.time_zone ?? 'UTC');
  if (wish.connector_id !== undefined && !mayCount(wish.connector_id)) throw notFound(wish.connector_id);
  await ports.runs.flush();
  const items = new Map<number, Sum>();
  const days = new Map<string, Sum>();
  const connectors = new Map<string, Sum>();
  for await (const rows of minutesOf({ from, to: to - 1, connector_id: wish.connector_id }, ports)) {
    for (const row of rows) {
      if (!mayCount(row.connector_id)) continue;
      const durations = row.outcome === 'answered' ? Object.entries(JSON.parse(row.durations) as Record<string, number>) : []; // as we wrote it
      add(sumOf(items, row.minute - (row.minute % interval)), row, durations);
      add(sumOf(days, dayOf(row.minute)), row, []);
      add(sumOf(connectors, row.connector_id), row, durations);
    }
  }
  const total = emptySum();
  for (const sum of connectors.values()) addAll(total, sum);
  return {
    from,
    to,
    interval,
    items: everyInterval(from, to, interval).map((at) => ({ at, ...countsOf(items.get(at) ?? emptySum()) })),
    days: everyDay(dayOf, from, to).map((each) => ({ day: each, ...tallyOf(days.get(each) ?? emptySum()) })),
    connectors: [...connectors]
      .sort(([, one], [, other]) => callsOf(other) - callsOf(one))
      .slice(0, mostConnectors)
      .map(([id, sum]) => ({ connector_id: id || null, connector_name: nameOf(id, ports), ...modelOf(id, ports), ...countsOf(sum) })),
    total: countsOf(total),
  };
});

/** Whole intervals around the span that was asked for, as far as anything is kept. */
function spanOf({ from: wanted, to: until }: StatsWish, ports: RunPorts): { from: number; to: number; interval: number } {
  const now = ports.now();
  const to = Math.min(until ?? now, now);
  const from = Math.min(Math.max(wanted ?? to - day, horizons(ports).runs, to - mostSpan), to);
  const finest = from < now - minutesKept ? hour : minute;
  const interval = intervals.find((each) => each >= finest && (to - from) / each <= mostItems / 2) ?? day;
  return { from: from - (from % interval), to: to - (to % interval) + interval, interval };
}

const everyInterval = (from: number, to: number, interval: number) =>
  Array.from({ length: Math.round((to - from) / interval) }, (_, at) => from + at * interval);

async function* minutesOf(scan: { from: number; to: number; connector_id: string | undefined }, { runs, breathe }: RunPorts) {
  let after: StoredMinute | undefined;
  for (;;) {
    const rows = runs.minutes({ ...scan, after, most: atOnce });
    yield rows;
    if (rows.length < atOnce) return;
    after = rows.at(-1);
    await breathe();
  }
}

/** Each connector is judged once. Of what is gone, and of drafts, only an administrator sees the counts. */
function memberOf(caller: Caller, ports: RunPorts): (connector_id: string) => boolean {
  const known = new Map<string, boolean>();
  return (connector_id) => {
    let isOpen = known.get(connector_id);
    if (isOpen === undefined) {
      isOpen = isAdministrator(caller) || (connector_id !== '' && isReadable(caller, connector_id, ports));
      known.set(connector_id, isOpen);
    }
    return isOpen;
  };
}

/** A connector inside of a model is counted under the model's id. */
const isReadable = (caller: Caller, id: string, ports: RunPorts) =>
  mayReadCalled(caller, { connector_id: id, model_id: ports.targets.connector(id) ? null : id }, ports);

const nameOf = (id: string, { targets }: RunPorts) =>
  id === '' ? '' : (targets.connector(id)?.connector.name ?? targets.model(id)?.model.name ?? id);

/** The model that it asks for now, where no call says otherwise: prices are of that. */
function modelOf(id: string, { targets }: RunPorts): { service_model?: string } {
  const target = targets.connector(id) ?? targets.model(id)?.target;
  const service_model = target && serviceModelOf(target.connector, 'PREDICT');
  return service_model === undefined ? {} : { service_model };
}

const notFound = (id: string) =>
  new StudioError('resource_not_found_exception', 404, `Failed to find connector with the provided connector id: ${id}`);

type Sum = Pick<RunCounts, 'answered' | 'failed' | 'cancelled' | 'tokens'> & { /** By bucket. */ durations: number[] };

const emptySum = (): Sum => ({
  answered: 0,
  failed: 0,
  cancelled: 0,
  tokens: { input: 0, output: 0, total: 0 },
  durations: new Array<number>(lastBucket + 1).fill(0),
});

function sumOf<Key>(sums: Map<Key, Sum>, key: Key): Sum {
  let sum = sums.get(key);
  if (!sum) {
    sum = emptySum();
    sums.set(key, sum);
  }
  return sum;
}

function add(sum: Sum, row: StoredMinute, durations: readonly [string, number][]): void {
  sum[row.outcome] += row.count;
  sum.tokens.input += row.input_tokens;
  sum.tokens.output += row.output_tokens;
  sum.tokens.total += row.total_tokens;
  for (const [bucket, count] of durations) sum.durations[Number(bucket)] = (sum.durations[Number(bucket)] ?? 0) + count;
}

function addAll(sum: Sum, other: Sum): void {
  for (const outcome of ['answered', 'failed', 'cancelled'] as const) sum[outcome] += other[outcome];
  for (const kind of ['input', 'output', 'total'] as const) sum.tokens[kind] += other.tokens[kind];
  for (const [bucket, count] of other.durations.entries()) sum.durations[bucket] = (sum.durations[bucket] ?? 0) + count;
}

function countsOf({ durations, ...sum }: Sum): RunCounts {
  const histogram = new Map(durations.entries());
  return { ...sum, p50: percentile(histogram, 0.5), p95: percentile(histogram, 0.95), p99: percentile(histogram, 0.99) };
}

const tallyOf = ({ durations: _, ...tally }: Sum) => tally;

const callsOf = ({ answered, failed, cancelled }: Pick<RunCounts, 'answered' | 'failed' | 'cancelled'>) => answered + failed + cancelled;
