import { expect, test } from 'vitest';
import type { Run } from '#lib/client/runs.ts';
import { reopened } from './kept-run.ts';
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
  input: { parameters: { q: 'hi', n: 3 } },
  response: { inference_results: [] },
  trace: null,
  cut: [],
} as unknown as Run; // as: what is read of it

test('a kept run comes back with what was typed, where it went and its answer, and its answer is not for an earlier input', () => {
  const { input, run, destination, scenario } = reopened(kept, definition);
  expect(input).toMatchObject({ kind: 'parameters', typed: { q: 'hi', n: '3' } });
  expect({ destination, scenario }).toEqual({ destination: 'mock', scenario: 'empty' });
  expect(run).toMatchObject({
    body: '{ "parameters": { "q": "hi", "n": 3 } }',
    duration_ms: 12,
    prediction: { run_id: 'r1', trace: { steps: [] } },
  });
});

test('a body that is not kept, or cut, leaves the form alone', () => {
  expect(reopened({ ...kept, input: null }, definition).input).toBeUndefined();
  expect(reopened({ ...kept, input: { parameters: {} }, cut: ['input'] }, definition).input).toBeUndefined();
});
