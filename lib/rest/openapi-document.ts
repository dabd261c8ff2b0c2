import { z } from 'zod';
import { answerOf, failuresOf, namedAnswers } from './openapi-answers.ts';
import { bodyOf, namedBodies } from './openapi-bodies.ts';
import { preconditionQuery } from './precondition-query.ts';
import type { QueryKind } from './query.ts';
import { outputParameters } from './render.ts';
import type { Route } from './route.ts';

const kinds: Record<QueryKind, object> = {
  text: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  time: { type: 'string', description: 'A time with its unit, such as 30s' },
};

const failure = { $ref: '#/components/schemas/Failure' };
const jsonOf = (schema: object) => ({ 'application/json': { schema } });

/** `/a/:id` as OpenAPI writes it: `/a/{id}`. */
const templateOf = (path: string) => path.replace(/:(\w+)/g, '{$1}');

const operationId = ({ method, path }: Route) =>
  method.toLowerCase() + path.replace(/[^a-zA-Z0-9]+(\w?)/g, (_, letter: string) => letter.toUpperCase());

type Definitions = Map<string, unknown>;

function describe(row: Route, definitions: Definitions) {
  const { path, isOpen, summary } = row;
  const body = bodyOf(row);
  return {
    operationId: operationId(row),
    ...(summary && { summary }),
    tags: [path === '/' || path.startsWith('/_') ? 'ML Commons' : 'Studio'],
    ...(isOpen && { security: [] }),
    parameters: parametersOf(row),
    ...(body && {
      requestBody: { required: body.required, content: jsonOf(schemaOf(body.schema, `${operationId(row)}Body`, 'input', definitions)) },
    }),
    responses: responsesOf(row, definitions),
  };
}

function parametersOf({ path, query }: Route): object[] {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const isConditional = Object.keys(preconditionQuery).every((name) => Object.hasOwn(query, name));
  return [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string', minLength: 1 } })),
    ...Object.entries(query).map(([name, kind]) => ({ name, in: 'query', required: false, schema: kinds[kind] })),
    ...(isConditional ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...outputParameters.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  ];
}

function responsesOf(row: Route, definitions: Definitions): Record<string, object> {
  const { description = 'Done', schema, contentType } = answerOf(row) ?? {};
  const shape = schema ? schemaOf(schema, `${operationId(row)}Answer`, 'output', definitions) : {};
  const reasons = failuresOf(row);
  return {
    200: { description, content: contentType ? { [contentType]: { schema: { type: 'string' } } } : jsonOf(shape) },
    '4XX': { $ref: '#/components/responses/Refused' },
    ...(reasons.length > 0 && { 500: knownFailure(reasons) }),
    503: row.path === '/api/ready' ? { description: 'Why not', content: jsonOf(shape503) } : { $ref: '#/components/responses/Busy' },
    ...(sendsCalls.test(row.path) && { '5XX': { $ref: '#/components/responses/Remote' } }),
  };
}

const shape503 = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } };
/** Routes that may answer with the status of the service that they called. */
const sendsCalls = /_predict|\/tasks\/:task_id|\/tools$/;

const knownFailure = (reasons: readonly string[]) => ({
  description: 'ML Commons answers so, and the studio with it',
  content: jsonOf({
    allOf: [
      failure,
      {
        type: 'object',
        properties: {
          error: { type: 'object', properties: { reason: { anyOf: reasons.map((pattern) => ({ type: 'string', pattern })) } } },
        },
      },
    ],
  }),
});

const named: ReadonlyMap<z.ZodType, string> = new Map([...namedBodies, ...namedAnswers]);

/** @param definitions where the parts go that have a name, or refer to themselves; `prefix` keeps the names of the latter apart */
function schemaOf(schema: z.ZodType, prefix: string, io: 'input' | 'output', definitions: Definitions): object {
  const name = named.get(schema);
  if (name === undefined) return printed(schema, prefix, io, definitions);
  if (!definitions.has(name)) definitions.set(name, printed(schema, name, io, definitions));
  return { $ref: `#/components/schemas/${name}` };
}

function printed(schema: z.ZodType, prefix: string, io: 'input' | 'output', definitions: Definitions): object {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  const { $schema, $defs = {}, ...own } = JSON.parse(text.replaceAll('"#/$defs/', `"#/components/schemas/${prefix}.`));
  void $schema; // the document says it once for all
  for (const [name, definition] of Object.entries($defs)) definitions.set(`${prefix}.${name}`, definition);
  return own;
}

const outputParameter = (name: (typeof outputParameters)[number]) => ({
  name,
  in: 'query',
  required: false,
  schema: { type: name === 'format' || name === 'filter_path' ? 'string' : 'boolean' },
});

const refused = (description: string) => ({ description, content: jsonOf(failure) });

const components = {
  securitySchemes: {
    basic: { type: 'http', scheme: 'basic' },
    token: { type: 'http', scheme: 'bearer', description: 'An API token of the account page' },
    session: { type: 'apiKey', in: 'cookie', name: 'studio_session', description: 'Changes need the origin of the studio’s own pages too' },
  },
  parameters: {
    ...Object.fromEntries(outputParameters.map((name) => [name, outputParameter(name)])),
    IfMatch: {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The ETag of the version that the change is meant for',
      schema: { type: 'string' },
    },
  },
  responses: {
    Refused: refused('Refused: the reason says why'),
    Busy: refused('Busy or stopping; Retry-After says when to try again'),
    Remote: refused('The service that was called failed, or did not answer'),
  },
};

const Cause = {
  type: 'object',
  required: ['type', 'reason'],
  properties: { type: { type: 'string' }, reason: { type: ['string', 'null'] }, caused_by: { $ref: '#/components/schemas/Cause' } },
};
const Failure = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      oneOf: [
        { type: 'string', description: 'No such path, method or content type' },
        {
          allOf: [{ $ref: '#/components/schemas/Cause' }],
          type: 'object',
          required: ['root_cause'],
          properties: {
            root_cause: { type: 'array', items: { $ref: '#/components/schemas/Cause' } },
            fields: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'message'],
                properties: { path: { type: 'string' }, message: { type: 'string' } },
              },
            },
          },
        },
      ],
    },
    status: { type: 'integer' },
  },
};

/** The route table, printed for tools: OpenAPI 3.1. */
export function openapi(routes: readonly Route[]) {
  const paths: Record<string, Record<string, object>> = {};
  const definitions: Definitions = new Map();
  for (const row of routes) {
    const path = templateOf(row.path);
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: describe(row, definitions) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'ML Connector Studio',
      version: '0.1.0',
      description: 'The ML Commons API of connectors and models, and the API of the studio.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'ML Commons', description: 'OpenSearch’s own routes' },
      { name: 'Studio', description: 'Routes that only the studio has' },
    ],
    security: [{ basic: [] }, { token: [] }, { session: [] }],
    paths,
    components: { ...components, schemas: { Cause, Failure, ...Object.fromEntries(definitions) } },
  };
}
