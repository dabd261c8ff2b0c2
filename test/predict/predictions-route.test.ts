import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { stepNames } from '#lib/predict/trace.ts';
import { openSettings, type ServedStudio, serveStudio } from '../served-studio.ts';
import { recordingUpstream, type Upstream } from './recording-upstream.ts';

let studio: ServedStudio;
let upstream: Upstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const key = 'a-secret-of-the-connector';
const reader: Caller = { id: 'u-reader', username: 'reader', role: 'ml_read_access', backend_roles: [] };
const writer: Caller = { id: 'u-writer', username: 'writer', role: 'ml_full_access', backend_roles: [] };

const connector = (change: object = {}, action: object = {}) => ({
  name: 'traced',
  version: '1',
  protocol: 'http',
  parameters: { model: 'm-1' },
  credential: { key },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: `${upstream.url}/v1/\${parameters.model}`,
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{"model": "${parameters.model}", "q": "${parameters.q}"}',
      ...action,
    },
  ],
  ...change,
});

const stored = async (...given: Parameters<typeof connector>) => {
  const { body } = await studio.call('POST', '/_plugins/_ml/connectors/_create', connector(...given));
  return body.connector_id as string;
};

type Step = {
  name: string;
  status: string;
  input: unknown;
  output: unknown;
  error?: { reason: string; status: number };
  // biome-ignore lint/suspicious/noExplicitAny: each step has details of its own
  detail?: any;
};
const ask = (request: object, as?: Caller) =>
  studio.call('POST', '/api/studio/predictions', { body: { parameters: { q: 'hi' } }, ...request }, as && { as });
const step = (body: { trace: { steps: Step[] } }, name: string) => {
  const found = body.trace.steps.find((one) => one.name === name);
  if (!found) throw new Error(`no step ${name}`);
  return found;
};
const statuses = (body: { trace: { steps: Step[] } }) => Object.fromEntries(body.trace.steps.map(({ name, status }) => [name, status]));

describe('send', () => {
  test('answers as _predict, with every step in order and the request as it went out', async () => {
    const connector_id = await stored();
    upstream.answer({ body: { text: 'hello' } });
    const { status, body } = await ask({ target: { connector_id }, mode: 'send' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ run_id: expect.any(String), outcome: 'answered', status: 200 });
    expect(body.response).toEqual({
      inference_results: [{ output: [{ name: 'response', dataAsMap: { text: 'hello' } }], status_code: 200 }],
    });
    expect(body.trace.steps.map(({ name }: Step) => name)).toEqual(stepNames);
    expect(statuses(body)).toMatchObject({
      pre_process: 'skipped',
      limits: 'skipped',
      filter: 'skipped',
      post_process: 'skipped',
      output: 'ok',
    });
    expect(step(body, 'parameters').detail.origins).toEqual({ model: 'connector', q: 'call' });
    expect(step(body, 'payload').output).toBe('{"model": "m-1", "q": "hi"}');
    expect(step(body, 'request')).toMatchObject({
      output: { method: 'POST', url: `${upstream.url}/v1/m-1`, body: '{"model": "m-1", "q": "hi"}' },
      detail: { trusted_by: 0, pattern: '.*' },
    });
    expect(step(body, 'request').detail.prepared.headers).toContainEqual(['Authorization', 'Bearer ********']);
    expect(step(body, 'send')).toMatchObject({
      output: { status: 200, body: '{"text":"hello"}' },
      detail: { attempts: [{ status: 200 }] },
    });
    expect(step(body, 'send').detail.attempts[0].timings.total).toBeGreaterThan(0);
    expect(upstream.take()[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify(body)).not.toContain(key);
  });

  test('what the service refuses is the answer of _predict, with what to do about it', async () => {
    const connector_id = await stored();
    upstream.answer({ status: 401, body: { message: `no such key ${key}` } });
    const { status, body } = await ask({ target: { connector_id }, mode: 'send' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'failed', failed_step: 'send', status: 401 });
    expect(body.response.error.reason).toBe('Error from remote service: {"message":"no such key ********"}');
    expect(step(body, 'send')).toMatchObject({ status: 'failed', error: { type: 'status_exception', status: 401 } });
    expect(step(body, 'send').detail.remedy.actions[0]).toBe('check_credential');
    expect(statuses(body)).toMatchObject({ request: 'ok', parse: 'not_reached', output: 'not_reached' });
    expect(JSON.stringify(body)).not.toContain(key);
    upstream.take();
  });

  test('every attempt is shown, and how long was waited', async () => {
    const connector_id = await stored({ client_config: { max_retry_times: 2, retry_backoff_millis: 10 } });
    upstream.answer({ status: 503, body: 'later' }, { body: { ok: true } });
    const { body } = await ask({ target: { connector_id }, mode: 'send' });
    expect(body.outcome).toBe('answered');
    expect(step(body, 'send').detail.attempts).toMatchObject([
      { status: 503, error: 'Error from remote service: later', waits_ms: 10 },
      { status: 200 },
    ]);
    expect(upstream.take()).toHaveLength(2);
  });

  test('an input that is split shows each call, and first of all the one that failed', async () => {
    const connector_id = await stored(
      {},
      {
        request_body: '{"t": "${parameters.inputText}"}',
        pre_process_function: 'connector.pre_process.bedrock.embedding',
        post_process_function: 'connector.post_process.bedrock.embedding',
      },
    );
    const request = { target: { connector_id }, mode: 'send', algorithm: 'text_embedding', body: { text_docs: ['a', 'b'] } };
    upstream.answer({ body: { embedding: [0.5] } }, { body: { embedding: [0.25] } });
    const good = await ask(request);
    expect(good.body.trace.calls.map((steps: Step[]) => steps.find(({ name }) => name === 'payload')?.output)).toEqual([
      '{"t": "a"}',
      '{"t": "b"}',
    ]);
    expect(good.body.trace.steps).toEqual(good.body.trace.calls[0]);
    expect(good.body.response.inference_results).toHaveLength(2);
    upstream.answer({ body: { embedding: [0.5] } }, { body: { other: 1 } });
    const bad = await ask(request);
    expect(bad.body).toMatchObject({ outcome: 'failed', failed_step: 'filter', status: 500 });
    expect(step(bad.body, 'filter').error).toMatchObject({ reason: 'Fail to execute PREDICT in aws connector', status: 500 });
    expect(step(bad.body, 'filter').detail.caused_by.type).toBe('path_not_found_exception');
    upstream.take();
  });

  test('a model as target deploys and keeps its limits', async () => {
    const connector_id = await stored();
    const body = { name: 'm', function_name: 'remote', connector_id, rate_limiter: { limit: 1, unit: 'DAYS' } };
    const { model_id } = (await studio.call('POST', '/_plugins/_ml/models/_register', body)).body;
    upstream.answer({ body: { a: 1 } });
    const first = await ask({ target: { model_id }, mode: 'send' });
    expect(first.body.outcome).toBe('answered');
    expect(step(first.body, 'target').output).toMatchObject({ model_id, connector_id, model_name: 'm' });
    const second = await ask({ target: { model_id }, mode: 'send' });
    expect(second.body).toMatchObject({ outcome: 'failed', failed_step: 'limits', status: 429 });
    expect(upstream.take()).toHaveLength(1);
  });

  test('L-08 a page that is left takes the call with it', async () => {
    const connector_id = await stored();
    upstream.answer({ delay_ms: 5_000 });
    const leaving = new AbortController();
    const call = fetch(`${studio.url}/api/studio/predictions`, {
      method: 'POST',
      headers: { 'x-test-caller': 'u-admin', 'content-type': 'application/json' },
      body: JSON.stringify({ target: { connector_id }, mode: 'send', body: { parameters: { q: 'x' } } }),
      signal: leaving.signal,
    }).catch(() => 'left');
    await vi.waitUntil(() => upstream.received.length === 1, { timeout: 10_000 });
    leaving.abort();
    expect(await call).toBe('left');
    await vi.waitUntil(() => upstream.abandoned() === 1, { timeout: 10_000 });
    upstream.take();
  });
});

describe('dry run', () => {
  test('stops before send, opens no credential and shows what would be signed', async () => {
    const aws = {
      protocol: 'aws_sigv4',
      parameters: { model: 'm-1', region: 'us-east-1', service_name: 'bedrock' },
      credential: { access_key: 'AKIA-of-nobody', secret_key: key },
    };
    const connector_id = await stored(aws, { headers: { 'x-amz-content-sha256': 'required' } });
    const { body } = await ask({ target: { connector_id }, mode: 'dry_run' });
    expect(body).toMatchObject({ outcome: 'dry_run', status: null, response: null });
    expect(statuses(body)).toMatchObject({ request: 'ok', send: 'not_reached', output: 'not_reached' });
    const { signing } = step(body, 'request').detail.prepared;
    expect(signing.credential_scope).toMatch(/^\d{8}\/us-east-1\/bedrock\/aws4_request$/);
    expect(signing.canonical_request).toContain('POST\n/v1/m-1\n');
    expect(signing.signature).toBeUndefined();
    for (const secret of [key, 'AKIA-of-nobody']) expect(JSON.stringify(body)).not.toContain(secret);
    expect(upstream.take()).toEqual([]);
  });

  test('an address that is not trusted fails the step that would send it there', async () => {
    const connector_id = await stored();
    const trust = 'plugins.ml_commons.trusted_connector_endpoints_regex';
    await studio.call('PUT', '/_cluster/settings', { persistent: { [trust]: ['^https://api\\.openai\\.com/.*$'] } });
    const { body } = await ask({ target: { connector_id }, mode: 'dry_run' });
    await studio.call('PUT', '/_cluster/settings', { persistent: openSettings });
    expect(body).toMatchObject({ outcome: 'failed', failed_step: 'request', status: 400 });
    expect(step(body, 'request').detail).toMatchObject({
      refused: { stage: 'trust' },
      remedy: { message: `${upstream.host} is not on the list of trusted endpoints.` },
    });
  });

  test('a private address is refused to those who may send, and not even looked at for others', async () => {
    const connector_id = await stored();
    const off = { 'plugins.ml_commons.connector.private_ip_enabled': false };
    await studio.call('PUT', '/_cluster/settings', { persistent: off });
    const mayNot = await ask({ target: { connector_id }, mode: 'dry_run' }, reader);
    const may = await ask({ target: { connector_id }, mode: 'dry_run' }, writer);
    await studio.call('PUT', '/_cluster/settings', { persistent: openSettings });
    expect(mayNot.body.outcome).toBe('dry_run');
    expect(may.body).toMatchObject({ outcome: 'failed', failed_step: 'request' });
    expect(step(may.body, 'request').error?.reason).toBe('Remote inference host name has private ip address: 127.0.0.1');
  });

  test('deploys no model', async () => {
    const body = { name: 'm', function_name: 'remote', connector_id: await stored() };
    const { model_id } = (await studio.call('POST', '/_plugins/_ml/models/_register', body)).body;
    for (const mode of ['dry_run', 'mock']) expect((await ask({ target: { model_id }, mode })).status).toBe(200);
    expect((await studio.call('GET', `/_plugins/_ml/models/${model_id}`)).body.model_state).toBe('REGISTERED');
  });
});

describe('mock', () => {
  test('without a blueprint it echoes the request, and needs no key and no trust', async () => {
    const draft = { ...connector({ credential: {} }), actions: [{ ...connector().actions[0], url: 'https://nobody.example/v1/x?y=1' }] };
    const trust = { 'plugins.ml_commons.trusted_connector_endpoints_regex': [] };
    await studio.call('PUT', '/_cluster/settings', { persistent: trust });
    const { body } = await ask({ target: { connector: draft }, mode: 'mock' }, reader);
    await studio.call('PUT', '/_cluster/settings', { persistent: openSettings });
    expect(body).toMatchObject({ outcome: 'answered', status: 200 });
    expect(body.response.inference_results[0].output[0].dataAsMap).toEqual({
      method: 'POST',
      path: '/v1/x?y=1',
      body: { model: 'm-1', q: 'hi' },
    });
    expect(step(body, 'request').detail.refused.stage).toBe('trust');
  });

  test.each([
    ['server_error', 500, 'send'],
    ['malformed', 400, 'parse'],
    ['empty', 502, 'send'],
    ['rate_limited_then_good', 429, 'send'],
  ])('scenario %s', async (scenario, status, failed_step) => {
    const { body } = await ask({ target: { connector_id: await stored() }, mode: 'mock', scenario }, reader);
    expect(body).toMatchObject({ outcome: 'failed', status, failed_step });
    expect(upstream.take()).toEqual([]);
  });

  test('scenario slow ends with the time-out of the connector', async () => {
    const connector_id = await stored({ client_config: { read_timeout: 1 } });
    const started = performance.now();
    const { body } = await ask({ target: { connector_id }, mode: 'mock', scenario: 'slow' });
    expect(performance.now() - started).toBeGreaterThan(900);
    expect(body).toMatchObject({ outcome: 'failed', status: 500, failed_step: 'send' });
    expect(step(body, 'send').detail.remedy.message).toContain('read_timeout (1 s)');
  });
});

describe('drafts', () => {
  test('a draft is called with the credential that it brings, and leaves nothing behind', async () => {
    const before = studio.store.reads.prepare('SELECT count(*) AS n FROM data_key').get();
    upstream.answer({ body: { ok: 1 } });
    const { body } = await ask({ target: { connector: connector() }, mode: 'send' });
    expect(body.outcome).toBe('answered');
    expect(upstream.take()[0]?.headers.authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify(body)).not.toContain(key);
    expect(studio.store.reads.prepare('SELECT count(*) AS n FROM data_key').get()).toEqual(before);
  });

  test('C-12 values that a draft leaves out are the stored ones, as long as they go where they went', async () => {
    const connector_id = await stored();
    const draft = { ...connector(), credential: undefined, connector_id };
    upstream.answer({ body: { ok: 1 } });
    expect((await ask({ target: { connector: draft }, mode: 'send' })).body.outcome).toBe('answered');
    expect(upstream.take()[0]?.headers.authorization).toBe(`Bearer ${key}`);
    const elsewhere = { ...draft, actions: [{ ...draft.actions[0], url: 'http://127.0.0.1:1/v1' }] };
    const refused = await ask({ target: { connector: elsewhere }, mode: 'send' });
    expect([refused.status, refused.body.error.reason]).toEqual([400, 'Changing the endpoint requires re-entering the credential']);
  });

  test('a draft that is no connector is an ordinary failure', async () => {
    const { status, body } = await ask({ target: { connector: { protocol: 'carrier pigeon' } }, mode: 'dry_run' });
    expect([status, body.error.reason]).toEqual([
      400,
      'Unsupported connector protocol. Please use one of [aws_sigv4, http, mcp_sse, mcp_streamable_http]',
    ]);
  });
});

describe('requests that are refused', () => {
  test('who may only try may not send', async () => {
    const { status, body } = await ask({ target: { connector_id: await stored() }, mode: 'send' }, reader);
    expect([status, body.error.type]).toEqual([403, 'security_exception']);
    expect(upstream.take()).toEqual([]);
  });

  test('M-01 a connector that may not be seen may not be tried', async () => {
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': true } });
    const connector_id = await stored({ access_mode: 'private' });
    const { status, body } = await ask({ target: { connector_id }, mode: 'mock' }, reader);
    await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': null } });
    expect([status, body.error.reason]).toEqual([403, "You don't have permission to access this connector"]);
  });

  test('an unknown target is 404', async () => {
    expect((await ask({ target: { connector_id: 'nope' }, mode: 'mock' })).status).toBe(404);
    expect((await ask({ target: { model_id: 'nope' }, mode: 'mock' })).status).toBe(404);
  });

  test.each([
    [{ mode: 'mock' }, 'target'],
    [{ target: { connector_id: 'x' }, mode: 'later' }, 'mode'],
    [{ target: { connector_id: 'x' }, mode: 'mock', scenario: 'odd' }, 'scenario'],
    [{ target: { connector_id: 'x', model_id: 'y' }, mode: 'mock' }, 'target'],
    [{ target: { connector_id: 'x' }, mode: 'mock', body: undefined }, 'body'],
  ])('%j names its field', async (request, path) => {
    const { status, body } = await ask(request);
    expect([status, body.error.fields[0].path]).toEqual([400, path]);
  });

  test('a body that _predict would refuse is refused in the same words', async () => {
    const { status, body } = await ask({
      target: { connector_id: await stored() },
      mode: 'mock',
      algorithm: 'text_embedding',
      body: { text_docs: [] },
    });
    expect([status, body.error.reason]).toEqual([400, 'Empty text docs']);
  });
});
