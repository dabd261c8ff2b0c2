import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { serve } from '../../test/serve.ts';
import { answerOf } from './openapi-answers.ts';
import { bodyOf } from './openapi-bodies.ts';
import { routesOf } from './routes.ts';

type Operation = {
  operationId: string;
  summary?: string;
  security?: object[];
  responses: Record<string, object>;
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
  const routes = routesOf(server.studio.ports);
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

test('describes the answer of every route, and the members of every body', async () => {
  await using server = await serve();
  const routes = routesOf(server.studio.ports);
  const nameOf = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  expect(routes.filter((row) => !answerOf(row)).map(nameOf)).toEqual([]);
  expect(routes.filter((row) => bodyOf(row)?.isDescribed === false).map(nameOf)).toEqual([]);
});

test('is OpenAPI 3.1: every operation answers, every parameter has a place, every schema can be compiled', async () => {
  await using server = await serve();
  const document = (await server.call('GET', '/api/openapi.json')).body as Description & Record<string, unknown>;
  expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'ML Connector Studio', version: expect.any(String) } });
  const allowed = ['operationId', 'summary', 'tags', 'security', 'parameters', 'requestBody', 'responses'];
  for (const [path, methods] of Object.entries(document.paths)) {
    expect(path).toMatch(/^\/[\w./{}-]*$/);
    for (const [method, operation] of Object.entries(methods)) {
      expect(['get', 'post', 'put', 'patch', 'delete']).toContain(method);
      expect(allowed).toEqual(expect.arrayContaining(Object.keys(operation)));
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '4XX']));
      for (const status of Object.keys(operation.responses)) expect(status).toMatch(/^([1-5]\d\d|[1-5]XX|default)$/);
      for (const { $ref, name, in: place } of operation.parameters) {
        expect($ref ?? (name && place && ['path', 'query', 'header'].includes(place))).toBeTruthy();
      }
    }
  }
  const validator = new Ajv2020({ strictSchema: true, strictTypes: false, allowUnionTypes: true, validateFormats: false });
  validator.addVocabulary(Object.keys(document)); // the document itself is no schema, but holds them all
  validator.addSchema(document, 'description');
  const pointers = Object.keys(document.components.schemas ?? {}).map((name) => `description#/components/schemas/${name}`);
  expect(pointers.length).toBeGreaterThan(20);
  for (const pointer of pointers) expect(validator.getSchema(pointer), pointer).toBeTypeOf('function');
});
