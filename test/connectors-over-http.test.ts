import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConnectorView } from '#lib/connectors/schema.ts';
import { aConnector, anAction } from './a-connector.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const path = '/_plugins/_ml/connectors';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const refusal = (status: number, type: string, reason: string) => ({
  error: { root_cause: [{ type, reason }], type, reason },
  status,
});
const create = async (change = {}) => {
  const { body } = await studio.call('POST', `${path}/_create`, aConnector(change));
  expect(body).toHaveProperty('connector_id');
  return body.connector_id as string;
};

test('a connector is created and read back without its credential', async () => {
  const id = await create();
  expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{19}$/);
  const { status, body, headers } = await studio.call('GET', `${path}/${id}`);
  expect(status).toBe(200);
  expect(ConnectorView.parse(body)).toEqual(body);
  expect(body).toEqual({
    name: 'Cohere embed',
    version: '1',
    description: 'Embeddings for search',
    protocol: 'http',
    parameters: { model: 'embed-english-v3.0' },
    actions: [{ ...anAction(), action_type: 'PREDICT' }],
    created_time: expect.any(Number),
    last_updated_time: body.created_time,
  });
  expect(headers.get('etag')).toMatch(/^"\d+-1"$/);
});
