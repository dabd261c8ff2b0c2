import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import type { FoundObject } from '#lib/search/find-objects.ts';
import { aConnector, anAction } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

let studio: ServedStudio;
const ana: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: ['it'] };
const bo: Caller = { id: 'u-bo', username: 'bo', role: 'ml_read_access', backend_roles: [] };

beforeAll(async () => {
  studio = await serveStudio({
    'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https://.*$'],
    'plugins.ml_commons.connector_access_control_enabled': true,
    'plugins.ml_commons.model_access_control_enabled': true,
  });
});
afterAll(() => studio[Symbol.asyncDispose]());

async function made(name: string, more: object = {}, as: Caller = ana): Promise<string> {
  const { body } = await studio.call('POST', '/_plugins/_ml/connectors/_create', { ...aConnector({ name }), ...more }, { as });
  return body.connector_id;
}

async function find(q: string, as?: Caller): Promise<FoundObject[]> {
  const { status, body } = await studio.call('GET', `/api/studio/search?q=${encodeURIComponent(q)}`, undefined, as && { as });
  expect(status).toBe(200);
  return body.items;
}
const names = async (q: string, kind: FoundObject['kind'], as?: Caller) =>
  (await find(q, as)).filter((one) => one.kind === kind).map(({ name }) => name);

describe('the search of the palette', () => {
  test('finds each kind by name, connectors also by host, and everything by id', async () => {
    const id = await made('Zebra embeddings', { access_mode: 'public' });
    expect(await find('zebra')).toEqual([{ kind: 'connector', id, name: 'Zebra embeddings', detail: 'api.cohere.ai' }]);
    expect(await find(id)).toEqual([{ kind: 'connector', id, name: 'Zebra embeddings', detail: 'api.cohere.ai' }]);
    const model = { name: 'Zebra model', function_name: 'remote', connector_id: id };
    const { model_id } = (await studio.call('POST', '/_plugins/_ml/models/_register', model)).body;
    expect(await find('ZEBRA m')).toEqual([{ kind: 'model', id: model_id, name: 'Zebra model', detail: 'Zebra embeddings' }]);
    await made('Other', { access_mode: 'public', actions: [anAction({ url: 'https://zoo.example/v1', headers: {} })] });
    expect(await names('zoo.example', 'connector')).toEqual(['Other']);
    const blueprints = (await find('cohere rerank')).filter(({ kind }) => kind === 'blueprint');
    expect(blueprints[0]).toMatchObject({ kind: 'blueprint', name: expect.stringMatching(/rerank/i), detail: 'rerank' });
    expect(await find('trusted connector_endpoints')).toMatchObject([
      { kind: 'setting', id: 'plugins.ml_commons.trusted_connector_endpoints_regex', name: expect.any(String) },
    ]);
  });

  test('what begins with the text comes before what only holds it, and each kind has five', async () => {
    for (const name of ['An okapi', 'Okapi', 'Bookapis', 'Okapi 2', 'Okapi 3', 'Okapi 4', 'Okapi 5'])
      await made(name, { access_mode: 'public' });
    expect(await names('okapi', 'connector')).toEqual(['Okapi', 'Okapi 5', 'Okapi 4', 'Okapi 3', 'Okapi 2']);
    expect(await names('apis', 'connector')).toEqual(['Bookapis']);
  });

  test('M-01: shows only what the caller may read', async () => {
    await made('Lynx of ana', { access_mode: 'private' });
    await made('Lynx of it', { access_mode: 'restricted', backend_roles: ['it'] });
    await made('Lynx for all', { access_mode: 'public' });
    expect(await names('lynx', 'connector', ana)).toEqual(['Lynx for all', 'Lynx of it', 'Lynx of ana']);
    expect(await names('lynx', 'connector', bo)).toEqual(['Lynx for all']);
    expect(await names('lynx', 'connector', { ...bo, id: 'u-cy', backend_roles: ['it'] })).toEqual(['Lynx for all', 'Lynx of it']);
    expect(await names('lynx', 'connector')).toHaveLength(3); // the administrator
  });

  test('M-01: neither a model of a closed group nor the name of a connector that may not be seen shows', async () => {
    const hidden = await made('Secret heron', { access_mode: 'private' });
    const group = async (name: string, access_mode: string) =>
      (await studio.call('POST', '/_plugins/_ml/model_groups/_register', { name, access_mode }, { as: ana })).body.model_group_id;
    const [closed, open] = [await group('herons', 'private'), await group('all herons', 'public')];
    const register = (name: string, more: object) =>
      studio.call('POST', '/_plugins/_ml/models/_register', { name, function_name: 'remote', connector_id: hidden, ...more }, { as: ana });
    expect((await register('Closed heron', { model_group_id: closed })).status).toBe(200);
    expect((await register('Open heron', { model_group_id: open })).status).toBe(200);
    expect(await find('heron', bo)).toEqual([{ kind: 'model', id: expect.any(String), name: 'Open heron' }]);
    expect(await find('heron', ana)).toHaveLength(3);
  });

  test('finds nothing for nothing, takes wildcards as they are, and no other parameter', async () => {
    expect(await find('')).toEqual([]);
    expect(await find('   ')).toEqual([]);
    expect(await names('%', 'connector')).toEqual([]);
    expect(await names("o'k_pi", 'connector')).toEqual([]);
    expect((await studio.call('GET', '/api/studio/search?query=x')).status).toBe(400);
  });

  test('a connector that is renamed or deleted is found as it is', async () => {
    const id = await made('Gnu before', { access_mode: 'public' });
    await studio.call('PUT', `/_plugins/_ml/connectors/${id}`, { name: 'Gnu after' });
    expect(await names('gnu', 'connector')).toEqual(['Gnu after']);
    await studio.call('DELETE', `/_plugins/_ml/connectors/${id}`);
    expect(await names('gnu', 'connector')).toEqual([]);
  });
});
