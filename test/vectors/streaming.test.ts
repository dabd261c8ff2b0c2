import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#lib/json/json.ts';
import type { FunctionName } from '#lib/models/function-name.ts';
import { assertStreamable, assertStreamingOn } from '#lib/predict/stream/assert-streamable.ts';
import { converseAnswer } from '#lib/predict/stream/converse-answer.ts';
import { guardrailConfig } from '#lib/predict/stream/converse-request.ts';
import { makeOpenAiReader } from '#lib/predict/stream/openai-events.ts';
import { streamInterface } from '#lib/predict/stream/stream-interface.ts';
import { closesStream, contentTensor, errorTensor, type StreamTensor, sseEvent } from '#lib/predict/stream/stream-tensor.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain, toPlain } from './plain-json.ts';

type Given = Vector['given'];

const piece = (tensor: StreamTensor) => ({
  tensor: { name: tensor.name, dataAsMap: toPlain(tensor.dataAsMap) },
  closesStream: closesStream(tensor),
});
const unmasked = () => ({ push: (text: string) => text, end: () => '' });

function streamChecks({ streamEnabled, modelFunction, remoteInferenceEnabled = true, path }: Given) {
  assertStreamingOn(streamEnabled);
  assertStreamable({
    algorithm: modelFunction as FunctionName,
    path: path ?? '/_plugins/_ml/models/test-model/_predict/stream',
    remote_inference: remoteInferenceEnabled,
  });
  return {};
}

function openAiEvents({ events }: { events: string[] }) {
  const reader = makeOpenAiReader(unmasked);
  return { emitted: events.flatMap((data) => reader.read({ name: '', data })).map(({ dataAsMap }) => toPlain(dataAsMap)) };
}

const operations: Operations = {
  streamChecks,
  contentTensor: ({ content, isLast }) => piece(contentTensor(content, isLast)),
  errorTensor: ({ message }) => piece(errorTensor(message)),
  sseEvent: ({ dataAsMap }) => ({ text: sseEvent(fromPlain(dataAsMap) as JsonObject) }),
  openAiEvents,
  bedrockFinal: ({ text, usage }) => ({ dataAsMap: toPlain(converseAnswer(text, { usage: fromPlain(usage) })) }),
  bedrockGuardrail: ({ guardrailConfig: given }) => ({ guardrailConfig: toPlain(guardrailConfig(fromPlain(given))) }),
  startStream: ({ protocol, parameters }) => streamInterface(protocol, new Map(Object.entries(parameters))),
};

const cases = vectors('streaming');

test.skipIf(!hasSharedMaterial)('every vector of streaming has its operation', () => {
  expect(cases.filter(({ op }) => !(op in operations))).toEqual([]);
  expect(cases.length).toBeGreaterThan(25);
});

describe.skipIf(!hasSharedMaterial)('vectors of streaming', () => {
  for (const vector of cases) test(vector.id, () => checkVector(vector, operations));
});
