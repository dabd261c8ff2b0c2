import { afterAll, beforeAll, expect, test } from 'vitest';
import { aConnector } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

const create = '/_plugins/_ml/connectors/_create';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

test('a connector remembers the blueprint that it was made from, and the gallery counts it', async () => {
  const { body: made } = await studio.call('POST', `${create}?blueprint_id=cohere-embed-v3`, aConnector());
  const { body: shown } = await studio.call('GET', `/api/studio/connectors/${made.connector_id}`);
  expect(shown.blueprint).toEqual({ id: 'cohere-embed-v3', version: 1, title: 'Cohere Embed v3', latest: 1, changes: 0 });
  expect(shown.connector).not.toHaveProperty('blueprint_id');
  const { body: blueprint } = await studio.call('GET', '/api/studio/blueprints/cohere-embed-v3');
  expect(blueprint.used).toBe(1);
});

test('an unknown blueprint is refused and nothing is stored', async () => {
  const { body: before } = await studio.call('GET', '/api/studio/connectors');
  const { status, body } = await studio.call('POST', `${create}?blueprint_id=no-such`, aConnector());
  expect(status).toBe(404);
  expect(body.error).toMatchObject({
    type: 'resource_not_found_exception',
    reason: 'Failed to find blueprint with the provided blueprint id: no-such',
  });
  const { body: after } = await studio.call('GET', '/api/studio/connectors');
  expect(after.total).toBe(before.total);
});
