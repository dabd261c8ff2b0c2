import type { Caller, Role } from '#lib/access/caller.ts';
import type { Log } from '#lib/log.ts';
import type { TryPorts, TryResult } from '#lib/predict/try-prediction.ts';
import type { KeepPorts, Prediction } from '#lib/runs/keep-run.ts';
import type { BatchMode, BatchState, RetriedOutcome, RowCounts, RowOutcome } from './batch.ts';

/** Times are epoch milliseconds. */
export type BatchFacts = {
  id: string;
  target_kind: 'connector' | 'model';
  target_id: string;
  target_name: string;
  mode: BatchMode;
  action_type: string | null;
  algorithm: string | null;
  /** JSON */
  mapping: string;
  /** JSON list of names. */
  columns: string;
  concurrency: number;
  total: number;
  user_id: string;
  user_name: string;
  role: Role;
  created_at: number;
};

export type NewBatch = BatchFacts & { idempotency_key: string | null; request_hash: string | null };

export type StoredBatch = NewBatch & {
  /** Orders the list. */
  n: number;
  state: BatchState;
  reason: string | null;
  finished_at: number | null;
};

/** How a row ended. */
export type RowEnd = {
  outcome: 'answered' | 'failed' | 'unknown';
  answer: string | null;
  failed_step: string | null;
  status: number | null;
  error_type: string | null;
  error_reason: string | null;
  finished_at: number;
  duration: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  total_tokens: number | null;
};

export type StoredBatchRow = Omit<RowEnd, 'outcome' | 'finished_at'> & {
  row: number;
  outcome: RowOutcome;
  /** JSON object. */
  cells: string | null;
  attempts: number;
  run_id: string | null;
  finished_at: number | null;
};

/** With what its run keeps of the answer. */
export type StoredAnswer = StoredBatchRow & { response: string | null; cut: string | null };

export type ClaimedRow = { row: number; cells: string | null };

export type BatchSums = {
  counts: RowCounts;
  /** Milliseconds of all rows that ended. */
  duration: number;
  ended: number;
  /** The model of the service that rows asked for, as the service calls it. */
  service_model: string | null;
} & Pick<RowEnd, 'input_tokens' | 'output_tokens' | 'total_tokens'>;

export type RowScan = {
  id: string;
  outcomes: readonly RowOutcome[];
  /** Rows beyond this one. */
  after: number;
  most: number;
};

export type BatchStore = {
  /** @param cells JSON objects, in order. @returns false when this user has a batch under that key */
  create(batch: NewBatch, cells: readonly string[]): Promise<boolean>;
  find(id: string): StoredBatch | undefined;
  findByKey(user_id: string, key: string): StoredBatch | undefined;
  /** Newest first. @param before the number of the last that is known */
  list(wish: { user_id: string | undefined; before: number | undefined; most: number }): StoredBatch[];
  sums(id: string): BatchSums;
  /** In their order. */
  rows(scan: RowScan): StoredBatchRow[];
  answers(scan: RowScan): StoredAnswer[];

  /** Takes the next row that waits, of a batch that runs: committed before anything is sent. */
  claim(id: string, run_id: string, at: number): Promise<ClaimedRow | undefined>;
  /** A row that was taken, but not sent. */
  giveBack(id: string, row: number): Promise<void>;
  /** @param cells what is kept of the values from now on; absent: they stay */
  endRow(id: string, row: number, run_id: string, end: RowEnd, cells?: string | null): Promise<void>;
  /** Rows in flight that nobody waits for any more: what their run says, else unknown. @param id absent: of all batches */
  loseRows(at: number, id?: string): Promise<void>;
  /** With nothing in flight: a batch that has no row to send is finished, one that was to stop leaves its rows. @returns its state */
  settle(id: string, at: number): Promise<BatchState | undefined>;
  stop(id: string, reason?: string): Promise<void>;
  /** @returns how many rows wait now */
  retry(id: string, outcomes: readonly RetriedOutcome[]): Promise<number>;
  /** Batches that are not done, oldest first. */
  open(): string[];

  /** Keys older than this may be used again. */
  forgetKeys(before: number): Promise<void>;
  /** Forgets what has ended before `before`, so much at a time. @returns how much is gone */
  forgetBatches(before: number): Promise<number>;
  forgetBatchBodies(before: number): Promise<number>;
};

/** What an answer of ours is made of; a failure that nobody foresaw is logged under the id. */
export type AnswerOf = (result: TryResult, id: string) => Prediction['answer'];

export type RunnerPorts = TryPorts &
  KeepPorts & {
    batches: BatchStore;
    /** The user as they now are, allowed no more than `role`; undefined when they may not sign in any more. */
    callerNow(user_id: string, role: Role): Caller | undefined;
    answerOf: AnswerOf;
    log: Pick<Log, 'error'>;
  };

export type BatchRunner = {
  /** Sends rows of this batch, if it is not at it already and has any. */
  wake(id: string): void;
  /** Puts right what the last process left behind, and goes on with what was not done. */
  start(): Promise<void>;
  /** Takes no more rows; those in flight have so many milliseconds, then they are given up. */
  stop(patience: number): Promise<void>;
};

export type BatchPorts = Pick<RunnerPorts, 'batches' | 'targets' | 'settings' | 'now' | 'newId'> & {
  batchRunner: BatchRunner;
  /** One way; for what must be compared, not kept. */
  digest(text: string): string;
  breathe(): Promise<unknown>;
};
