import { afterAll, beforeAll, expect, test } from 'vitest';
import { aConnector, anAction } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const connectors = '/_plugins/_ml/connectors';
const create = async (body: unknown = aConnector()) => {
  const { status, body: answer } = await studio.call('POST', `${connectors}/_create`, body);
  expect(status).toBe(200);
  return answer.connector_id as string;
};
const reasonOf = async (method: string, path: string, body: unknown) => {
  const { status, body: answer } = await studio.call(method, path, body);
  return [status, answer.error?.reason];
};

test.each(['connector.restricted_ip_patterns'])(
  'EG-8: %s belongs to the configuration file; a settings write that names it is refused',
  async (name) => {
    const key = `plugins.ml_commons.${name}`;
    for (const kind of ['persistent', 'transient']) {
      const [status, reason] = await reasonOf('PUT', '/_cluster/settings', { [kind]: { [key]: ['^10\\..*$'] } });
      expect(status).toBe(400);
      expect(reason).toContain(key);
    }
  },
);

const guarded = ['Authorization', 'proxy-authorization', 'cOOKIE', 'X-API-Key', 'x-Forwarded-FOR', 'HOST', 'Forwarded'];

test.each(guarded)('H-04: a value of a caller cannot reach the header %s, whatever its letter case', async (name) => {
  const body = aConnector({ actions: [anAction({ headers: { [name]: '${parameters.x}' } })] });
  const text = `Header '${name}' cannot use \${parameters.*} placeholders for security reasons. Use \${credential.*} instead.`;
  expect(await reasonOf('POST', `${connectors}/_create`, body)).toEqual([400, text]);
});

test('J-03: an update merges parameters by name; names of JavaScript objects are refused, and nothing has changed then', async () => {
  const id = await create(aConnector({ parameters: { model: 'a', keep: 'b' } }));
  const parametersOf = async () => (await studio.call('GET', `${connectors}/${id}`)).body.parameters;
  expect((await studio.call('PUT', `${connectors}/${id}`, { parameters: { model: 'c' } })).status).toBe(200);
  expect(await parametersOf()).toEqual({ model: 'c', keep: 'b' });
  for (const name of ['__proto__', 'constructor', 'prototype']) {
    const patch = `{"parameters":{"model":"d",${JSON.stringify(name)}:{"model":"e","planted":"f"}}}`;
    expect((await studio.call('PUT', `${connectors}/${id}`, patch)).status, name).toBe(400);
  }
  expect(await parametersOf()).toEqual({ model: 'c', keep: 'b' });
  expect(({} as Record<string, unknown>).planted).toBe(undefined);
});

test('J-04: owner, id, times and sealed values that are sent along are not stored', async () => {
  const planted = { owner: { name: 'mallory' }, id: 'planted-id', created_time: 1, version_no: 99, credential_enc: 'planted-seal' };
  const before = Date.now();
  const id = await create({ ...aConnector(), ...planted });
  const update = await studio.call('PUT', `${connectors}/${id}`, { description: 'changed', ...planted });
  expect([200, 400]).toContain(update.status);
  const { body, text } = await studio.call('GET', `${connectors}/${id}`);
  expect(id).not.toBe('planted-id');
  expect(body.created_time).toBeGreaterThanOrEqual(before);
  for (const word of ['mallory', 'planted-id', 'planted-seal', 'version_no']) expect(text).not.toContain(word);
});

test('V-01: what can be edited says its sequence number and a strong ETag, which change with every edit', async () => {
  const connector = await create();
  const { body: made } = await studio.call('POST', '/_plugins/_ml/models/_register', {
    name: 'A model',
    function_name: 'remote',
    connector_id: connector,
  });
  for (const path of [`/api/studio/connectors/${connector}`, `${connectors}/${connector}`, `/_plugins/_ml/models/${made.model_id}`]) {
    const tag = async () => (await studio.call('GET', path)).headers.get('etag');
    const before = await tag();
    expect(before, path).toMatch(/^"\d+-1"$/);
    const target = path.includes('/models/') ? path : `${connectors}/${connector}`;
    expect((await studio.call('PUT', target, { description: `edited ${path}` })).status).toBe(200);
    expect(await tag(), path).not.toBe(before);
  }
  const { body } = await studio.call('GET', `/api/studio/connectors/${connector}`);
  expect(body).toMatchObject({ _seq_no: expect.any(Number), _primary_term: 1 });
});

test.each(['/api/studio/runs/_export?format=csv', '/api/studio/changes/_export'])(
  'W-07, I-03: %s is a download, and its name is made of nothing that somebody typed',
  async (path) => {
    await create(aConnector({ name: '../../evil ("x")' }));
    const { status, headers } = await studio.call('GET', path);
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z]+\.(csv|jsonl)"$/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  },
);
