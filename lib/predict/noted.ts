import type { Caller } from '#lib/access/caller.ts';
import { isStudioError, statusError } from '#lib/errors.ts';
import type { FinishedRun } from './finished-run.ts';
import type { Asked, PredictPorts } from './predict.ts';
import type { TokenCounter } from './usage.ts';

/** Takes note of how a prediction of `_predict` ended. */
export async function noted<Result>(
  caller: Caller,
  asked: Omit<Asked, 'input'>,
  ports: NotePorts,
  work: () => Promise<Result>,
  tokens?: TokenCounter,
): Promise<Result> {
  const started = ports.clock.elapsed();
  try {
    const result = await work();
    note({ caller, asked, started, via: 'api' }, ports, tokens?.usage ? { ...answered, usage: tokens.usage } : answered);
    return result;
  } catch (thrown) {
    note({ caller, asked, started, via: 'api' }, ports, howItEnded(thrown, asked.signal));
    if (asked.signal.aborted) throw leftByClient(thrown);
    throw thrown;
  }
}

export const leftByClient = (cause: unknown) => statusError(499, 'The client closed the request', { cause });

type NotePorts = Pick<PredictPorts, 'clock' | 'finishedRuns'>;

type Begun = {
  caller: FinishedRun['caller'];
  asked: Pick<Asked, 'target' | 'action_name'>;
  /** By the clock that never goes back. */
  started: number;
  via: FinishedRun['via'];
};

type HowEnded = Pick<FinishedRun, 'outcome' | 'status' | 'error_type' | 'usage'>;

export const answered: HowEnded = { outcome: 'answered', status: 200 };

export function howItEnded(thrown: unknown, { aborted }: AbortSignal): HowEnded {
  if (aborted) return { outcome: 'cancelled', status: 499 };
  const { status, type: error_type } = isStudioError(thrown) ? thrown : ({ status: 500, type: 'exception' } as const);
  return { outcome: 'failed', status, error_type };
}

export function note({ caller, asked, started, via }: Begun, { clock, finishedRuns }: NotePorts, how: HowEnded): void {
  const duration = clock.elapsed() - started;
  finishedRuns.note({ target: asked.target, caller, action: asked.action_name, via, ...how, duration, finished_at: clock.now() });
}
