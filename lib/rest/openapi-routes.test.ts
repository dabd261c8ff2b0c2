import { expect, test } from 'vitest';
import { serve } from '../../test/serve.ts';
import { routesOf } from './routes.ts';

type Operation = {
  operationId: string;
  summary?: string;
  security?: object[];
  parameters: { name?: string; in?: string; $ref?: string }[];
  requestBody?: { content: { 'application/json': { schema: object } } };
};
type Description = { paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, object>> };

/** Every `$ref` in a document. */
const referencesIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [String(inner)] : referencesIn(inner)));
};

test('describes every route of the table, with its parameters and body', async () => {
  await using server = await serve();
  const { body, status } = await server.call('GET', '/api/openapi.json', undefined, { authorization: 'Basic reader' });
  expect(status).toBe(200);
  const { paths, components } = body as Description;
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const routes = routesOf(server.studio.ports).filter(({ path }) => path !== '/api/openapi.json');
  expect(operations).toHaveLength(routes.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const { summary } of operations) expect(summary).toBeTruthy();
  for (const [path, methods] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters } of Object.values(methods)) {
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(names);
    }
  }
  for (const reference of referencesIn(body)) {
    const [, , group = '', name = ''] = reference.split('/');
    expect(components[group]?.[name], reference).toBeDefined();
  }
});

test('prints the schema of a body that has one, and what strangers may call', async () => {
  await using server = await serve();
  const { paths } = (await server.call('GET', '/api/openapi.json')).body as Description;
  expect(paths['/api/studio/trusted-endpoints/_check']?.post?.requestBody?.content['application/json'].schema).toMatchObject({
    type: 'object',
    required: ['patterns'],
    properties: { patterns: { type: 'array', items: { type: 'string' } } },
  });
  expect(paths['/api/health']?.get?.security).toEqual([]);
  expect(paths['/_cluster/settings']?.put?.security).toBeUndefined();
  expect(paths['/_cluster/settings']?.put?.parameters).toContainEqual({
    name: 'flat_settings',
    in: 'query',
    required: false,
    schema: { type: 'boolean' },
  });
});
