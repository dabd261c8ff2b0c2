import type { FinishedRun } from '#lib/predict/finished-run.ts';
import type { TargetReads } from '#lib/predict/target.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import type { RunMode, RunOutcome } from './run.ts';
import type { MinuteCount } from './run-recorder.ts';

/** What is known of a run for as long as it is kept. Times are epoch milliseconds. */
export type RunFacts = {
  id: string;
  via: 'studio' | 'api';
  mode: RunMode;
  connector_id: string | null;
  connector_name: string;
  model_id: string | null;
  model_name: string | null;
  is_draft: boolean;
  action: string;
  outcome: RunOutcome;
  failed_step: string | null;
  status: number | null;
  error_type: string | null;
  user_id: string;
  user_name: string;
  started_at: number;
  finished_at: number;
  /** Milliseconds. */
  duration: number;
  input_tokens: number | null;
  output_tokens: number | null;
  total_tokens: number | null;
  service_model: string | null;
};

/** JSON texts, kept for fewer days. */
export type RunBodies = {
  summary: string | null;
  draft: string | null;
  input: string | null;
  response: string | null;
  trace: string | null;
  /** JSON list of what is kept in part. */
  cut: string;
};

/** JSON texts that are kept with the facts. */
export type RunExtras = { request: string | null; trace: string | null };

export type NewRun = RunFacts & RunExtras & { bodies: RunBodies | undefined };

export type StoredRow = RunFacts & { n: number; summary: string | null; shared_at: number | null };
export type StoredRun = StoredRow & RunExtras & { bodies: RunBodies | undefined };

/** Where a row stands in the order of the list. */
export type Position = { at: number; n: number };

export type Scan = {
  /** Whose runs, with those that were shared by others; absent: all. */
  user_id?: string | undefined;
  connector_id?: string | undefined;
  from: number;
  to: number;
  dir: 'older' | 'newer';
  /** Rows beyond it; absent: from the end. */
  position: Position | undefined;
  most: number;
};

export type StoredMinute = Omit<MinuteCount, 'durations' | 'outcome'> & { outcome: FinishedRun['outcome'] /** JSON */; durations: string };

export type MinuteScan = { from: number; to: number; connector_id?: string | undefined; after: StoredMinute | undefined; most: number };

/** Rows come a few at a time, so that nobody waits for a long look. */
export type RunStore = {
  keep(run: NewRun): Promise<void>;
  find(id: string): StoredRun | undefined;
  /** In the order of `dir`. */
  scan(scan: Scan): StoredRow[];
  share(id: string, at: number): Promise<void>;
  /** In the order of time, then connector, model and outcome. */
  minutes(scan: MinuteScan): StoredMinute[];
  /** Forgets rows that ended before `before`, so many at a time. @returns how many are gone */
  forgetRuns(before: number): Promise<number>;
  forgetBodies(before: number): Promise<number>;
  forgetMinutes(before: number): Promise<number>;
  /** Makes hours of the minutes of the first hour before `before` that has any. @returns false when there was none */
  foldMinutes(before: number): Promise<boolean>;
  /** What is waiting to be written is written. */
  flush(): Promise<void>;
};

export type RunPorts = {
  runs: RunStore;
  targets: TargetReads;
  settings: { current(): EffectiveSettings };
  now(): number;
  /** Lets others take their turn. */
  breathe(): Promise<unknown>;
};

const day = 86_400_000; // milliseconds

/** Until when things are forgotten, by the settings of this moment. */
export function horizons({ settings, now }: Pick<RunPorts, 'settings' | 'now'>): { runs: number; bodies: number } {
  const current = settings.current();
  const at = now();
  return {
    runs: at - current.number('studio.history.keep_runs') * day,
    bodies: at - current.number('studio.history.keep_bodies') * day,
  };
}
