import { z } from 'zod';
import { assertMay } from '#lib/access/operation.ts';
import type { QueryKind } from './query.ts';
import { outputParameters } from './render.ts';
import { type Route, route } from './route.ts';

const kinds: Record<QueryKind, object> = {
  text: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  time: { type: 'string', description: 'A time with its unit, such as 30s' },
};

const failure = {
  description: 'OpenSearch error body',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
};

/** `/a/:id` as OpenAPI writes it: `/a/{id}`. */
const templateOf = (path: string) => path.replace(/:(\w+)/g, '{$1}');

const operationId = ({ method, path }: Route) =>
  method.toLowerCase() + path.replace(/[^a-zA-Z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase());

function describe(row: Route, definitions: Map<string, unknown>) {
  const { path, query, body, isOpen, summary } = row;
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query).map(([name, kind]) => ({ name, in: 'query', required: false, schema: kinds[kind] })),
    ...outputParameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
  return {
    operationId: operationId(row),
    ...(summary && { summary }),
    tags: [path.startsWith('/_') ? 'ML Commons' : 'Studio'],
    ...(isOpen && { security: [] }),
    parameters,
    ...(body && { requestBody: { content: { 'application/json': { schema: schemaOf(body.schema, operationId(row), definitions) } } } }),
    responses: { 200: { description: 'Done' }, default: failure },
  };
}

/**
 * A body that is read by hand, in the order of ML Commons, has no schema to print.
 * @param definitions where the parts go that refer to themselves; `prefix` keeps their names apart
 */
function schemaOf(schema: unknown, prefix: string, definitions: Map<string, unknown>): object {
  if (!(schema instanceof z.ZodType)) return { type: 'object' };
  const printed = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const { $schema, $defs = {}, ...own } = JSON.parse(printed.replaceAll('"#/$defs/', `"#/components/schemas/${prefix}.`));
  void $schema; // the document says it once for all
  for (const [name, definition] of Object.entries($defs)) definitions.set(`${prefix}.${name}`, definition);
  return own;
}

const components = {
  securitySchemes: {
    basic: { type: 'http', scheme: 'basic' },
    token: { type: 'http', scheme: 'bearer' },
    session: { type: 'apiKey', in: 'cookie', name: 'studio_session' },
  },
  parameters: Object.fromEntries(
    outputParameters.map((name) => {
      const type = name === 'format' || name === 'filter_path' ? 'string' : 'boolean';
      return [name, { name, in: 'query', required: false, schema: { type } }];
    }),
  ),
  schemas: {
    Failure: {
      type: 'object',
      required: ['error'],
      properties: {
        error: {
          oneOf: [
            { type: 'string' },
            {
              type: 'object',
              required: ['root_cause', 'type', 'reason'],
              properties: {
                root_cause: { type: 'array', items: { type: 'object' } },
                type: { type: 'string' },
                reason: { type: 'string' },
                caused_by: { type: 'object' },
                fields: {
                  type: 'array',
                  items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
                },
              },
            },
          ],
        },
        status: { type: 'integer' },
      },
    },
  },
};

/** The route table, printed for tools. */
export function openapi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, object>> = {};
  const definitions = new Map<string, unknown>();
  for (const row of routes) {
    const path = templateOf(row.path);
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: describe(row, definitions) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ML Connector Studio',
      version: '0.1.0',
      description: 'The ML Commons API of connectors and models, and the API of the studio.',
    },
    security: [{ basic: [] }, { token: [] }, { session: [] }],
    paths,
    components: { ...components, schemas: { ...components.schemas, ...Object.fromEntries(definitions) } },
  };
}

export const openapiRoutes = (routes: readonly Route[]): Route[] => [
  route('GET', '/api/openapi.json', {
    summary: 'This description',
    run: ({ caller }) => {
      assertMay(caller, 'settings.read');
      return openapi(routes);
    },
  }),
];
