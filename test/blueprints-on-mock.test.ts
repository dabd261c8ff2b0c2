import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gallery } from '#lib/blueprints/gallery.ts';
import type { PredictPorts } from '#lib/predict/predict.ts';
import { systemClock } from '#lib/system-clock.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

/** Waits take no time, but they are counted. */
let waited = 0;
const hurried: PredictPorts['clock'] = {
  ...systemClock,
  elapsed: () => systemClock.elapsed() + waited,
  sleep: async (milliseconds) => {
    waited += milliseconds;
  },
};

let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
  Object.assign(studio.ports, { clock: hurried });
  const body = {
    persistent: {
      'plugins.ml_commons.trusted_connector_endpoints_regex': [...new Set(gallery.map(({ trusted_pattern }) => trusted_pattern))],
      'plugins.ml_commons.connector.private_ip_enabled': true,
    },
  };
  expect((await studio.call('PUT', '/_cluster/settings', body)).status).toBe(200);
});
afterAll(() => studio[Symbol.asyncDispose]());

type Found = { severity: string; message: string };

/** ML Commons looks for the word in the address, not at what the function does: Cohere on Bedrock needs the functions for Cohere. */
const isAboutName = (message: string) => /^LLM service is \w+, so P\w+ should be corresponding/.test(message);

const predict = (blueprint: (typeof gallery)[number], example: (typeof gallery)[number]['examples'][number], rest: object) =>
  studio.call('POST', '/api/studio/predictions', {
    target: { connector: { ...blueprint.connector, blueprint_id: blueprint.id } },
    ...(example.algorithm && { algorithm: example.algorithm }),
    body: example.input,
    ...rest,
  });

describe.each(gallery.map((blueprint) => [blueprint.id, blueprint] as const))('%s', (_id, blueprint) => {
  for (const example of blueprint.examples) {
    test(`"${example.title}" comes out of the whole pipeline as the ML Commons answer`, async () => {
      const { status, body } = await predict(blueprint, example, { mode: 'mock' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ outcome: 'answered', status: 200 });
      expect(body.response).toEqual(example.expected);
    });

    test(`"${example.title}" goes well up to sending, on a dry run`, async () => {
      const { body } = await predict(blueprint, example, { mode: 'dry_run' });
      expect(body).toMatchObject({ outcome: 'dry_run', response: null });
      const text = JSON.stringify(body);
      for (const secret of Object.values(blueprint.connector.credential)) expect(text).not.toContain(secret);
    });
  }

  test('the check of a draft has nothing against it once its secrets are given', async () => {
    const credential = Object.fromEntries(Object.keys(blueprint.connector.credential).map((name) => [name, 'a-secret-of-the-test']));
    const { body } = await studio.call('POST', '/api/studio/connectors/_check', { connector: { ...blueprint.connector, credential } });
    const found = body.problems.filter(({ severity, message }: Found) => severity !== 'info' && !isAboutName(message));
    expect(found).toEqual([]);
  });

  const example = blueprint.examples[0];
  if (!example) throw new Error('a blueprint without an example');
  const failing = [
    ['server_error', blueprint.mock.server_error?.status ?? 500, 'send'],
    ['malformed', 400, undefined],
    ['empty', 502, 'send'],
  ] as const;
  test.each(failing)('scenario %s answers as ML Commons would', async (scenario, status) => {
    const { body } = await predict(blueprint, example, { mode: 'mock', scenario });
    expect(body).toMatchObject({ outcome: 'failed', status });
    expect(body.failed_step).toBeDefined();
    expect(body.response.error.reason).not.toBe('');
  });

  test('scenario rate_limited_then_good fails without retries and is answered with one', async () => {
    const scenario = 'rate_limited_then_good';
    const first = await predict(blueprint, example, { mode: 'mock', scenario });
    expect(first.body).toMatchObject({ outcome: 'failed', status: blueprint.mock.rate_limited?.status ?? 429 });

    const connector = {
      ...blueprint.connector,
      blueprint_id: blueprint.id,
      client_config: { max_retry_times: 1, retry_backoff_millis: 10 },
    };
    const { body } = await predict(blueprint, example, { mode: 'mock', scenario, target: { connector } });
    expect(body).toMatchObject({ outcome: 'answered', status: 200 });
    expect(body.response).toEqual(example.expected);
  });

  test('scenario slow is waited for, within read_timeout', async () => {
    const before = waited;
    const { body } = await predict(blueprint, example, { mode: 'mock', scenario: 'slow' });
    expect(body).toMatchObject({ outcome: 'answered', status: 200 });
    expect(waited - before).toBeGreaterThanOrEqual(10_000);
  });
});
