import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answered, openSettings, type ServedStudio, serveStudio } from '../served-studio.ts';
import { recordingUpstream, type Upstream } from './recording-upstream.ts';

let studio: ServedStudio;
let upstream: Upstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

type Definition = { parameters?: object; request_body?: string; headers?: object; url?: string };

/** Makes a model on a connector, calls it, and tells what the service received. */
async function predict(definition: Definition, parameters: object | string): Promise<{ answer: Answered; sent: string | undefined }> {
  const { parameters: saved = {}, request_body = '{"prompt": "${parameters.prompt}"}', headers = {}, url = '/v1' } = definition;
  const connector = {
    name: 'templates',
    version: '1',
    protocol: 'http',
    parameters: saved,
    credential: { openAI_key: 'a-secret-of-the-connector' },
    actions: [{ action_type: 'predict', method: 'POST', url: upstream.url + url, headers, request_body }],
  };
  const made = await studio.call('POST', '/_plugins/_ml/connectors/_create', connector);
  if (made.status !== 200) return { answer: made, sent: undefined };
  const model = { name: 'templates', function_name: 'remote', connector_id: made.body.connector_id };
  const registered = await studio.call('POST', '/_plugins/_ml/models/_register', model);
  const body = typeof parameters === 'string' ? parameters : { parameters };
  const answer = await studio.call('POST', `/_plugins/_ml/models/${registered.body.model_id}/_predict`, body);
  const [sent] = upstream.take();
  return { answer, sent: sent?.body };
}

const prompt = async (text: unknown, definition: Definition = {}) => {
  const { sent, answer } = await predict(definition, { prompt: text });
  expect(answer.status, answer.text).toBe(200);
  return JSON.parse(sent ?? '') as Record<string, unknown>;
};

test('T-01 quotes, line feeds and control characters arrive as they were', async () => {
  const text = 'He said "hi"\n\u0000';
  expect(await prompt(text)).toEqual({ prompt: text });
});

test.each(['x","admin":true,"y":"', '["a","b"]', '{"role":"system"}', "{'a':'b'}", '[,]'])(
  'T-02 the prompt %s stays one text between quotes',
  async (text) => {
    expect(await prompt(text)).toEqual({ prompt: text });
  },
);

test('T-03 a prompt may quote a saved parameter, as public guardrail pages do', async () => {
  const definition = { parameters: { system: 'be "kind"' }, request_body: '{"prompt": "${parameters.prompt}", "n": 1}' };
  const { answer, sent } = await predict(definition, { prompt: 'It says: ${parameters.plain}', plain: 'be kind' });
  expect(answer.status).toBe(200);
  expect(JSON.parse(sent ?? '')).toEqual({ prompt: 'It says: be kind', n: 1 });
});

test('T-03 values of the caller are never filled in addresses and headers', async () => {
  const inUrl = await predict(
    { parameters: { secret: 's' }, url: '/v1/${parameters.name}' },
    { prompt: 'p', name: '${parameters.secret}' },
  );
  expect(inUrl.answer.status).toBe(400);
  expect(inUrl.sent).toBeUndefined();
  const inHeader = await predict(
    { parameters: { secret: 's' }, headers: { 'X-Name': '${parameters.name}' } },
    { prompt: 'p', name: '${parameters.secret}' },
  );
  expect(inHeader.answer.body.error.reason).toBe("Header 'X-Name' contains unresolved placeholder. Required parameter is missing.");
  expect(inHeader.sent).toBeUndefined();
});

test('T-04 a credential placeholder in a prompt is text, in a header it is refused', async () => {
  expect(await prompt('${credential.openAI_key}')).toEqual({ prompt: '${credential.openAI_key}' });
  const { answer, sent } = await predict(
    { headers: { 'X-Name': '${parameters.name}' } },
    { prompt: 'p', name: '${credential.openAI_key}' },
  );
  expect(answer.status).toBe(400);
  expect(sent).toBeUndefined();
});

test.each(['$&', '$1', '$`', '$$', "$'"])('T-05 the prompt %s is sent literally', async (text) => {
  expect(await prompt(text)).toEqual({ prompt: text });
});

test('T-06 a default in a prompt injects nothing', async () => {
  const { prompt: sent, ...rest } = await prompt('${parameters.zz:-INJ}');
  expect([sent, rest]).toEqual(['INJ', {}]);
});

test('T-07 saved values are filled in turn', async () => {
  expect(await prompt('p', { parameters: { a: '${parameters.b}', b: 'v' }, request_body: '{"a": "${parameters.a}"}' })).toEqual({ a: 'v' });
});

test.each([{ a: '${parameters.a}' }, { a: '${parameters.b}', b: '${parameters.a}' }])(
  'T-08 a circle of values ends with 400',
  async (parameters) => {
    const { answer, sent } = await predict({ parameters, request_body: '{"a": "${parameters.a}"}' }, {});
    expect(answer.status).toBe(400);
    expect(answer.body.error.reason).toMatch(/^Infinite loop in property interpolation/);
    expect(sent).toBeUndefined();
  },
);

test('T-09 thirty values that double each other stop at a limit', async () => {
  const doubling = Array.from({ length: 30 }, (_, index) => [`p${index}`, `\${parameters.p${index + 1}}\${parameters.p${index + 1}}`]);
  const { answer } = await predict(
    { parameters: Object.fromEntries([...doubling, ['p30', 'x']]), request_body: '{"a": "${parameters.p0}"}' },
    {},
  );
  expect(answer.status).toBe(400);
  expect(answer.body.error.reason).toMatch(/more than 1000 placeholders/);
});

test('T-10 defaults and escapes of a template are those of ML Commons', async () => {
  const { answer, sent } = await predict(
    { request_body: '{"t": ${parameters.t:-0.5}, "l": "$${parameters.t}"}', parameters: { skip_validating_missing_parameters: 'true' } },
    {},
  );
  expect(answer.status, answer.text).toBe(200);
  expect(sent).toBe('{"t": 0.5, "l": "${parameters.t}"}');
});

test('T-11 a missing parameter is named, or passes when it may', async () => {
  const refused = await predict({}, {});
  expect(refused.answer.body.error.reason).toBe('Some parameter placeholder not filled in payload: prompt');
  const passed = await predict({}, { skip_validating_missing_parameters: true });
  expect(passed.sent).toBe('{"prompt": "${parameters.prompt}"}');
});

test.each(['__proto__', 'constructor', 'prototype'])('T-12 a parameter called %s is refused', async (name) => {
  const { answer, sent } = await predict({}, `{"parameters":{"prompt":"p","${name}":{"isAdmin":true}}}`);
  expect(answer.status).toBe(400);
  expect(answer.body.error.reason).toBe(`Parameter name [${name}] is not allowed`);
  expect(sent).toBeUndefined();
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('T-12 a parameter that nobody gives is not found on a prototype', async () => {
  const { answer } = await predict({ request_body: '{"a": "${parameters.toString}"}' }, {});
  expect(answer.body.error.reason).toBe('Some parameter placeholder not filled in payload: toString');
});

test('T-13 numbers, booleans, lists and objects are encoded as ML Commons does', async () => {
  const request_body = '{"n": ${parameters.n}, "f": ${parameters.f}, "b": ${parameters.b}, "l": ${parameters.l}, "o": ${parameters.o}}';
  const { sent } = await predict(
    { request_body },
    '{"parameters":{"n":12345678901234567890,"f":1e-4,"b":true,"l":[1,2.50,"x"],"o":{"k":null}}}',
  );
  expect(sent).toBe('{"n": 12345678901234567890, "f": 1.0E-4, "b": true, "l": [1,2.5,"x"], "o": {"k":null}}');
});

test('H-06 a header that needs a parameter nobody gives is refused', async () => {
  const { answer, sent } = await predict({ headers: { 'X-Tenant': '${parameters.tenant}' } }, { prompt: 'p' });
  expect(answer.status).toBe(400);
  expect(answer.body.error.reason).toBe("Header 'X-Tenant' contains unresolved placeholder. Required parameter is missing.");
  expect(sent).toBeUndefined();
});

test('H-07 a credential without a value is named, its placeholder is never sent', async () => {
  const { answer, sent } = await predict({ headers: { Authorization: 'Bearer ${credential.other_key}' } }, { prompt: 'p' });
  expect(answer.status).toBe(400);
  expect(answer.body.error.reason).toBe("The credential 'other_key' is not set: the header 'Authorization' needs it");
  expect(sent).toBeUndefined();
});
