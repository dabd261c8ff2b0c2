import { afterAll, beforeAll, expect, test } from 'vitest';
import { aConnector } from './a-connector.ts';
import { administrator, openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const connectors = '/_plugins/_ml/connectors';
const ana = { ...administrator, id: 'u-ana', username: 'ana' };
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio(openSettings);
});
afterAll(() => studio[Symbol.asyncDispose]());

const make = async () => (await studio.call('POST', `${connectors}/_create`, aConnector())).body.connector_id as string;
const versions = async (id: string) => (await studio.call('GET', `/api/studio/connectors/${id}/versions`)).body;

test('a change says who made it, and what it changed; newest first', async () => {
  const id = await make();
  await studio.call('PUT', `${connectors}/${id}`, { description: 'Now with words', parameters: { model: 'next' } }, { as: ana });
  await studio.call('PUT', `${connectors}/${id}`, { credential: { key: 'a-new-secret' } });
  const { total, items } = await versions(id);
  expect(total).toBe(3);
  expect(items).toMatchObject([
    { version: 3, by: 'admin', changed: ['credential.key'] },
    { version: 2, by: 'ana', changed: expect.arrayContaining(['parameters.model', 'description']) },
    { version: 1, by: 'admin', changed: [] },
  ]);
  expect(items[0].at).toBeGreaterThanOrEqual(items[2].at);
});

test('a connector can be seen as it was, and never its credential', async () => {
  const id = await make();
  await studio.call('PUT', `${connectors}/${id}`, { name: 'Another name', credential: { key: 'a-planted-secret' } });
  const { status, body } = await studio.call('GET', `/api/studio/connectors/${id}/versions/1`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ connector_id: id, version: 1, by: 'admin', connector: { name: aConnector().name } });
  const { text } = await studio.call('GET', `/api/studio/connectors/${id}/versions/2`);
  expect(JSON.parse(text).connector.name).toBe('Another name');
  expect(text).not.toContain('a-planted-secret');
  expect(text).not.toContain('"credential":');
});

test('an update that is refused leaves no trace in the history', async () => {
  const id = await make();
  const { status } = await studio.call('PUT', `${connectors}/${id}`, { protocol: 'ftp' });
  expect(status).toBe(400);
  expect((await versions(id)).total).toBe(1);
});

test('a history ends with its connector, and another one under the same id begins anew', async () => {
  const id = await make();
  await studio.call('PUT', `${connectors}/${id}`, { name: 'Second' });
  await studio.call('DELETE', `${connectors}/${id}`);
  expect((await studio.call('GET', `/api/studio/connectors/${id}/versions`)).status).toBe(404);
  await studio.call('POST', `${connectors}/_create`, { ...aConnector(), connector_id: id });
  expect((await versions(id)).items).toMatchObject([{ version: 1, changed: [] }]);
});

test.each(['0', '2', 'x', '1e1', '99999999999'])('there is no version %s', async (version) => {
  const id = await make();
  expect((await studio.call('GET', `/api/studio/connectors/${id}/versions/${version}`)).status).toBe(404);
});

test('the newest hundred states are kept', async () => {
  const id = await make();
  for (let n = 2; n <= 104; n++) await studio.call('PUT', `${connectors}/${id}`, { description: `State ${n}` });
  const { items } = await versions(id);
  expect(items.map(({ version }: { version: number }) => version)).toEqual(Array.from({ length: 100 }, (_, at) => 104 - at));
});

test('M-03: who may not see a connector sees none of its history', async () => {
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': true } });
  const { body } = await studio.call('POST', `${connectors}/_create`, { ...aConnector(), access_mode: 'private' });
  const stranger = { ...ana, role: 'ml_full_access' as const };
  for (const path of ['versions', 'versions/1']) {
    const { status, text } = await studio.call('GET', `/api/studio/connectors/${body.connector_id}/${path}`, undefined, { as: stranger });
    expect(status).toBe(403);
    expect(text).not.toContain(aConnector().name);
  }
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': null } });
});
