import { isStudioError } from '#lib/errors.ts';
import type { CountedRun, RunCounts } from '#lib/models/run-counts.ts';
import type { Target } from './target.ts';

/** Questions about a job of the remote service are no predictions. */
const aboutJobs: readonly string[] = ['BATCH_PREDICT_STATUS', 'CANCEL_BATCH_PREDICT'];

/** @returns undefined where nothing is counted: for a connector without a model, and where nothing leaves */
export function startCounting(
  counts: RunCounts,
  { model }: Target,
  action_name: string,
  isRehearsal: boolean | undefined,
): CountedRun | undefined {
  if (!model || isRehearsal || aboutJobs.includes(action_name)) return undefined;
  return counts.start(action_name === 'BATCH_PREDICT' ? 'batch_predict' : 'predict', model.id);
}

/** A breaker that is open says when to try again. */
const isRefused = (thrown: unknown) => isStudioError(thrown) && thrown.status === 503 && thrown.headers !== undefined;

export const howItFailed = (thrown: unknown, { aborted }: AbortSignal): Parameters<CountedRun['end']>[0] =>
  aborted ? 'left' : isRefused(thrown) ? 'refused' : 'failed';
