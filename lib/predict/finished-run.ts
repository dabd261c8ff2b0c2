import type { Caller } from '#lib/access/caller.ts';
import type { Target } from './target.ts';
import type { Usage } from './usage.ts';

/** How a prediction ended that was meant to reach the service. */
export type FinishedRun = {
  target: Target;
  caller: Pick<Caller, 'id' | 'username'>;
  /** Action type, or the name of an action. */
  action: string;
  /** Who asked for it: a client of `_predict`, or the studio itself, for something stored or for a draft. */
  via: 'api' | 'studio' | 'draft';
  /** A call that its client gave up says nothing about the target. */
  outcome: 'answered' | 'failed' | 'cancelled';
  /** HTTP status that `_predict` answered with. */
  status: number;
  error_type?: string;
  /** Milliseconds, with fractions. */
  duration: number;
  /** Epoch milliseconds. */
  finished_at: number;
  usage?: Usage;
};

/** Takes note of every run. Returns at once: what comes of it is written behind the calls. */
export type FinishedRuns = { note(run: FinishedRun): void };
