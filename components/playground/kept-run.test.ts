import { expect, test } from 'vitest';
import { parseJson } from '#lib/json/read-json.ts';
import { definitionOfDraft, isKeptWhole, type KeptRun, reopened } from './kept-run.ts';
import type { Definition } from './playground-input.ts';

const definition = {
  protocol: 'http',
  parameters: {},
  actions: [
    {
      action_type: 'PREDICT',
      method: 'POST',
      url: 'https://api.example.com',
      request_body: '{ "q": "${parameters.q}", "n": ${parameters.n} }',
    },
  ],
} as unknown as Definition; // as: what a form reads of it

const kept = {
  run_id: 'r1',
  mode: 'mock',
  scenario: 'empty',
  action: 'PREDICT',
  outcome: 'answered',
  status: 200,
  duration_ms: 12,
  stream: false,
  bodies: 'kept',
  spelled: { input: parseJson('{ "parameters": { "q": "hi", "n": 1.0 } }') },
  response: { inference_results: [] },
  trace: null,
  cut: [],
} as unknown as KeptRun; // as: what is read of it

test('a kept run comes back with what was typed, where it went and its answer, and its answer is not for an earlier input', () => {
  const { input, run, destination, scenario } = reopened(kept, definition);
  expect(input).toMatchObject({ kind: 'parameters', typed: { q: 'hi', n: '1.0' } });
  expect({ destination, scenario }).toEqual({ destination: 'mock', scenario: 'empty' });
  expect(run).toMatchObject({
    body: '{ "parameters": { "q": "hi", "n": 1.0 } }',
    duration_ms: 12,
    prediction: { run_id: 'r1', trace: { steps: [] } },
  });
});

test('a body that is not kept, or cut, leaves the form alone, and cannot be sent again', () => {
  const lost = { ...kept, spelled: { input: null } };
  expect(reopened(lost, definition).input).toBeUndefined();
  expect(reopened({ ...kept, cut: ['input'] }, definition).input).toBeUndefined();
  expect([kept, lost].map(isKeptWhole)).toEqual([true, false]);
});

test('what no form shows comes back as JSON, as it was spelled', () => {
  const input = parseJson('{"parameters":{"q":"hi"},"dlq":{"bucket":"b","n":10.00}}');
  const { input: typed } = reopened({ ...kept, spelled: { input } }, definition);
  expect(typed?.kind).toBe('json');
  expect(typed?.json).toContain('"n": 10.00');
});

test('a draft is read as the server reads it: types in any case, parameters as texts', () => {
  const draft =
    '{"connector_id":"c","protocol":"http","parameters":{"n":1.0},"actions":[{"action_type":"predict","method":"POST","url":"https://x.example"}]}';
  expect(definitionOfDraft(draft)).toMatchObject({
    protocol: 'http',
    parameters: { n: '1.0' },
    actions: [{ action_type: 'PREDICT', url: 'https://x.example' }],
  });
});
