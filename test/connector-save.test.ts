import { afterAll, beforeAll, expect, test } from 'vitest';
import { aConnector } from './a-connector.ts';
import { administrator, openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const connectors = '/_plugins/_ml/connectors';
const models = '/_plugins/_ml/models';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio(openSettings);
});
afterAll(() => studio[Symbol.asyncDispose]());

async function inUse(count = 1) {
  const id = (await studio.call('POST', `${connectors}/_create`, aConnector())).body.connector_id as string;
  const made: string[] = [];
  for (let n = 1; n <= count; n++) {
    const body = { name: `Model ${n}`, function_name: 'remote', connector_id: id };
    made.push((await studio.call('POST', `${models}/_register?deploy=true`, body)).body.model_id);
  }
  return { id, models: made };
}

const save = (id: string, patch: object, query = '', as = administrator) =>
  studio.call('POST', `/api/studio/connectors/${id}/_save${query}`, patch, { as });

/** `event: name` with its data, in order. */
const eventsOf = (text: string) =>
  [...text.matchAll(/event: (\w+)\ndata: (.*)\n\n/g)].map(([, event, data]) => ({ event, ...JSON.parse(data ?? '') }));

const stateOf = async (id: string) => (await studio.call('GET', `${models}/${id}`)).body.model_state;
const nameOf = async (id: string) => (await studio.call('GET', `${connectors}/${id}`)).body.name;

test('a connector in use is saved between undeploying its models and deploying them again', async () => {
  const { id, models: made } = await inUse(2);
  expect((await studio.call('PUT', `${connectors}/${id}`, { name: 'Changed' })).status).toBe(400);
  const { status, headers, text } = await save(id, { name: 'Changed' });
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/event-stream');
  const events = eventsOf(text);
  expect(events.map(({ event, step }) => step ?? event)).toEqual(['undeploy', 'undeploy', 'save', 'deploy', 'deploy', 'result']);
  expect(events.at(-1)).toMatchObject({ _id: id, _version: 2, result: 'updated', model_ids: expect.arrayContaining(made) });
  expect(await nameOf(id)).toBe('Changed');
  for (const model of made) expect(await stateOf(model)).toBe('DEPLOYED');
});

test('more models than one page of them are undeployed and deployed again', async () => {
  const { id, models: made } = await inUse(12);
  const events = eventsOf((await save(id, { name: 'Changed' })).text);
  expect(events.filter(({ step }) => step === 'undeploy')).toHaveLength(12);
  expect(new Set(events.at(-1)?.model_ids)).toEqual(new Set(made));
});

test('a save that fails leaves connector and models as they were, and says why', async () => {
  const { id, models: made } = await inUse();
  const { status, text } = await save(id, { name: 'Changed', protocol: 'ftp' });
  expect(status).toBe(200);
  const events = eventsOf(text);
  expect(events.map(({ event, step }) => step ?? event)).toEqual(['undeploy', 'roll_back', 'result']);
  expect(events.at(-1)).toMatchObject({ status: 400, error: { reason: expect.stringContaining('Unsupported connector protocol') } });
  expect(await nameOf(id)).toBe(aConnector().name);
  expect(await stateOf(made[0] ?? '')).toBe('DEPLOYED');
  expect((await studio.call('GET', `/api/studio/connectors/${id}/versions`)).body.total).toBe(1);
});

test('C-12: a kept credential may not go to another host this way either', async () => {
  const { id } = await inUse();
  const actions = [{ ...aConnector().actions[0], url: 'https://elsewhere.example.com/v1' }];
  const events = eventsOf((await save(id, { actions })).text);
  expect(events.at(-1)).toMatchObject({ status: 400, error: { reason: 'Changing the endpoint requires re-entering the credential' } });
});

test('V-02: a save that is meant for an older version is refused, and undeploys nothing', async () => {
  const { id, models: made } = await inUse();
  const { _seq_no } = (await studio.call('GET', `/api/studio/connectors/${id}`)).body;
  await save(id, { name: 'By another' });
  const events = eventsOf((await save(id, { name: 'Late' }, `?if_seq_no=${_seq_no}&if_primary_term=1`)).text);
  expect(events.at(-1)).toMatchObject({ status: 409, error: { type: 'version_conflict_engine_exception' } });
  expect(await nameOf(id)).toBe('By another');
  expect(await stateOf(made[0] ?? '')).toBe('DEPLOYED');
});

test('a connector that no model uses is just saved', async () => {
  const { id } = await inUse(0);
  const events = eventsOf((await save(id, { name: 'Changed' })).text);
  expect(events.map(({ event, step }) => step ?? event)).toEqual(['save', 'result']);
});

test('an unknown connector, a bad body and a reader are refused before anything begins', async () => {
  const { id } = await inUse();
  expect((await save('no-such', { name: 'x' })).status).toBe(404);
  expect((await save(id, { name: '<script>' })).status).toBe(400);
  const reader = { ...administrator, id: 'u-reader', role: 'ml_read_access' as const };
  expect((await save(id, { name: 'x' }, '', reader)).status).toBe(403);
  expect(await nameOf(id)).toBe(aConnector().name);
});
