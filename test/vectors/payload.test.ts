import { describe, test } from 'vitest';
import { addPreProcessed, callParameters } from '#lib/predict/call-parameters.ts';
import { runProcessors } from '#lib/predict/processors/make-processors.ts';
import { toText } from '#lib/predict/processors/processor.ts';
import { assertNoPlaceholderLeft } from '#lib/template/assert-no-placeholder-left.ts';
import { buildPayload } from '#lib/template/build-payload.ts';
import { cleanPayload } from '#lib/template/clean-payload.ts';
import { fillNullDefaults } from '#lib/template/fill-null-defaults.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain } from './plain-json.ts';

type Texts = Record<string, string | null>;
const valuesOf = (parameters: Texts | null) => new Map(Object.entries(parameters ?? {}));

type Given = { requestBody: string | null; parameters: Texts | null; supportsStructuredOutput?: boolean };

function createPayload({ requestBody, parameters, supportsStructuredOutput }: Given) {
  const action = { request_body: requestBody ?? undefined, supports_structured_output: supportsStructuredOutput };
  return buildPayload(action, valuesOf(parameters));
}

type OneCall = { requestBody: string; connectorParameters: Record<string, string>; dataset: { parameters: Texts }; algoParams?: unknown };

/** What a call goes through between its parameters and its payload. */
function preparePayload({ requestBody, connectorParameters, dataset, algoParams }: OneCall): string | null {
  const json = algoParams === undefined ? undefined : fromPlain(algoParams);
  const input = {
    algorithm: 'REMOTE' as const,
    dataset: { type: 'remote' as const, parameters: valuesOf(dataset.parameters) },
    ...(json instanceof Map && { parameters: json }),
  };
  const { values, marks } = addPreProcessed(callParameters(savedParameters(connectorParameters), input), input.dataset.parameters);
  const payload = buildPayload({ request_body: requestBody }, values, marks);
  const processed = payload === null ? null : toText(runProcessors(values, 'input_processors', payload));
  assertNoPlaceholderLeft(processed, values);
  return processed;
}

const operations: Operations = {
  createPayload: (given) => ({ payload: createPayload(given) }),
  createAndValidatePayload: (given) => {
    const payload = createPayload(given);
    assertNoPlaceholderLeft(payload, valuesOf(given.parameters));
    return { payload };
  },
  preparePayload: (given) => ({ payload: preparePayload(given) }),
  fillNullParameters: ({ template, parameters }) => ({ text: fillNullDefaults(template, valuesOf(parameters)).template }),
  cleanPayload: ({ payload, parameters }) => ({ payload: cleanPayload(payload, valuesOf(parameters)) }),
};

/** A vector may name the document instead of the bytes, or both. */
function asExpected(run: (given: unknown) => unknown, expected: { payload?: unknown; payloadJson?: unknown }) {
  return (given: unknown) => {
    const { payload } = run(given) as { payload: string };
    return {
      ...('payload' in expected && { payload }),
      ...('payloadJson' in expected && { payloadJson: JSON.parse(payload) }),
    };
  };
}

describe.skipIf(!hasSharedMaterial)('vectors of payload', () => {
  for (const vector of vectors('payload')) {
    test(vector.id, () => {
      const run = operations[vector.op];
      if (!run || !('payloadJson' in vector.expect)) checkVector(vector, operations);
      else checkVector(vector, { [vector.op]: asExpected(run, vector.expect) });
    });
  }
});
