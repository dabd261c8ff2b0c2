import { describe, test } from 'vitest';
import { makeRunScript } from '#lib/functions/script.ts';
import { handleResponse, transportError } from '#lib/predict/handle-response.ts';
import { parseResponse } from '#lib/predict/parse-response.ts';
import { type OutputContext, processOutput } from '#lib/predict/process-output.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain } from './plain-json.ts';
import { toPlainTensor } from './plain-tensors.ts';

type Given = Vector['given'];

function contextOf(given: Given): OutputContext {
  const hasAction = given.action !== null && given.actions !== null;
  const post = given.postProcessFunction;
  return {
    action: hasAction ? { ...(post && { post_process_function: post }) } : undefined,
    action_name: given.actionName ?? (typeof given.action === 'string' ? given.action : 'PREDICT'),
    parameters: new Map(Object.entries(given.parameters ?? {})),
    runScript: 'scriptReturns' in given ? () => given.scriptReturns : makeRunScript(() => 0),
    ...('outputGuardrailAccepts' in given && { guardrail_accepts: given.outputGuardrailAccepts }),
  };
}

const headersOf = (headers: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(headers).map(([name, values]) => [name.toLowerCase(), values.join(', ')]));

const operations: Operations = {
  parseResponse: ({ response, modelTensorJson }) => ({ tensors: parseResponse(fromPlain(response), modelTensorJson).map(toPlainTensor) }),
  processOutput: (given) => ({ tensors: processOutput(given.body, contextOf(given)).map(toPlainTensor) }),
  handleResponse: (given) => {
    const { output, status_code } = handleResponse({ ...given, headers: headersOf(given.headers) }, contextOf(given));
    return { tensors: output.map(toPlainTensor), status_code };
  },
  transportError: ({ message, status }) => {
    throw transportError(message, status);
  },
};

describe.skipIf(!hasSharedMaterial)('vectors of response', () => {
  for (const vector of vectors('response')) test(vector.id, () => checkVector(vector, operations));
});
