import { isStudioError, type StudioError } from '#lib/errors.ts';
import { showable } from './showable.ts';
import type { Steps } from './steps.ts';
import { type Step, type StepError, type StepName, stepNames, type Trace } from './trace.ts';

export type Tracer = Steps & {
  /** All steps in order, those too that never ran; of several calls those of the first that failed, else of the first. */
  trace(): Trace;
};

type Records = Map<StepName, Step>;

const blank = (name: StepName): Step => ({ name, status: 'not_reached', duration_ms: 0, input: null, output: null });

export function errorOf(thrown: unknown): StepError {
  if (!isStudioError(thrown)) return { type: 'exception', status: 500, reason: 'Internal error' };
  return { type: thrown.type, status: thrown.status, reason: reasonOf(thrown) };
}

/** Of a script: with the place and what went wrong there, which stand apart in the answer. */
function reasonOf({ type, message, cause, details }: StudioError): string {
  if (type !== 'script_exception' || !isStudioError(cause)) return message;
  const { line, column } = (details?.position ?? {}) as { line?: number; column?: number }; // as lib/painless writes it
  return `${message} at line ${line}, column ${column}: ${cause.message || cause.type}`;
}

/** @param elapsed milliseconds of a clock that never goes back */
export const makeTracer = (elapsed: () => number): Tracer => tracer(elapsed, new Map());

const isFailed = ({ status }: Step) => status === 'failed';

function tracer(elapsed: () => number, records: Records): Tracer {
  const calls: Tracer[] = [];
  const recordOf = (name: StepName): Step => {
    const known = records.get(name) ?? blank(name);
    records.set(name, known);
    return known;
  };

  function start(name: StepName, input: unknown) {
    const record = recordOf(name);
    if (record.status === 'not_reached') record.input = showable(input);
    const started = elapsed();
    return {
      done(output: unknown) {
        record.duration_ms += elapsed() - started;
        record.status = 'ok';
        record.output = showable(output);
      },
      failed(thrown: unknown) {
        record.duration_ms += elapsed() - started;
        record.status = 'failed';
        record.error = errorOf(thrown);
      },
    };
  }

  const note: Steps['note'] = (name, detail) => {
    const record = recordOf(name);
    record.detail = { ...(record.detail as object | undefined), ...(showable(detail) as object) }; // as: only this function writes it
  };
  const firstMissing = () => stepNames.find((name) => (records.get(name)?.status ?? 'not_reached') === 'not_reached') ?? 'output';

  return {
    isTraced: true,
    run(name, input, work, show) {
      const step = start(name, input);
      let result: ReturnType<typeof work>;
      try {
        result = work();
      } catch (thrown) {
        step.failed(thrown);
        throw thrown;
      }
      step.done(show ? show(result) : result);
      return result;
    },
    async runAsync(name, input, work, show) {
      const step = start(name, input);
      let result: Awaited<ReturnType<typeof work>>;
      try {
        result = await work();
      } catch (thrown) {
        step.failed(thrown);
        throw thrown;
      }
      step.done(show ? show(result) : result);
      return result;
    },
    skip(name, why) {
      recordOf(name).status = 'skipped';
      note(name, { why });
    },
    note,
    fork() {
      const call = tracer(elapsed, new Map([...records].map(([name, step]) => [name, { ...step }])));
      calls.push(call);
      return call;
    },
    fail(thrown) {
      const [first] = calls;
      if (first) {
        // The calls themselves went well: what came after them is shown at the first.
        if (!calls.some((call) => call.trace().steps.some(isFailed))) first.fail(thrown);
        return;
      }
      // A failure between two steps belongs to the first that was not reached.
      const record = [...records.values()].find(isFailed) ?? recordOf(firstMissing());
      record.status = 'failed';
      record.error = errorOf(thrown);
      const cause = isStudioError(thrown) && isStudioError(thrown.cause) ? errorOf(thrown.cause) : undefined;
      if (cause) note(record.name, { caused_by: { type: cause.type, reason: cause.reason } });
    },
    trace() {
      const all = calls.map((call) => call.trace().steps);
      const [first] = all;
      if (!first) return { steps: stepNames.map((name) => records.get(name) ?? blank(name)) };
      return { steps: all.find((steps) => steps.some(isFailed)) ?? first, calls: all };
    },
  };
}
