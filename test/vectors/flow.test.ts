import { describe, expect, test } from 'vitest';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import type { OutgoingRequest } from '#lib/predict/ports.ts';
import { readPredictInput } from '#lib/predict/read-predict-input.ts';
import { renderOutput } from '#lib/predict/render-tensors.ts';
import { runPrediction } from '#lib/predict/run-prediction.ts';
import { fillHeaderCredentials } from '#lib/template/fill-headers.ts';
import { aConnector, aReply, aTarget, callPorts, recordingExecutor, signal } from '../predict/a-call.ts';
import { hasSharedMaterial, isDeliberate, type Vector, vectors } from '../shared-material.ts';

type Reply = { status: number; headers: Record<string, string>; body: string };

/** A request as the executor would put it on the wire. */
function onTheWire({ method, url, headers, body }: OutgoingRequest, credential: Record<string, string>) {
  const filled = fillHeaderCredentials(Object.fromEntries(headers), new Map(Object.entries(credential)));
  const length = body ? { 'Content-Length': String(body.length) } : {};
  return { method, url, headers: { ...filled, ...length }, body: new TextDecoder().decode(body ?? undefined) };
}

async function predict({ connector: given, request, remoteReplies }: Vector['given']) {
  const { actions, trustedEndpoints, credential, ...rest } = given;
  const executor = recordingExecutor(remoteReplies.map((reply: Reply) => aReply(reply)));
  const prediction = {
    target: aTarget(aConnector({}, { ...rest, actions: actions as ConnectorAction[] })),
    input: readPredictInput(readJson(request.bodyText), request.algorithm),
    action_name: 'PREDICT',
    trust: { trusted: trustedEndpoints, private_ip_enabled: false, trusted_private: [], restricted_ip: [] },
    max_json_size: 100_000_000,
    signal: signal(),
  };
  const outcome = await runPrediction(prediction, callPorts(executor)).then(
    (results) => ({ responseText: renderOutput(results) }),
    (thrown: unknown) => ({ thrown }),
  );
  return { remoteRequests: executor.sent.map((sent) => onTheWire(sent, credential)), ...outcome };
}

const types: Record<string, string> = {
  IllegalArgumentException: 'illegal_argument_exception',
  OpenSearchStatusException: 'status_exception',
};

async function check({ given, expect: expected }: Vector): Promise<void> {
  const { thrown, ...answer } = (await predict(given)) as { thrown?: unknown };
  if (!expected.error) {
    expect(answer).toEqual(expected);
    return;
  }
  if (!isStudioError(thrown)) throw thrown;
  const { type, message, match, status } = expected.error;
  expect([thrown.type, thrown.status]).toEqual([types[type], status]);
  if (match === 'exact') expect(thrown.message).toBe(message);
  else expect(thrown.message).toContain(message);
  expect(answer).toMatchObject({ remoteRequests: expected.remoteRequests });
}

test.skipIf(!hasSharedMaterial)('the vectors of flow are there', () => {
  expect(vectors('flow').length).toBeGreaterThan(10);
});

describe('vectors of flow', () => {
  for (const vector of vectors('flow')) {
    test(vector.id, () => (isDeliberate(vector.id) ? expect(check(vector)).rejects.toThrow() : check(vector)));
  }
});
