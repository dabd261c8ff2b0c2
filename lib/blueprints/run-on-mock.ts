import type { Caller } from '#lib/access/caller.ts';
import { isStudioError } from '#lib/errors.ts';
import { parseJson, readJson } from '#lib/json/read-json.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { renderOutput } from '#lib/predict/render-tensors.ts';
import { type TryPorts, type TryRequest, type TryResult, tryPrediction } from '#lib/predict/try-prediction.ts';
import type { Blueprint, BlueprintExample } from './blueprint.ts';

export type MockedCall = Pick<BlueprintExample, 'algorithm' | 'input' | 'recorded'>;

/** What `_predict` answered, or why it did not. */
export type MockedAnswer = { expected: BlueprintExample['expected'] } | { step: string | undefined; reason: string; failure: unknown };

/** A predict request for the connector of a blueprint. */
export function requestFor(
  { connector }: Pick<Blueprint, 'connector'>,
  { algorithm, input }: Pick<MockedCall, 'algorithm' | 'input'>,
): Pick<TryRequest, 'target' | 'action' | 'algorithm' | 'input' | 'body' | 'scenario'> {
  const text = JSON.stringify(input);
  const isPredicting = connector.actions.some(({ action_type }) => action_type.toUpperCase() === 'PREDICT');
  return {
    target: { draft: readJson(JSON.stringify(connector)) },
    action: isPredicting ? undefined : connector.actions[0]?.action_type,
    algorithm,
    input: readPredictInput(readJson(text), algorithm),
    body: parseJson(text),
    scenario: 'good',
  };
}

/** Runs the whole pipeline with a recorded answer in place of the service. Nothing is sent and no credential is opened. */
export async function runOnMock(
  caller: Caller,
  blueprint: Blueprint,
  call: MockedCall,
  signal: AbortSignal,
  ports: TryPorts,
): Promise<MockedAnswer> {
  const { algorithm, input, recorded } = call;
  try {
    const only = { title: 'The example', ...(algorithm && { algorithm }), input, recorded, expected: {} };
    const request: TryRequest = { ...requestFor(blueprint, call), mode: 'mock', blueprint: { ...blueprint, examples: [only] }, signal };
    return answerOf(await tryPrediction(caller, request, ports));
  } catch (failure) {
    return { step: undefined, reason: reasonOf(failure), failure };
  }
}

export function answerOf({ ending, failed_step }: TryResult): MockedAnswer {
  if (ending && 'results' in ending) {
    try {
      return { expected: JSON.parse(renderOutput(ending.results)) as BlueprintExample['expected'] }; // an answer of `_predict` is an object
    } catch (failure) {
      return { step: 'output', reason: reasonOf(failure), failure };
    }
  }
  const failure = ending?.failure;
  return { step: failed_step, reason: reasonOf(failure), failure };
}

/** A failure that nobody foresaw is a bug, and no verdict about the blueprint. */
function reasonOf(failure: unknown): string {
  if (!isStudioError(failure)) throw failure;
  return failure.message;
}
