/** What the last prediction of a target came to. A call that its client gave up says nothing about the target. */
export type FinishedRun = {
  kind: 'connector' | 'model';
  target_id: string;
  outcome: 'answered' | 'failed';
  /** HTTP status that `_predict` answered with. */
  status: number;
  /** Milliseconds. */
  duration: number;
  /** Epoch milliseconds. */
  finished_at: number;
};

/** Keeps the last run of each target. Returns at once: it is written behind the calls. */
export type LastRuns = { note(run: FinishedRun): void };
