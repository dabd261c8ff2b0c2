import { expect, test } from 'vitest';
import { serve } from '../../test/serve.ts';

test('tells clients that it speaks the API of OpenSearch, under the same name as long as the data lives', async () => {
  await using server = await serve();
  const { body } = await server.call('GET', '/', undefined, { authorization: 'Basic reader' });
  expect(body).toMatchObject({
    name: 'ml-connector-studio',
    cluster_name: 'ml-connector-studio',
    cluster_uuid: expect.stringMatching(/^[\w-]{22}$/),
    version: {
      distribution: 'opensearch',
      number: '3.9.0',
      lucene_version: expect.any(String),
      minimum_wire_compatibility_version: expect.any(String),
      minimum_index_compatibility_version: expect.any(String),
    },
    tagline: 'The OpenSearch Project: https://opensearch.org/',
  });
  expect((await server.call('GET', '/api/info')).body).toEqual(body);
  const head = await server.call('HEAD', '/');
  expect([head.status, head.text]).toEqual([200, '']);
  expect((await server.call('GET', '/', undefined, { authorization: undefined })).status).toBe(401);
});
