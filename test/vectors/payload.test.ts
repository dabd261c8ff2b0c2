import { describe, test } from 'vitest';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { addPreProcessed, callParameters } from '#lib/predict/call-parameters.ts';
import { makePayload } from '#lib/predict/make-payload.ts';
import { makeRequest } from '#lib/predict/make-request.ts';
import { makeTarget, noCredential } from '#lib/predict/target.ts';
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
  const set = addPreProcessed(callParameters(savedParameters(connectorParameters), input), input.dataset.parameters);
  const payload = makePayload({ action_type: 'PREDICT', method: 'POST', url: '', request_body: requestBody }, set);
  assertNoPlaceholderLeft(payload, set.values);
  return payload;
}

type RequestParts = {
  method: string;
  url: string;
  payload: string | null;
  action: ConnectorAction['action_type'];
  trustedEndpoints: string[];
};

function buildRequest({ method, url, payload, action: action_type, trustedEndpoints }: RequestParts) {
  const connector = { protocol: 'http' as const, parameters: {}, created_time: 0, last_updated_time: 0 };
  return makeRequest({
    target: makeTarget({ connector_id: 'a', connector, credential: noCredential('a') }),
    action: { action_type, method, url },
    payload,
    parameters: savedParameters({}),
    trust: { trusted: trustedEndpoints, private_ip_enabled: false, trusted_private: [], restricted_ip: [] },
  });
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
  buildRequest,
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
