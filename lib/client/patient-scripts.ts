import { isStudioError, StudioError, statusError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';
import { writeJson } from '#lib/json/write-json.ts';

/** What came of a script: its text, or its failure in parts that can be copied from one thread to another. */
export type ScriptOutcome = { text: string | null } | { failure: ScriptFailure };
type ScriptFailure = Pick<StudioError, 'type' | 'status' | 'message' | 'details'> & { cause?: ScriptFailure | undefined };

export type ScriptJob = { source: string /** JSON text. */; params: string };

/** Runs one script to its end where no page waits for it. */
export type RunElsewhere = (job: ScriptJob) => Promise<ScriptOutcome>;

const most = 50; // outcomes that are kept
const waiting = 'The script is still running.';

/** Whether a failure only says that its script has not come to an end, or cannot begin, yet. */
export const isStillRunning = (thrown: unknown): boolean =>
  isStudioError(thrown) && thrown.status === 503 && thrown.type === 'status_exception';

const ranOutOfTime = (thrown: unknown): boolean =>
  isStudioError(thrown) &&
  isStudioError(thrown.cause) &&
  thrown.cause.type === 'painless_error' &&
  thrown.cause.message.startsWith('The script ran for more than ');

/**
 * Scripts for pages that people type into. A script that is done in a moment runs at once; one that is not runs elsewhere, with all the
 * time that it has on the server, and what came of it is kept for the next who asks.
 * @param quick stops a script after a few milliseconds
 * @param onDone somebody may ask again now
 */
export function patientScripts(quick: RunScript, elsewhere: RunElsewhere, onDone: () => void): RunScript {
  const known = new Map<string, ScriptOutcome>();
  let [isBusy, next] = [false, undefined as ScriptJob | undefined];
  const keyOf = ({ source, params }: ScriptJob) => `${source}\n${params}`;

  const work = async (job: ScriptJob) => {
    isBusy = true;
    known.set(keyOf(job), await elsewhere(job));
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    isBusy = false;
    const following = next;
    next = undefined;
    if (following && !known.has(keyOf(following))) void work(following);
    onDone();
  };

  return (source, params) => {
    const job = known.size > 0 || isBusy ? { source, params: writeJson(params) } : undefined;
    const outcome = job && known.get(keyOf(job));
    if (outcome) return outcomeOf(outcome);
    try {
      return quick(source, params);
    } catch (thrown) {
      if (!ranOutOfTime(thrown)) throw thrown;
    }
    const slow = job ?? { source, params: writeJson(params) };
    if (isBusy)
      next = slow; // what was to run before it is out of date
    else void work(slow);
    throw statusError(503, waiting);
  };
}

function outcomeOf(outcome: ScriptOutcome): string | null {
  if ('failure' in outcome) throw errorOf(outcome.failure);
  return outcome.text;
}

/** Runs a script where it stands. */
export function outcomeHere(run: () => string | null): ScriptOutcome {
  try {
    return { text: run() };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { failure: failureOf(thrown) };
  }
}

const failureOf = ({ type, status, message, details, cause }: StudioError): ScriptFailure => ({
  type,
  status,
  message,
  details,
  cause: isStudioError(cause) ? failureOf(cause) : undefined,
});

const errorOf = ({ type, status, message, details, cause }: ScriptFailure): StudioError =>
  new StudioError(type, status, message, { ...(details && { details }), ...(cause && { cause: errorOf(cause) }) });
