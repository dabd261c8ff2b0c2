import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { defaultTrustedEndpoints } from '#lib/settings/connector-settings.ts';
import { type Served, serve } from '../serve.ts';
import { type NameServer, nameServer } from './name-server.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';
import { type SsrfRow, ssrfRows } from './ssrf-rows.ts';

// EG-10: the rows of the threat model through the API of a server that runs, with a name server and a recorder on loopback.
const publicAddress = '93.184.215.14';
let row: SsrfRow | undefined;
let asked: { name: string; type: 'A' | 'AAAA' }[] = [];
let names: NameServer;
let recorder: RawServer;
let server: Served;

/** What the name server says while `row` is tried. */
function zone(name: string, type: 'A' | 'AAAA') {
  const nth = asked.filter((one) => one.name === name && one.type === type).length;
  asked.push({ name, type });
  const { dns = {}, dns_sequence = {}, dns_delay_ms = 0 } = row?.given ?? {};
  const addresses = dns_sequence[name]?.[nth] ?? dns[name] ?? [publicAddress];
  return dns_delay_ms > 0 ? { silent: true as const } : { [type]: addresses.filter((one) => one.includes(':') === (type === 'AAAA')) };
}

beforeAll(async () => {
  names = await nameServer(zone);
  recorder = await rawServer((socket) => socket.write(answerOf('{"recorded":true}')));
  server = await serve({
    nodeSettings: new Map<string, string | readonly string[]>([
      ['studio.egress.dns_servers', [names.address]],
      ['plugins.ml_commons.connector.restricted_ip_patterns', ['10\\.0\\.0\\.13']],
    ]),
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await names.close();
  await recorder.close();
});
beforeEach(() => {
  asked = [];
  recorder.received.length = 0;
  server.lines.length = 0;
});

type Setup = { trusted: readonly string[]; private?: boolean; trusted_private?: string[] };
const any = '^https?://.*$';
const setups: Record<string, () => Setup> = {
  // `.` does not match every character that a row has in its address
  saving: () => ({ trusted: ['[\\s\\S]*'], private: true }),
  open: () => ({ trusted: [any] }),
  default: () => ({ trusted: defaultTrustedEndpoints }),
  azure: () => ({ trusted: ['^https://.*\\.openai\\.azure\\.com/.*$'] }),
  lan: () => ({
    trusted: [any],
    private: true,
    trusted_private: ['^http://10\\.0\\.0\\.[0-9]+:8080/.*$', `^http://127\\.0\\.0\\.1:${recorder.port}/.*$`],
  }),
  lanany: () => ({ trusted: [any], private: true }),
  empty: () => ({ trusted: [] }),
};

async function setUp(name: string) {
  const { trusted, private: isOn = false, trusted_private = [] } = setups[name]?.() ?? { trusted: [] };
  const { status } = await server.call('PUT', '/_cluster/settings', {
    persistent: {
      'plugins.ml_commons.trusted_connector_endpoints_regex': trusted,
      'plugins.ml_commons.connector.private_ip_enabled': isOn,
      'plugins.ml_commons.trusted_connector_private_endpoints_regex': trusted_private,
    },
  });
  expect(status).toBe(200);
}

/** The recorder stands where a row has port 9999, or none: if the guard let a spelling of loopback pass, it would know. */
function here(url: string): string {
  const plain = url.replace(':9999/', `:${recorder.port}/`).replace('127.0.0.1:3000/', `127.0.0.1:${server.port}/`);
  return plain.replace(/^http:\/\/([^/:@[\]]+|\[[^\]]+\])\//, `http://$1:${recorder.port}/`);
}

// biome-ignore lint/suspicious/noExplicitAny: bodies of many routes
type Body = any;

/** Saves a connector that calls the row's address, and a model of it, while everything may be saved. */
async function stored({ url, given }: SsrfRow): Promise<{ connector_id: string; model_id: string }> {
  await setUp('saving');
  const { template = here(url), saved = {}, attempt = 1 } = given;
  const created = await server.call('POST', '/_plugins/_ml/connectors/_create', {
    name: 'destination',
    version: 1,
    protocol: 'http',
    credential: { key: 'a-secret-of-the-connector' },
    parameters: saved,
    client_config: { connection_timeout: 1, read_timeout: 1, max_retry_times: attempt - 1, retry_backoff_millis: 10 },
    actions: [{ action_type: 'predict', method: 'POST', url: template, headers: { 'x-key': '${credential.key}' }, request_body: '{}' }],
  });
  expect([created.status, created.text]).toEqual([200, expect.stringContaining('connector_id')]);
  const { connector_id } = created.body as Body;
  const registered = await server.call('POST', '/_plugins/_ml/models/_register?deploy=true', {
    name: 'destination',
    function_name: 'remote',
    connector_id,
  });
  return { connector_id, model_id: (registered.body as Body).model_id };
}

async function tried(one: SsrfRow) {
  row = one;
  const { connector_id, model_id } = await stored(one);
  await setUp(one.setup);
  const parameters = one.given.runtime ?? {};
  const sent = await server.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, { parameters });
  return { connector_id, parameters, status: sent.status, error: (sent.body as Body).error, body: sent.body as Body };
}

const stagesLogged = () =>
  server.lines
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event === 'egress.blocked')
    .map(({ stage }) => stage);

describe('blocked: nothing reaches the recorder', () => {
  const rows = ssrfRows.filter(({ expect, stage }) => expect === 'block' && stage !== 'redirect');
  test.each(rows)('EG-10 EG-7 $id $url at $stage', { timeout: 20_000 }, async (one) => {
    const { status, error, connector_id, parameters } = await tried(one);
    expect({ status, type: error.type, stages: stagesLogged() }).toEqual({
      status: 400,
      type: 'illegal_argument_exception',
      stages: [one.stage],
    });
    expect(error.reason).not.toMatch(/93\.184\.215\.14|a-secret/);

    if (one.given.attempt === undefined && one.stage !== 'dns') {
      const { body } = await server.call('POST', '/api/studio/predictions', {
        target: { connector_id },
        mode: 'send',
        body: { parameters },
      });
      const { outcome, failed_step, trace } = body as Body;
      const step = trace.steps.find(({ name }: Body) => name === failed_step);
      expect([outcome, step.error.reason]).toEqual(['failed', error.reason]);
    }
    expect(recorder.received).toEqual([]);
  });
});

describe('allowed: one attempt at the vetted address', () => {
  const rows = ssrfRows.filter(({ expect, stage }) => expect === 'allow' || stage === 'redirect');
  test.each(rows)('EG-10 $id $url', { timeout: 20_000 }, async (one) => {
    const { status, error, body } = await tried(one);
    expect(stagesLogged()).toEqual([]);
    const url = new URL(here(one.url));
    const isHere = url.host === `127.0.0.1:${recorder.port}`;
    if (isHere) {
      expect([status, body.inference_results[0].output[0].dataAsMap, recorder.received.length]).toEqual([200, { recorded: true }, 1]);
      return;
    }
    // No public address can be reached from a test: the attempt ends as one that found nobody, never as a refusal.
    expect(error?.type ?? 'answered').toMatch(/^(status_exception|answered)$/);
    expect(recorder.received).toEqual([]);
    const isName = /[a-z]$/.test(url.hostname);
    expect(asked.map(({ type, name }) => `${type} ${name}`).toSorted()).toEqual(
      isName ? [`A ${url.hostname}`, `AAAA ${url.hostname}`] : [],
    );
  });
});

describe('answered with a redirect: nobody goes there', () => {
  const rows = ssrfRows.filter(({ stage }) => stage === 'redirect');
  test.each(rows)('EG-10 EG-4 $id $given.response', async (one) => {
    const { status = 0 } = one.given.response ?? {};
    const location = `http://127.0.0.1:${recorder.port}/elsewhere`;
    const service = await rawServer((socket) => socket.write(answerOf('moved', { location, 'set-cookie': 'a=b' }, status)));
    const answered = await tried({ ...one, url: `http://127.0.0.1:${service.port}/r`, setup: 'lanany' });
    await service.close();
    expect([answered.status, answered.error]).toMatchObject([
      status,
      { type: 'status_exception', reason: 'Error from remote service: moved' },
    ]);
    expect(service.received).toHaveLength(1);
    expect(recorder.received).toEqual([]);
  });
});
