import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { chunk } from './chunk.ts';
import type { PredictInput } from './predict-input.ts';
import { type CallContext, type CallPorts, type PreparedCall, prepareCall, sendCall } from './run-call.ts';
import { withSuppressed } from './send-request.ts';
import { type Steps, untracedSteps } from './steps.ts';
import type { Tensors } from './tensor.ts';

export type Prediction = Omit<CallContext, 'action'> & { input: PredictInput };

export type RunOptions = {
  steps?: Steps;
  /** Looks at a call that is ready; what it throws ends the prediction before anything is sent. */
  inspect?: (call: PreparedCall, steps: Steps) => Promise<void>;
  /** Stops before *send*. */
  isDry?: boolean;
};

/**
 * Runs a prediction: action → for each call of the input: parameters → pre_process → payload → validate → limits → request → send →
 * parse → filter → post_process → output. An input of several documents may become several calls; all of them are made ready before
 * the first is sent, and all are waited for even when one fails.
 * @returns what each call gave, in order; nothing after a dry run
 * @throws StudioError the failure of the first call that failed
 */
export async function runPrediction(prediction: Prediction, ports: CallPorts, options: RunOptions = {}): Promise<Tensors[]> {
  const { steps = untracedSteps, inspect, isDry = false } = options;
  const { action, inputs } = watchedNow(steps, () => chooseCalls(prediction, steps));
  const context: CallContext = { ...prediction, action };
  const calls = inputs.map((input) => ({ input, steps: inputs.length === 1 ? steps : steps.fork() }));
  const ready: { call: PreparedCall; steps: Steps }[] = [];
  for (const { input, steps: own } of calls) {
    const call = await watched(own, async () => {
      const prepared = await prepareCall(input, context, ports, own);
      if (inspect) await inspect(prepared, own);
      return prepared;
    });
    ready.push({ call, steps: own });
  }
  if (isDry) return [];
  const [first] = ready;
  if (ready.length === 1 && first) return [await watched(first.steps, () => sendCall(first.call, context, ports, first.steps))];
  return allOrFirstFailure(ready.map(({ call, steps: own }) => watched(own, () => sendCall(call, context, ports, own))));
}

function watchedNow<Result>(steps: Steps, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    steps.fail(thrown);
    throw thrown;
  }
}

async function watched<Result>(steps: Steps, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    steps.fail(thrown);
    throw thrown;
  }
}

/** The action, and the input cut into the calls that it takes (predict.md §4). */
export function chooseCalls({ target, input, action_name }: Prediction, steps: Steps): { action: ConnectorAction; inputs: PredictInput[] } {
  const { connector } = target;
  const found = steps.run(
    'action',
    action_name,
    () => {
      const action = findAction(connector.actions, action_name);
      const inputs = splitInput(input, { action, action_name, connector_parameters: connector.parameters });
      if (!action) throw illegalArgument(`no ${action_name} action found`);
      return { action, inputs };
    },
    ({ action }) => action,
  );
  if (found.inputs.length > 1) steps.note('action', { calls: found.inputs.length });
  return found;
}

/** Every part is a fresh input of embeddings, whatever was asked for. */
function splitInput(input: PredictInput, options: Parameters<typeof chunk>[1]): PredictInput[] {
  const { dataset, parameters } = input;
  if (dataset.type !== 'text_docs') return [input];
  const part = (docs: typeof dataset.docs): PredictInput => ({
    algorithm: 'TEXT_EMBEDDING',
    ...(parameters && { parameters }),
    dataset: { type: 'text_docs', docs },
  });
  return chunk(dataset.docs, options).map(part);
}

async function allOrFirstFailure(calls: Promise<Tensors>[]): Promise<Tensors[]> {
  const outcomes = await Promise.allSettled(calls);
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
  if (failures.length > 0) throw withSuppressed(failures[0], failures.slice(1).filter(isStudioError));
  return outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);
}
