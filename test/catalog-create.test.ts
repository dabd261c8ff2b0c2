import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { ConnectorView } from '#lib/connectors/schema.ts';
import { readJson } from '#lib/json/read-json.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';
import { deliberateRecordings, hasSharedMaterial, sharedPath } from './shared-material.ts';

type Entry = { id: string; connector: Record<string, unknown> };
type Step = {
  title: string;
  request: { method: string; path: string; body?: Record<string, unknown> };
  response: { status: number; body: Record<string, unknown> };
};
type Scenario = { name: string; settings?: Record<string, unknown>; steps: Step[] };

const read = <Content>(name: string): Content => JSON.parse(fs.readFileSync(sharedPath(name), 'utf8')) as Content;
const catalog = hasSharedMaterial ? read<Entry[]>('blueprints/catalog.json') : [];
const scenarios = hasSharedMaterial ? read<{ scenarios: Scenario[] }>('recordings/blueprints.json').scenarios : [];

const path = '/_plugins/_ml/connectors';
const find = (scenario: Scenario | undefined, title: string) => scenario?.steps.find((step) => step.title === title);

/** The recorded value with what differs from run to run, or from release to release, replaced by what was answered. */
function expected(recorded: unknown, answered: unknown): unknown {
  if (isToken(recorded)) return answered;
  if (Array.isArray(recorded)) return recorded.map((item, index) => expected(item, Array.isArray(answered) ? answered[index] : undefined));
  if (typeof recorded !== 'object' || recorded === null) return recorded;
  const members = typeof answered === 'object' && answered !== null ? new Map(Object.entries(answered)) : new Map();
  return Object.fromEntries(Object.entries(recorded).map(([name, value]) => [name, expected(value, members.get(name))]));
}
const isToken = (value: unknown) => typeof value === 'string' && /^«(id:\d+|ts|n|any)»$/.test(value);

describe.skipIf(!hasSharedMaterial)('the connectors of the blueprint catalog', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await serveStudio(openSettings);
  });
  afterAll(() => studio[Symbol.asyncDispose]());

  test('there are 125 of them', () => {
    expect(catalog).toHaveLength(125);
  });

  test.each(catalog.map((entry) => [entry.id, entry] as const))('%s is created, or refused, as recorded', async (id, { connector }) => {
    const scenario = scenarios.find(({ name }) => name === id);
    const printed = find(scenario, 'as printed');
    if (!printed) throw new Error(`nothing is recorded for ${id}`);
    const { status, body } = await studio.call('POST', `${path}/_create`, connector);
    expect({ status, body }).toEqual({ status: printed.response.status, body: expected(printed.response.body, body) });
    const readBack = find(scenario, 'read back');
    if (!readBack || deliberateRecordings.some((pattern) => pattern.test(`blueprints/${id}: read back | GET`))) return;
    const answer = await studio.call('GET', `${path}/${body.connector_id}`);
    expect(answer.body).toEqual(expected(readBack.response.body, answer.body));
    expect(ConnectorView.parse(answer.body)).toEqual(answer.body);
  });

  test('each gets its recorded answer under the default list of trusted endpoints', async () => {
    const scenario = scenarios.find(({ name }) => name === 'default trusted list');
    await using plain = await serveStudio();
    const outcomes = [];
    for (const { title, request, response } of scenario?.steps ?? []) {
      const { status, body } = await plain.call(request.method, request.path, request.body);
      outcomes.push([title, { status, body }, { status: response.status, body: expected(response.body, body) }] as const);
    }
    expect(outcomes.length).toBeGreaterThan(100);
    expect(outcomes.map(([title, answered]) => [title, answered])).toEqual(outcomes.map(([title, , recorded]) => [title, recorded]));
  });

  test('reading a body twice gives the same fields: nothing in it depends on the first reading', () => {
    for (const { connector } of catalog) {
      const text = JSON.stringify(connector);
      let first: unknown;
      try {
        first = readConnectorFields(readJson(text));
      } catch (thrown) {
        expect(() => readConnectorFields(readJson(text))).toThrow((thrown as Error).message);
        continue;
      }
      expect(readConnectorFields(readJson(text))).toEqual(first);
    }
  });
});
