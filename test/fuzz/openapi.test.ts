import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import { settings } from '#lib/settings/registry.ts';
import { type RealStudio, realStudio } from '../clients/real-studio.ts';
import { recordingUpstream, type Upstream } from '../predict/recording-upstream.ts';
import { anyText, arbitraryOfSchema, type Schema } from './arbitrary-of-schema.ts';
import { budget, patience } from './budget.ts';

type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: { type: string } };
type Described = { content?: Record<string, { schema: Schema }> };
type Operation = {
  parameters: (Parameter | { $ref: string })[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
  responses: Record<string, Described | { $ref: string }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter>; responses: Record<string, Described> };
};

let studio: RealStudio;
let upstream: Upstream;
let authorization: string;
let description: Document;
let known: string[];
const validators = new Ajv2020({ strict: false, validateFormats: false });

beforeAll(async () => {
  [studio, upstream] = await Promise.all([realStudio(), recordingUpstream()]);
  authorization = `Bearer ${await studio.newToken('admin')}`;
  description = (await ask('GET', '/api/openapi.json')).body as Document; // what the tests below are about
  validators.addSchema(description, 'description');
  const action = { action_type: 'predict', method: 'POST', url: `${upstream.url}/x`, request_body: '{"a": "${parameters.a:-b}"}' };
  const connector = { name: 'Fuzzed', version: 1, protocol: 'http', credential: { key: 'k' }, actions: [action] };
  const { connector_id } = await made('/_plugins/_ml/connectors/_create', connector);
  const model = await made('/_plugins/_ml/models/_register?deploy=true', { name: 'Fuzzed', function_name: 'remote', connector_id });
  const { model_group_id } = await made('/_plugins/_ml/model_groups/_register', { name: 'Fuzzed group' });
  known = [connector_id, model.model_id, model.task_id, model_group_id].map(String).concat(gallery[0]?.id ?? '', 'text_embedding');
}, 60_000);
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const ask = (method: string, target: string, body?: unknown, headers: Record<string, string> = {}) =>
  studio.call(method, target, body, { authorization, ...headers });
const made = async (target: string, body: unknown) => (await ask('POST', target, body)).body as Record<string, string>;

const resolve = <Value extends object>(value: Value | { $ref: string }, group: Record<string, Value>): Value => {
  if (!('$ref' in value)) return value as Value;
  const found = group[value.$ref.slice(value.$ref.lastIndexOf('/') + 1)];
  if (!found) throw new Error(`${value.$ref} leads nowhere`);
  return found;
};

const queryValue = ({ schema: { type }, name }: Parameter): fc.Arbitrary<string> => {
  if (name === 'filter_path') return fc.constantFrom('*', 'error.reason', 'hits.hits._id', '**.name', '-error', '', ',', '.');
  if (type === 'boolean') return fc.constantFrom('true', 'false', '', 'yes');
  if (type === 'integer') return fc.oneof(fc.integer({ min: -1, max: 30 }).map(String), fc.constantFrom('1e3', '', '99999999999999999999'));
  return fc.oneof(anyText, fc.constantFrom('30s', '-1', 'name', 'asc', 'ready'));
};

type Sent = { path: string; query: Record<string, string>; headers: Record<string, string>; body: unknown };

/** Requests as the description wants them and, now and then in any place, others. */
function requestsOf(path: string, { parameters, requestBody }: Operation): fc.Arbitrary<Sent> {
  const all = parameters.map((one) => resolve(one, description.components.parameters));
  const of = (place: Parameter['in']) => all.filter((one) => one.in === place);
  const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: anyText });
  const schema = requestBody?.content['application/json'].schema;
  const body = schema
    ? fc.oneof(
        { weight: 12, arbitrary: arbitraryOfSchema(pointed(path, schema), description.components.schemas) },
        { weight: 1, arbitrary: anyText },
        { weight: 1, arbitrary: fc.constant(undefined) },
      )
    : fc.constant(undefined);
  return fc
    .record({
      ids: fc.array(text, { minLength: 2, maxLength: 2 }),
      query: fc.record(Object.fromEntries(of('query').map((one) => [one.name, queryValue(one)])), { requiredKeys: [] }),
      headers: fc.record({ 'if-match': fc.constantFrom('*', '"0-1"', 'x') }, { requiredKeys: [] }),
      body,
    })
    .map(({ ids, query, headers, body: sent }) => {
      const rest = [...ids];
      const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(rest.shift()?.toWellFormed() ?? 'x') || '%20');
      return { path: filled, query: query as Record<string, string>, headers: of('header').length > 0 ? headers : {}, body: sent };
    });
}

/** Settings are not known to the description by name. */
const pointed = (path: string, schema: Schema): Schema => {
  if (path !== '/_cluster/settings') return schema;
  const names = settings.map(({ key }) => key).filter((name) => !/trusted|private_ip|remote_inference/.test(name)); // what other requests stand on
  const properties = Object.fromEntries(names.slice(0, 30).map((name) => [name, { type: ['string', 'integer', 'boolean', 'null'] }]));
  return { type: 'object', properties: { persistent: { type: 'object', properties }, transient: { type: 'object', properties } } };
};

const pointerTo = (...names: string[]) => `description#/${names.map((name) => encodeURIComponent(name.replaceAll('/', '~1'))).join('/')}`;

function validatorFor(path: string, method: string, key: string): ValidateFunction | undefined {
  const { $ref } = (description.paths[path]?.[method]?.responses[key] ?? {}) as { $ref?: string };
  return $ref
    ? validators.getSchema(`description${$ref}/content/application~1json/schema`)
    : validators.getSchema(pointerTo('paths', path, method, 'responses', key, 'content', 'application/json', 'schema'));
}

/** @throws Error for an answer that the description does not know */
async function expectDescribed(path: string, method: string, responses: Operation['responses'], sent: Sent): Promise<void> {
  const target = `${sent.path}?${new URLSearchParams(sent.query)}`;
  const { status, text, headers, body } = await ask(method.toUpperCase(), target, sent.body, sent.headers);
  const about = `${method.toUpperCase()} ${target} ${JSON.stringify(sent.body)} → ${status} ${text.slice(0, 500)}`;
  const key = [String(status), `${Math.floor(status / 100)}XX`].find((one) => one in responses && !(one === '5XX' && status === 500));
  if (key === undefined) throw new Error(`The status is not described: ${about}`);
  if (!headers['content-type']?.startsWith('application/json') || 'filter_path' in sent.query) return;
  const validate = validatorFor(path, method, key);
  if (validate && !validate(body)) throw new Error(`${JSON.stringify(validate.errors?.slice(0, 3))}: ${about}`);
}

/** Their answers change what every later request gets. */
const last = ['put /_cluster/settings'];

describe('a request made from the API description', () => {
  test('has an answer that stands in it, whatever is sent', { timeout: patience }, async () => {
    const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    operations.sort((a, b) => Number(last.includes(`${a.method} ${a.path}`)) - Number(last.includes(`${b.method} ${b.path}`)));
    const problems: string[] = [];
    for (const { path, method, operation } of operations) {
      const property = fc.asyncProperty(requestsOf(path, operation), (sent) => expectDescribed(path, method, operation.responses, sent));
      const { failed, errorInstance, seed, counterexamplePath } = await fc.check(property, budget(12));
      if (failed) problems.push(`seed ${seed}, path ${counterexamplePath}: ${errorInstance}`);
    }
    expect(problems).toEqual([]);
  });
});
