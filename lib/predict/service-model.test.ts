import { expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { serviceModel, serviceModelIn, serviceModelOf } from './service-model.ts';

test.each([
  ['the parameter model', { parameters: { model: 'gpt-5', endpoint: 'api.openai.com' } }, 'gpt-5'],
  ['the parameter of a deployment', { parameters: { deployment: 'my-gpt' } }, 'my-gpt'],
  [
    'Bedrock’s address',
    { parameters: {}, url: 'https://b.example/model/amazon.titan-embed-text-v2%3A0/invoke' },
    'amazon.titan-embed-text-v2:0',
  ],
  ['Gemini’s address', { parameters: {}, url: 'https://g.example/v1beta/models/gemini-3-pro:generateContent?alt=sse' }, 'gemini-3-pro'],
  ['Azure’s address', { parameters: {}, url: 'https://a.example/openai/deployments/my-gpt/chat/completions?api-version=1' }, 'my-gpt'],
  ['SageMaker’s address', { parameters: {}, url: 'https://s.example/endpoints/mine/invocations' }, 'mine'],
  ['a body that names it', { parameters: {}, url: 'https://x.example/v1/embed', body: '{ "model" : "embed-v4", "q": 1 }' }, 'embed-v4'],
])('the model is known by %s', (_where, called, model) => {
  expect(serviceModel(called)).toBe(model);
});

test('what only holds a placeholder, or is called like a prototype’s member, names no model', () => {
  expect(
    serviceModel({ parameters: {}, url: 'https://x.example/model/${parameters.m}/invoke', body: '{"model":"${parameters.m}"}' }),
  ).toBeUndefined();
  expect(serviceModel({ parameters: Object.create({ model: 'inherited' }) })).toBeUndefined();
});

test('a traced call names the model that it asked for, also where the call itself chose it', () => {
  const step = (name: 'parameters' | 'request', output: unknown) => ({ name, status: 'ok', duration_ms: 0, input: null, output }) as const;
  expect(serviceModelIn({ steps: [step('parameters', { model: 'chosen' }), step('request', { url: 'https://x.example/' })] })).toBe(
    'chosen',
  );
  expect(serviceModelIn({ steps: [] })).toBeUndefined();
});

test('chat and embedding blueprints that count tokens nearly all name their model', () => {
  const counting = gallery.filter(({ usage_path }) => usage_path);
  const named = counting.filter(({ connector }) => serviceModelOf(connector as never, 'PREDICT') !== undefined); // as: a create body has what is read
  expect(counting.length).toBeGreaterThan(20);
  expect(named.length / counting.length).toBeGreaterThan(0.8);
});
