import { expect, test } from 'vitest';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { askedOf, type ComparedTarget, sharedFields, targetJson } from './compared-target.ts';
import { emptyInput } from './playground-input.ts';
import { comparableAnswer } from './shown-answer.ts';

function aTarget(
  key: string,
  request_body: string,
  parameters: Record<string, string> = {},
  more: Partial<ConnectorAction> = {},
): ComparedTarget {
  const action = { action_type: 'PREDICT', method: 'POST', url: 'https://api.example.com/x', request_body, ...more } as ConnectorAction; // as: what previews read
  return { key, name: key, definition: { protocol: 'http', parameters, actions: [action] }, names: [key] };
}

test('a form for several targets has each field once; what one of them needs is needed', () => {
  const one = aTarget('connector=a', '{ "q": "${parameters.q}", "n": "${parameters.n:-3}" }');
  const two = aTarget('connector=b', '{ "q": "${parameters.q}", "n": ${parameters.n}, "m": "${parameters.m}" }', { m: 'x' });
  const { fields, others } = sharedFields([one, two], {});
  expect(fields.map(({ name, required, kind }) => [name, required, kind])).toEqual([
    ['q', true, 'text'],
    ['n', true, 'json'],
  ]);
  expect(others).toEqual(['m']);
});

test('each target is asked in its own way for the same input', () => {
  const chat = aTarget('model=m', '{ "q": "${parameters.q}" }');
  const embedding = aTarget(
    'connector=e',
    '{ "texts": ${parameters.texts} }',
    {},
    { pre_process_function: 'connector.pre_process.cohere.embedding' },
  );
  const typed = { ...emptyInput, typed: { q: 'hi' } };
  expect(askedOf(chat, typed).request).toEqual({
    target: '{"model_id":"m"}',
    action_type: 'PREDICT',
    algorithm: 'remote',
    body: '{ "parameters": { "q": "hi" } }',
  });
  const documents = { ...emptyInput, kind: 'text_docs' as const, docs: ['hi'] };
  expect(askedOf(embedding, documents).request).toMatchObject({ algorithm: 'text_embedding', body: '{"text_docs":["hi"]}' });
  expect(askedOf(embedding, documents).preview).toMatchObject({ request: { payload: { text: '{ "texts": ["hi"] }' } } });
  expect(targetJson('connector=a')).toBe('{"connector_id":"a"}');
});

test('answers are compared as words, or as JSON in which a vector is one line', () => {
  const prediction = { run_id: 'r', outcome: 'answered', status: 200, trace: { steps: [] } } as const;
  const answer = (output: object) => ({ ...prediction, trace: { steps: [] }, response: { inference_results: [{ output: [output] }] } });
  expect(comparableAnswer(answer({ dataAsMap: { response: 'Mostly fish.' } }))).toBe('Mostly fish.');
  expect(comparableAnswer(answer({ data: Array.from({ length: 100 }, () => 0.1) }))).toContain('"100 dims, norm 1.0000: 0.1, 0.1');
});
