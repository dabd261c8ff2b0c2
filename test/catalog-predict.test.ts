import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';
import { hasSharedMaterial, sharedPath } from './shared-material.ts';

type Action = {
  action_type: string;
  url: string;
  headers?: Record<string, string>;
  request_body?: string;
  pre_process_function?: string;
  post_process_function?: string;
};
type Connector = { protocol: string; parameters?: Record<string, unknown>; credential?: Record<string, string>; actions: Action[] };
type Example = { path: string; request: object; algorithm?: string; expected_body?: unknown };
type Entry = { id: string; connector: Connector; predict_examples: Example[] };
type Case = { name: string; entry: Entry; example: Example; action: Action };

const catalog = hasSharedMaterial ? (JSON.parse(fs.readFileSync(sharedPath('blueprints/catalog.json'), 'utf8')) as Entry[]) : [];

const typeIn = ({ path }: Example) => (path.includes('_batch_predict') ? 'batch_predict' : 'predict');

const cases: Case[] = catalog.flatMap((entry) =>
  entry.predict_examples.flatMap((example, index) => {
    if (!('expected_body' in example)) return [];
    const { actions } = entry.connector;
    const action = actions.find(({ action_type }) => action_type.toLowerCase() === typeIn(example)) ?? actions[0];
    return action ? [{ name: `${entry.id} ${index + 1}`, entry, example, action }] : [];
  }),
);
/** Some pages leave the whole address to the reader. */
const path = (url: string) => url.replace(/^(https?:\/\/[^/]+)?\/?/, '/');

/** Pages leave the region to the reader; one that the payload holds stays as it is printed. */
const regionOf = ({ parameters = {}, actions }: Connector): string =>
  actions.some(({ request_body = '' }) => request_body.includes('${parameters.region}')) ? String(parameters.region) : 'us-east-1';

/** The same connector with every address at the local service, and with a value for whatever its page leaves to the reader. */
function movedTo({ connector }: Entry, { url }: Upstream) {
  const named = connector.actions.flatMap(
    ({ headers = {} }) =>
      Object.values(headers)
        .join()
        .match(/(?<=\$\{credential\.)[^}]+/g) ?? [],
  );
  const names = connector.protocol === 'aws_sigv4' ? ['access_key', 'secret_key', ...named] : named;
  const aws = connector.protocol === 'aws_sigv4' ? { service_name: 'bedrock', ...connector.parameters, region: regionOf(connector) } : {};
  return {
    ...connector,
    parameters: { ...connector.parameters, ...aws },
    credential: { ...connector.credential, ...Object.fromEntries(names.map((name) => [name, 'a-value-for-tests'])) },
    actions: connector.actions.map((action) => ({ ...action, url: url + path(action.url) })),
  };
}

/** Streams and agents have routes of their own, and what a page leaves open is no path. */
function isSendable({ entry, example, action }: Case): boolean {
  const filled = path(action.url).replaceAll(/\$\{parameters\.([^}]+)\}/g, (_, name) => String(entry.connector.parameters?.[name] ?? ''));
  return !/stream|_execute/.test(example.path) && !/[{<]/.test(filled) && /^[a-z0-9-]+$/.test(regionOf(entry.connector));
}

describe.skipIf(!hasSharedMaterial)('the examples of the blueprint catalog', () => {
  let studio: ServedStudio;
  let upstream: Upstream;
  beforeAll(async () => {
    [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
  });
  afterAll(async () => {
    await studio[Symbol.asyncDispose]();
    await upstream[Symbol.asyncDispose]();
  });

  const predict = async ({ entry, example, action }: Case, mode: 'send' | 'dry_run') => {
    const { body } = await studio.call('POST', '/api/studio/predictions', {
      target: { connector: movedTo(entry, upstream) },
      action_type: action.action_type,
      ...(example.algorithm && { algorithm: example.algorithm }),
      body: example.request,
      mode,
    });
    return body;
  };

  test('are 97, and most of them can be sent', () => {
    expect(cases).toHaveLength(97);
    expect(cases.filter(isSendable).length).toBeGreaterThan(75);
  });

  test.each(cases.map((one) => [one.name, one] as const))('%s gives exactly its payload', async (_name, one) => {
    const outcome = await predict(one, isSendable(one) ? 'send' : 'dry_run');
    const [received] = upstream.take();
    const payload = outcome.trace?.steps.find(({ name }: { name: string }) => name === 'payload')?.output;
    const sent = isSendable(one) ? received?.body : payload;
    expect(sent, JSON.stringify(outcome.response)).toBeTypeOf('string');
    expect(JSON.parse(sent)).toEqual(one.example.expected_body);
  });
});
