import type { FinishedRun, FinishedRuns } from '#lib/predict/finished-run.ts';
import type { Target } from '#lib/predict/target.ts';
import { bucketOf, type Histogram, lastBucket } from './durations.ts';

/** Rows that calls of `_predict` leave between two writes, at most; failures come first (architecture §10.6). */
const mostRows = 20;

export const minute = 60_000;

/** Calls of one minute that went to one target and ended in one way. */
export type MinuteCount = {
  /** Epoch milliseconds of its beginning. */
  minute: number;
  /** Empty for drafts. */
  connector_id: string;
  /** Empty for a connector without a model. */
  model_id: string;
  outcome: FinishedRun['outcome'];
  count: number;
  durations: Histogram;
  input_tokens: number;
  output_tokens: number;
  total_tokens: number;
};

/** What has to be written. */
export type Waiting = {
  /** The last of each target. */
  last: FinishedRun[];
  counts: MinuteCount[];
  rows: FinishedRun[];
};

export type RunRecorder = FinishedRuns & {
  /** What came together since it was taken last; undefined when nothing did. */ take(): Waiting | undefined;
};

type Tally = Pick<MinuteCount, 'count' | 'input_tokens' | 'output_tokens' | 'total_tokens'> & { buckets: number[] };
type Counted = Partial<Record<FinishedRun['outcome'], Tally>> & { last?: FinishedRun; isDraft: boolean };

/**
 * Counts every run, remembers the last of each target, and picks those that leave a row. Predictions wait for it, so it looks up one map and
 * adds up; a target is the same object from call to call until somebody changes it.
 */
export function makeRunRecorder(): RunRecorder {
  let now = 0;
  let counted = new Map<Target, Counted>();
  let past: { minute: number; counted: Map<Target, Counted> }[] = [];
  let failures: FinishedRun[] = [];
  let others: FinishedRun[] = [];

  return {
    note(run) {
      const at = run.finished_at - (run.finished_at % minute);
      if (at !== now) {
        if (counted.size > 0) past.push({ minute: now, counted });
        now = at;
        counted = new Map();
      }
      let entry = counted.get(run.target);
      if (!entry) {
        entry = { isDraft: run.via === 'draft' };
        counted.set(run.target, entry);
      }
      add(entry, run);
      if (run.via !== 'api') return;
      const rows = run.outcome === 'failed' ? failures : others;
      if (rows.length < mostRows) rows.push(run);
    },
    take() {
      const all = [...past, { minute: now, counted }];
      const waiting = {
        last: lastOf(all),
        counts: all.flatMap((each) => [...countsOf(each)]),
        rows: [...failures, ...others].slice(0, mostRows),
      };
      past = [];
      counted = new Map();
      failures = [];
      others = [];
      return waiting.counts.length > 0 ? waiting : undefined;
    },
  };
}

function add(entry: Counted, run: FinishedRun): void {
  let tally = entry[run.outcome];
  if (!tally) {
    tally = { count: 0, input_tokens: 0, output_tokens: 0, total_tokens: 0, buckets: new Array<number>(lastBucket + 1).fill(0) };
    entry[run.outcome] = tally;
  }
  tally.count += 1;
  const bucket = bucketOf(run.duration);
  tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1;
  if (run.usage) {
    const { input = 0, output = 0, total = input + output } = run.usage;
    tally.input_tokens += input;
    tally.output_tokens += output;
    tally.total_tokens += total;
  }
  if (run.outcome !== 'cancelled') entry.last = run;
}

type Counts = { minute: number; counted: ReadonlyMap<Target, Counted> };

function* countsOf({ minute, counted }: Counts): Generator<MinuteCount> {
  for (const [{ connector_id, model }, { isDraft, ...entry }] of counted) {
    for (const outcome of ['answered', 'failed', 'cancelled'] as const) {
      const tally = entry[outcome];
      if (!tally) continue;
      const { buckets, ...sums } = tally;
      const durations = new Map(buckets.flatMap((count, bucket) => (count > 0 ? [[bucket, count] as const] : [])));
      yield { minute, connector_id: isDraft ? '' : connector_id, model_id: model?.id ?? '', outcome, durations, ...sums };
    }
  }
}

/** A draft is no target that anybody looks up. */
function lastOf(all: readonly Counts[]): FinishedRun[] {
  const last = all.flatMap(({ counted }) => [...counted.values()].flatMap(({ last, isDraft }) => (last && !isDraft ? [last] : [])));
  return last.toSorted((one, other) => one.finished_at - other.finished_at);
}
