import { describe, expect, test } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { readClientConfig } from '#lib/connectors/read-connector.ts';
import { isStudioError, StudioError, statusError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { backoffDelay } from '#lib/predict/backoff.ts';
import { chunk } from '#lib/predict/chunk.ts';
import { isRetryable } from '#lib/predict/is-retryable.ts';
import { makeRequest } from '#lib/predict/make-request.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { runPrediction } from '#lib/predict/run-prediction.ts';
import { sendRequest } from '#lib/predict/send-request.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { aConfig, aConnector, aReply, aTarget, callPorts, recordingExecutor, signal, stillClock, trustAll } from '../predict/a-call.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';

type Failure = { type: string; status: number | null; message?: string };

function failureOf({ type, status, message = 'a failure' }: Failure): Error {
  if (type === 'RemoteConnectorThrottlingException') return new StudioError('remote_connector_throttling_exception', status ?? 0, message);
  return type === 'OpenSearchStatusException' ? statusError(status ?? 0, message) : new Error(message);
}

const request = (client_config: ReturnType<typeof aConfig>) => {
  const target = { ...aTarget(aConnector()), client_config };
  const [action] = target.connector.actions ?? [];
  if (!action) throw new Error('no action');
  return makeRequest({ target, action, payload: '{}', parameters: savedParameters({}), trust: trustAll });
};

async function retry({ outcomes, ...config }: Vector['given']) {
  const executor = recordingExecutor(outcomes.map((outcome: Failure & { ok?: true }) => (outcome.ok ? aReply() : failureOf(outcome))));
  const ports = callPorts(executor);
  try {
    await sendRequest(request(aConfig(config)), ports, { signal: signal(), action_name: 'PREDICT' });
    return { calls: executor.sent.length, result: 'success' };
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const suppressed = (thrown.suppressed ?? []).map(({ message }) => message);
    return { calls: executor.sent.length, result: 'failure', message: thrown.message, suppressed };
  }
}

function backoffDelays({ policy, ...config }: Vector['given'], retries: number) {
  const settings = aConfig({ ...config, retry_backoff_policy: policy });
  const ends = [() => 0, () => 1 - Number.EPSILON];
  return { ranges: Array.from({ length: retries }, (_, index) => ends.map((random) => backoffDelay(index, settings, random))) };
}

function chunks({ docs, connectorParameters, pre_process_function: pre }: Vector['given']) {
  const action = pre?.noAction ? undefined : { ...(pre && { pre_process_function: pre }) };
  return { calls: chunk(docs, { action, action_name: 'PREDICT', connector_parameters: connectorParameters }) };
}

/** Three calls of one document each, which end as the vector says. */
async function aggregate({ completions }: Vector['given']) {
  const sorted = [...completions].sort((one, other) => one.sequence - other.sequence);
  const replies = sorted.map(({ tensor, failure }) =>
    failure ? failureOf({ type: 'OpenSearchStatusException', ...failure }) : aReply({ body: JSON.stringify({ name: tensor }) }),
  );
  const executor = recordingExecutor(replies);
  const connector = aConnector({ request_body: '{"input": ${parameters.input}}' }, { parameters: { input_docs_processed_step_size: '1' } });
  const docs = sorted.map((_, index) => `doc ${index}`);
  const results = await runPrediction(
    {
      target: aTarget(connector),
      input: readPredictInput(readJson(JSON.stringify({ text_docs: docs })), 'text_embedding'),
      action_name: 'PREDICT',
      trust: trustAll,
      max_json_size: 0,
      signal: signal(),
    },
    callPorts(executor),
  );
  return { order: results.map(({ output }) => output[0]?.dataAsMap?.get('name')) };
}

const parsed = (json: unknown) => readClientConfig(readJson(JSON.stringify(json)));

const operations: Record<string, (given: Vector['given'], expected: Vector['expect']) => unknown> = {
  clientConfigDefaults: () => ({ config: defaultClientConfig }),
  // What is not stored is not printed either; ML Commons holds a null there.
  parseClientConfig: ({ json }) => ({ config: { keystore_type: null, ...parsed(json) } }),
  renderClientConfig: ({ config }) => ({ text: writeJson({ ...parsed(config) }) }),
  parseBackoffPolicy: ({ text }) => ({ policy: parsed({ retry_backoff_policy: text }).retry_backoff_policy.toUpperCase() }),
  retry,
  usesRetry: async ({ max_retry_times }) => {
    const { calls } = await retry({ max_retry_times, outcomes: [{ type: 'OpenSearchStatusException', status: 500 }, { ok: true }] });
    return { result: calls > 1 };
  },
  isRetryable: ({ failure }) => ({ result: isRetryable(failureOf(failure)) }),
  backoffDelays: (given, { ranges }) => backoffDelays(given, ranges.length),
  chunk: chunks,
  aggregate,
};

const types: Record<string, string> = {
  IllegalArgumentException: 'illegal_argument_exception',
  NumberFormatException: 'number_format_exception',
  OpenSearchStatusException: 'status_exception',
};

async function check({ op, given, expect: expected }: Vector): Promise<void> {
  const outcome = Promise.resolve().then(() => operations[op]?.(given, expected));
  if (!expected.error) {
    await expect(outcome).resolves.toMatchObject(expected);
    return;
  }
  const { type, message, match, status, suppressed } = expected.error;
  const thrown: unknown = await outcome.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  expect(thrown).toMatchObject({
    type: types[type],
    message: match === 'contains' ? expect.stringContaining(message) : message,
    ...(status && { status }),
  });
  if (suppressed) expect((thrown as StudioError).suppressed?.map((one) => one.message)).toEqual(suppressed);
}

const cases = vectors('client_config_retry');

test.skipIf(!hasSharedMaterial)('every vector has its operation', () => {
  expect(cases.filter(({ op }) => !(op in operations))).toEqual([]);
  expect(cases.length).toBeGreaterThan(40);
});

describe('vectors of client_config_retry', () => {
  for (const vector of cases) test(vector.id, () => check(vector));
});

test('L-03 a service that says when to come back is asked no earlier, and never after the time-out', async () => {
  const clock = stillClock();
  const slow = aReply({ status: 429, body: 'slow down', headers: { 'retry-after': '3' } });
  const config = aConfig({ max_retry_times: 2, retry_backoff_millis: 10, retry_timeout_seconds: 5 });
  const executor = recordingExecutor([slow, slow, aReply()]);
  const sending = sendRequest(request(config), callPorts(executor, clock), { signal: signal(), action_name: 'PREDICT' });
  await expect(sending).rejects.toMatchObject({ status: 429 });
  expect([executor.sent.length, clock.slept]).toEqual([2, [3000]]);
});

test('L-02 without retries in client_config a failing service is asked once', async () => {
  const executor = recordingExecutor([aReply({ status: 503, body: 'no' }), aReply()]);
  const sending = sendRequest(request(aConfig()), callPorts(executor), { signal: signal(), action_name: 'PREDICT' });
  await expect(sending).rejects.toMatchObject({ status: 503, message: 'Error from remote service: no' });
  expect(executor.sent).toHaveLength(1);
});

test('L-02 the time-out of retries ends even unlimited ones', async () => {
  const executor = recordingExecutor(Array.from({ length: 50 }, () => aReply({ status: 500, body: 'no' })));
  const config = aConfig({ max_retry_times: -1, retry_backoff_millis: 1000, retry_timeout_seconds: 10 });
  const sending = sendRequest(request(config), callPorts(executor), { signal: signal(), action_name: 'PREDICT' });
  await expect(sending).rejects.toMatchObject({ status: 500 });
  expect(executor.sent).toHaveLength(11);
});
