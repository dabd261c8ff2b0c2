import { expect, test } from 'vitest';
import { answerQuestions } from '#lib/blueprints/answer-questions.ts';
import { gallery } from '#lib/blueprints/gallery.ts';
import { loadScripts } from '#lib/client/run-script.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { draftOf } from './connector-draft.ts';
import { knownAddress, previewOf, sampleFor, sampleOfExample } from './draft-preview.ts';
import { parameterUse, storedForm, unknownNames } from './parameter-facts.ts';

const body = (text: string) => parseJson(text) as JsonObject;
const draft = draftOf(
  body(
    '{"parameters":{"endpoint":"a.example","model":"m","old":"x","prompt":"About ${parameters.topic}"},"actions":[{"action_type":"PREDICT","method":"POST","url":"https://${parameters.endpoint}/v1","headers":{"X":"${credential.k}"},"request_body":"{ \\"m\\": \\"${parameters.model}\\", \\"n\\": \\"${parameters.model}\\", \\"p\\": \\"${parameters.prompt}\\", \\"s\\": ${parameters.size:-1} }"},{"action_type":"PREDICT","method":"GET","url":"https://b.example"}]}',
  ),
);
const [first, second] = draft.actions;
if (!first || !second) throw new Error('two actions above');

test('every blueprint previews its examples without a problem', async () => {
  await loadScripts();
  for (const blueprint of gallery) {
    const made = draftOf(body(JSON.stringify(answerQuestions(blueprint, {}))));
    const [action] = made.actions;
    for (const example of blueprint.examples) {
      const preview = action && previewOf(made, action, sampleOfExample(example));
      expect(preview, blueprint.id).toHaveProperty('request');
      if (preview && 'request' in preview) expect(preview.request.payload.problem, blueprint.id).toBeUndefined();
    }
  }
});

test('a made-up sample fills what the action needs', () => {
  for (const blueprint of gallery) {
    const made = draftOf(body(JSON.stringify(answerQuestions(blueprint, {}))));
    const [action] = made.actions;
    if (!action) throw new Error(blueprint.id);
    const preview = previewOf(made, action, sampleFor(made, action));
    expect('request' in preview && preview.request.payload.spans.filter(({ origin }) => origin === 'missing'), blueprint.id).toEqual([]);
  }
});

test('the second action of a type previews itself, not the first', () => {
  const preview = previewOf(draft, second, { algorithm: 'remote', body: '{}' });
  expect('request' in preview && preview.request.url.text).toBe('https://b.example');
});

test('a sample that is no JSON is a problem with a place', () => {
  const preview = previewOf(draft, first, { algorithm: 'remote', body: '{ "parameters": ' });
  expect('problem' in preview && preview.problem.message).toMatch(/line/);
});

test('the address is known once its host is', () => {
  expect(knownAddress(draft, first)).toBe('https://a.example/v1');
  expect(knownAddress({ ...draft, parameters: [] }, first)).toBeUndefined();
  expect(knownAddress(draft, { ...first, url: ' ' })).toBeUndefined();
  const circle = [{ name: 'endpoint', value: '${parameters.endpoint}' }];
  expect(knownAddress({ ...draft, parameters: circle }, first)).toBeUndefined();
});

test('a parameter knows where it is used', () => {
  expect(parameterUse('model', draft)).toEqual({ count: 2, isAddress: false, isInstruction: false });
  expect(parameterUse('endpoint', draft)).toEqual({ count: 1, isAddress: true, isInstruction: false });
  expect(parameterUse('old', draft)).toEqual({ count: 0, isAddress: false, isInstruction: false });
  expect(parameterUse('topic', draft).count).toBe(1);
  expect(parameterUse('response_filter', draft).isInstruction).toBe(true);
});

test('names that nothing fills are named once, those with a default not', () => {
  expect(unknownNames({ ...draft, parameters: [] })).toEqual(['endpoint', 'model', 'prompt']);
});

test('a value that JSON writes as a number or a list shows how it is kept, until it is typed anew', () => {
  const source = body('{"parameters":{"t":0.0001,"n":1,"list":["a"],"text":"0.0001"}}');
  expect(storedForm({ name: 't', value: '1.0E-4' }, source)).toEqual({ written: '0.0001', isRespelt: true });
  expect(storedForm({ name: 'n', value: '1' }, source)).toEqual({ written: '1', isRespelt: false });
  expect(storedForm({ name: 'list', value: '["a"]' }, source)).toEqual({ written: '["a"]', isRespelt: false });
  expect(storedForm({ name: 't', value: '2' }, source)).toBeUndefined();
  expect(storedForm({ name: 'text', value: '0.0001' }, source)).toBeUndefined();
});
