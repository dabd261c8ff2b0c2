import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { remedyFor } from '#lib/predict/remedy.ts';
import { aConnector, anAction } from './a-connector.ts';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { type Answered, openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

// Every failure that ui.md §8 names is caused once, by what a person does, and met by its remedy.

let studio: ServedStudio;
let service: Upstream;
let silentPort: number;
let closed: string;
const silent = createServer(() => {}); // takes connections and never says anything
beforeAll(async () => {
  studio = await serveStudio({ ...openSettings, 'plugins.ml_commons.stream_enabled': true });
  service = await recordingUpstream();
  silentPort = await new Promise<number>((resolve) =>
    silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port)),
  );
  const gone = await recordingUpstream();
  closed = gone.host;
  await gone[Symbol.asyncDispose]();
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
  silent.close();
});

type Parts = Record<string, unknown>;
const put = (persistent: Parts) => studio.call('PUT', '/_cluster/settings', { persistent });
const setting = (name: string) => `plugins.ml_commons.${name}`;
const create = (change: Parts = {}, action: Parts = {}): Promise<Answered> =>
  studio.call(
    'POST',
    '/_plugins/_ml/connectors/_create',
    aConnector({ actions: [anAction({ url: `${service.url}/v1`, request_body: '{"q":"${parameters.q}"}', ...action })], ...change }),
  );
const made = async (change: Parts = {}, action: Parts = {}): Promise<string> => (await create(change, action)).body.connector_id;
const modelOf = async (connector_id: string): Promise<string> =>
  (await studio.call('POST', '/_plugins/_ml/models/_register?deploy=true', { name: 'm', function_name: 'remote', connector_id })).body
    .model_id;

/** What the trace advises where a prediction failed. */
async function adviceOf(connector_id: string, parameters: Parts = { q: 'hi' }, more: Parts = {}) {
  const { body } = await studio.call('POST', '/api/studio/predictions', {
    target: { connector_id },
    mode: 'send',
    body: { parameters },
    ...more,
  });
  expect(body.outcome).toBe('failed');
  const step = body.trace.steps.find(({ name }: { name: string }) => name === body.failed_step);
  return { reason: step.error.reason as string, ...step.detail?.remedy };
}

/** What a form advises for a refusal. */
function adviceFor({ status, body }: Answered) {
  expect(status).toBeGreaterThanOrEqual(400);
  const { reason } = body.error as { reason: string };
  return { reason, ...remedyFor({ status, reason }) };
}

async function withSettings<T>(changes: Parts, run: () => Promise<T>): Promise<T> {
  await put(changes);
  try {
    return await run();
  } finally {
    await put(Object.fromEntries(Object.keys(changes).map((key) => [key, (openSettings as Parts)[key] ?? null])));
  }
}

test('an address that is not trusted: when it is saved, and when it is called', async () => {
  const id = await made();
  await withSettings({ [setting('trusted_connector_endpoints_regex')]: ['^https://api\\.example\\.com/.*$'] }, async () => {
    const reason = 'Connector URL is not matching the trusted connector endpoint regex';
    expect(adviceFor(await create())).toMatchObject({ reason, actions: ['trust_host', 'copy_for_administrator'] });
    const message = `${service.host} is not on the list of trusted endpoints.`;
    expect(await adviceOf(id)).toMatchObject({
      id: 'untrusted-address',
      reason,
      message,
      actions: ['trust_host', 'copy_for_administrator'],
    });
  });
});

test('a private address that is not on the private list', async () => {
  const id = await made();
  await withSettings({ [setting('trusted_connector_private_endpoints_regex')]: ['^http://10\\.0\\.0\\.1/.*$'] }, async () => {
    expect(await adviceOf(id)).toMatchObject({
      reason: 'Connector URL is not matching the trusted connector private endpoint regex',
      message: 'This address is private and not on the private list.',
      actions: ['open_private_addresses'],
    });
  });
});

test('placeholders that nobody fills', async () => {
  const id = await made({}, { request_body: '{"a":"${parameters.a}","b":"${parameters.b}"}' });
  expect(await adviceOf(id)).toMatchObject({
    reason: 'Some parameter placeholder not filled in payload: a, b',
    message: 'The body needs a and b.',
    actions: ['fill_parameters', 'keep_placeholders'],
    names: ['a', 'b'],
  });
});

test('a body that is no JSON once it is filled', async () => {
  const id = await made({}, { request_body: '{\n  "model": "m",\n  "texts": ${parameters.q}\n}' });
  expect(await adviceOf(id, { q: 'hello world' })).toMatchObject({
    message: 'After filling, the body is not JSON: line 3, column 12, near `"texts": hello world`.',
    actions: ['go_to_placeholder', 'quote_placeholder'],
  });
});

test('a connector that models use: when it changes, and when it is deleted', async () => {
  const id = await made();
  const model_id = await modelOf(id);
  await studio.call('POST', `/_plugins/_ml/models/${model_id}/_deploy`);
  expect(adviceFor(await studio.call('PUT', `/_plugins/_ml/connectors/${id}`, { description: 'other' }))).toMatchObject({
    reason: expect.stringMatching(/^1 models are still using this connector, please undeploy/),
    message: 'Deployed models use it.',
    actions: ['undeploy_save_deploy'],
  });
  expect(adviceFor(await studio.call('DELETE', `/_plugins/_ml/connectors/${id}`))).toMatchObject({
    reason: expect.stringMatching(/^1 models are still using this connector, please delete or update/),
    message: 'Models point to it.',
    actions: ['show_models'],
  });
});

test.each([
  [401, 'Check the credential and the region.', 'check_credential'],
  [403, 'Check the credential and the region.', 'check_credential'],
  [404, 'Check the model and the path.', 'check_url'],
  [429, 'Wait a moment, or let the connector retry.', 'set_retries'],
  [503, 'It has trouble of its own: try again later.', 'show_answer'],
])('a service that answers %i', async (status, advice, first) => {
  const id = await made();
  service.answer({ status, body: { error: 'no' } });
  const { reason, message, actions } = await adviceOf(id);
  expect(reason).toBe('Error from remote service: {"error":"no"}');
  expect(message).toBe(`${service.host} answered ${status}. ${advice}`);
  expect(actions[0]).toBe(first);
  expect(actions).toEqual(expect.arrayContaining(['show_answer', 'send_again']));
});

test('an action that the connector does not have', async () => {
  const id = await made({}, { action_type: 'batch_predict' });
  expect(await adviceOf(id)).toMatchObject({
    reason: 'no PREDICT action found',
    message: 'This connector has no PREDICT action.',
    actions: ['add_action'],
    names: ['PREDICT'],
  });
});

test('a parameter in a header that says who calls', async () => {
  const refused = adviceFor(await create({}, { headers: { Authorization: 'Bearer ${parameters.token}' } }));
  expect(refused.reason).toMatch(/^Header 'Authorization' cannot use \$\{parameters\.\*\} placeholders for security reasons/);
  expect(refused).toMatchObject({
    message: 'Put this value in the credential.',
    actions: ['move_to_credential'],
    names: ['Authorization'],
  });
});

test.each([
  ['Missing credential', { parameters: { region: 'us-east-1', service_name: 'bedrock' }, credential: { other: 'x' } }, 'credential'],
  ['Missing service name', { parameters: { region: 'us-east-1' }, credential: { access_key: 'a', secret_key: 'b' } }, 'service_name'],
  ['Missing region', { parameters: { service_name: 'bedrock' }, credential: { access_key: 'a', secret_key: 'b' } }, 'region'],
])('%s of aws_sigv4', async (reason, parts, name) => {
  const refused = adviceFor(await create({ protocol: 'aws_sigv4', ...parts }, { headers: {} }));
  expect(refused).toMatchObject({
    reason,
    message: `aws_sigv4 needs the ${name.replace('_', ' ')}.`,
    actions: ['go_to_field'],
    names: [name],
  });
});

test('an action that sends a body and has none', async () => {
  const id = await made({}, { request_body: undefined });
  expect(await adviceOf(id)).toMatchObject({
    reason: 'Content length is 0. Aborting request to remote model',
    message: 'The action has no body.',
    actions: ['add_request_body'],
  });
  const empty = await made({}, { request_body: '' });
  expect(await adviceOf(empty)).toMatchObject({ reason: 'Invalid payload: ', message: 'The action has no body.' });
});

test('a connector without a credential', async () => {
  expect(adviceFor(await create({ credential: undefined }))).toMatchObject({
    reason: 'Connector credential is null or empty list',
    actions: ['go_to_field'],
  });
});

test('remote inference that is switched off: nothing leaves, the mock still answers', async () => {
  const id = await made();
  await withSettings({ [setting('remote_inference.enabled')]: false }, async () => {
    const advice = { message: 'Remote inference is off.', actions: ['open_setting'], names: [setting('remote_inference.enabled')] };
    expect(
      adviceFor(await studio.call('POST', '/_plugins/_ml/models/_register', { name: 'n', function_name: 'remote', connector_id: id })),
    ).toMatchObject(advice);
    const asked = { target: { connector_id: id }, body: { parameters: { q: 'hi' } } };
    const refused = await studio.call('POST', '/api/studio/predictions', { ...asked, mode: 'send' });
    expect(adviceFor(refused)).toMatchObject(advice);
    expect((await studio.call('POST', '/api/studio/predictions', { ...asked, mode: 'mock' })).body.outcome).toBe('answered');
    const streamed = await studio.call('POST', '/api/studio/predictions', { ...asked, mode: 'send', stream: true });
    expect(adviceFor(streamed)).toMatchObject(advice);
  });
});

test('access parameters while access control is off', async () => {
  const refused = adviceFor(await create({ access_mode: 'private' }));
  expect(refused.reason).toMatch(/^You cannot specify connector access control parameters/);
  expect(refused).toMatchObject({ message: 'Access control is off.', actions: ['remove_access_fields', 'open_setting'] });
});

test('a service that does not answer in time, with the limit', async () => {
  const id = await made({ client_config: { read_timeout: 1, max_retry_times: 0 } }, { url: `http://127.0.0.1:${silentPort}/` });
  const { message, actions } = await adviceOf(id);
  expect(message).toBe(`127.0.0.1:${silentPort} did not answer within read_timeout (1 s).`);
  expect(actions).toEqual(['change_limit', 'try_mock']);
});

test('a port where nothing listens', async () => {
  const id = await made({ client_config: { max_retry_times: 0 } }, { url: `http://${closed}/` });
  expect(await adviceOf(id)).toMatchObject({
    message: `Nothing listens at ${closed}: the connection was refused.`,
    actions: ['check_url', 'try_mock'],
  });
});

test('a name that nobody knows', async () => {
  const id = await made({ client_config: { max_retry_times: 0 } }, { url: 'http://nowhere.invalid/' });
  expect(await adviceOf(id)).toMatchObject({ message: 'Looking up the name nowhere.invalid failed.', actions: ['check_url', 'try_mock'] });
});

test('a certificate that is none', async () => {
  const id = await made({ client_config: { max_retry_times: 0 } }, { url: `https://${service.host}/` });
  const { message, actions } = await adviceOf(id);
  expect(message).toMatch(/TLS|certificate/);
  expect(actions).toEqual(['check_url', 'try_mock']);
});

test('a failure that nobody has words for has no advice, but its step', async () => {
  const id = await made({ parameters: { a: '${parameters.b}', b: '${parameters.a}' } }, { request_body: '{"q":"${parameters.a}"}' });
  const { body } = await studio.call('POST', '/api/studio/predictions', {
    target: { connector_id: id },
    mode: 'send',
    body: { parameters: {} },
  });
  const step = body.trace.steps.find(({ name }: { name: string }) => name === body.failed_step);
  expect([body.outcome, step.detail?.remedy, typeof body.run_id]).toEqual(['failed', undefined, 'string']);
});
