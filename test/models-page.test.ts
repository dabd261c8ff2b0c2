import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aConnector } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

// What the page of models asks for beside ML Commons' own routes.

const models = '/_plugins/_ml/models';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const call = async (method: string, path: string, body?: unknown) => (await studio.call(method, path, body)).body;

describe('a model interface is checked before it is stored', () => {
  const check = (body: object) => call('POST', '/api/studio/model-interfaces/_check', body);

  test('a schema is fine, and so is a side that is left out', async () => {
    expect(await check({ input: '{"type":"object","properties":{"parameters":{"type":"object"}}}' })).toEqual({});
    expect(await check({})).toEqual({});
    expect(await check({ input: 'true', output: '{"$ref":"#/$defs/a","$defs":{"a":{"type":"string"}}}' })).toEqual({});
  });

  test('what would let every call pass is named with its side', async () => {
    const { input, output } = await check({ input: '{"type":"strin"}', output: '{"type":' });
    expect(input).toContain('data/type must be');
    expect(output).toMatch(/end-of-input|Unexpected end/i);
    expect(await check({ input: '"text"' })).toEqual({ input: 'A schema is a JSON object.' });
    expect((await check({ output: '{"$ref":"#/$defs/missing"}' })).output).toContain('#/$defs/missing');
    expect((await check({ output: '{"pattern":"(?<=a)b"}' })).output).toEqual(expect.any(String));
  });

  test('whoever may read models may check one', async () => {
    const reader = { id: 'u-r', username: 'r', role: 'ml_read_access' as const, backend_roles: [] };
    expect((await studio.call('POST', '/api/studio/model-interfaces/_check', { input: '{}' }, { as: reader })).status).toBe(200);
  });
});

test('models are counted and filtered by what answers for them', async () => {
  const { connector_id } = await call('POST', '/_plugins/_ml/connectors/_create', aConnector());
  const { name, ...own } = aConnector();
  const register = (model: object) => call('POST', `${models}/_register`, { function_name: 'remote', ...model });
  await register({ name: 'Shared', connector_id });
  await register({ name: 'Own', connector: { name, ...own } });
  const all = await call('GET', '/api/studio/models?sort=name&dir=asc');
  expect(all.facets.source).toEqual([
    { value: 'connector', count: 1 },
    { value: 'own_connector', count: 1 },
  ]);
  expect(all.items.map((row: { name: string; source: string }) => [row.name, row.source])).toEqual([
    ['Own', 'own_connector'],
    ['Shared', 'connector'],
  ]);
  const found = await call('GET', '/api/studio/models?source=own_connector');
  expect(found.items.map((row: { name: string }) => row.name)).toEqual(['Own']);
});

test('guardrails, interface and limits that the page sends are stored and taken away again', async () => {
  const { connector_id } = await call('POST', '/_plugins/_ml/connectors/_create', aConnector());
  const { model_id } = await call('POST', `${models}/_register`, { name: 'Edited', function_name: 'remote', connector_id });
  const put = (change: object) => call('PUT', `${models}/${model_id}`, change);
  const read = () => call('GET', `${models}/${model_id}`);

  await put({ guardrails: { type: 'local_regex', input_guardrail: { regex: ['.*secret.*'] } }, interface: { input: '{}' } });
  expect(await read()).toMatchObject({ guardrails: { input_guardrail: { regex: ['.*secret.*'] } }, interface: { input: '{}' } });
  await put({ guardrails: { type: 'local_regex' }, interface: {} });
  expect(await read()).toMatchObject({ guardrails: { type: 'local_regex' }, interface: {} });

  await put({ rate_limiter: { limit: '4', unit: 'MINUTES' } });
  await put({ rate_limiter: { limit: '5' } });
  expect((await read()).rate_limiter).toEqual({ limit: '5', unit: 'MINUTES' });

  const controller = `/_plugins/_ml/controllers/${model_id}`;
  await call('POST', controller, { user_rate_limiter: { ana: { limit: '1', unit: 'SECONDS' } } });
  expect(await read()).toMatchObject({ is_controller_enabled: true });
  expect(await call('GET', controller)).toEqual({ model_id, user_rate_limiter: { ana: { limit: '1', unit: 'SECONDS' } } });
  await call('POST', controller, { user_rate_limiter: { bo: { limit: '2', unit: 'DAYS' } } });
  expect((await call('GET', controller)).user_rate_limiter).toEqual({ bo: { limit: '2', unit: 'DAYS' } });
  await call('DELETE', controller);
  expect(await read()).toMatchObject({ is_controller_enabled: false });
});
