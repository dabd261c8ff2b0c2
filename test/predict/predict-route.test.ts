import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
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

async function aModel({ action = {}, connector = {}, model = {} }: { action?: object; connector?: object; model?: object } = {}) {
  const made = await studio.call('POST', '/_plugins/_ml/connectors/_create', {
    name: 'route',
    version: '1',
    protocol: 'http',
    credential: { key },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: `${upstream.url}/v1`,
        headers: { Authorization: 'Bearer ${credential.key}' },
        request_body: '{"q": "${parameters.q}"}',
        ...action,
      },
    ],
    ...connector,
  });
  const body = { name: 'route', function_name: 'remote', connector_id: made.body.connector_id, ...model };
  const registered = await studio.call('POST', '/_plugins/_ml/models/_register', body);
  expect(registered.status, registered.text).toBe(200);
  return { model_id: registered.body.model_id as string, connector_id: made.body.connector_id as string };
}

const predict = (model_id: string, body: unknown = { parameters: { q: 'x' } }, query = '') =>
  studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict${query}`, body);
const read = async (model_id: string) => (await studio.call('GET', `/_plugins/_ml/models/${model_id}`)).body;
const failure = (type: string, status: number, reason: string) => ({ error: { root_cause: [{ type, reason }], type, reason }, status });

test('the first prediction deploys a model, many at once make one task', async () => {
  const { model_id } = await aModel();
  expect((await read(model_id)).model_state).toBe('REGISTERED');
  const answers = await Promise.all(Array.from({ length: 5 }, () => predict(model_id)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect((await read(model_id)).model_state).toBe('DEPLOYED');
  const search = { query: { bool: { must: [{ term: { model_id } }, { term: { task_type: 'DEPLOY_MODEL' } }] } } };
  expect((await studio.call('POST', '/_plugins/_ml/tasks/_search', search)).body.hits.total.value).toBe(1);
  upstream.take();
});

test('a model that may not be deployed on first use says so', async () => {
  const own = await aModel({ model: { deploy_setting: { is_auto_deploy_enabled: false } } });
  const reason = `Auto deployment disabled for this model, please deploy model first Model ID: ${own.model_id}`;
  expect((await predict(own.model_id)).body).toEqual(failure('illegal_argument_exception', 400, reason));
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.model_auto_deploy.enable': false } });
  const any = await aModel();
  const text = 'Model not ready yet. Please deploy the model first.';
  expect((await predict(any.model_id)).body).toEqual(failure('illegal_argument_exception', 400, text));
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.model_auto_deploy.enable': null } });
  expect(upstream.take()).toEqual([]);
});

test('a disabled model, an unknown one and a switched-off feature answer in this order of checks', async () => {
  const { model_id } = await aModel({ model: { is_enabled: false } });
  expect((await predict(model_id)).body).toEqual(failure('status_exception', 403, 'Model is disabled.'));
  expect((await predict('unknown', '{')).body).toEqual(failure('status_exception', 404, 'Failed to find model'));
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.remote_inference.enabled': false } });
  const off =
    'Remote Inference is currently disabled. To enable it, update the setting "plugins.ml_commons.remote_inference_enabled" to true.';
  expect((await predict(model_id, '{')).body).toEqual(failure('status_exception', 400, off));
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.remote_inference.enabled': null } });
  expect((await predict(model_id, '{')).body).toMatchObject({ status: 400, error: { type: 'json_e_o_f_exception' } });
  expect(upstream.take()).toEqual([]);
});

test('an interface judges the input before anything is sent, and the output afterwards', async () => {
  const input = { type: 'object', properties: { parameters: { type: 'object', properties: { q: { type: 'string', minLength: 3 } } } } };
  const output = { required: ['never_there'] };
  const first = await aModel({ model: { interface: { input } } });
  expect((await predict(first.model_id)).body.error.reason).toMatch(/^Error validating input schema, if you think this is expected/);
  expect(upstream.take()).toEqual([]);
  const second = await aModel({ model: { interface: { output } } });
  const refused = await predict(second.model_id);
  expect([refused.status, refused.body.error.reason]).toEqual([400, expect.stringMatching(/^Error validating output schema/)]);
  expect(upstream.take()).toHaveLength(1);
});

test('the algorithm may stand in the path or in the query', async () => {
  const { model_id } = await aModel({
    action: { request_body: '{"input": ${parameters.input}}', pre_process_function: 'connector.pre_process.openai.embedding' },
  });
  const body = { text_docs: ['a', 'b'] };
  const paths = [`/_plugins/_ml/_predict/text_embedding/${model_id}`, `/_plugins/_ml/models/${model_id}/_predict?algorithm=TEXT_EMBEDDING`];
  for (const path of paths) expect((await studio.call('POST', path, body)).status).toBe(200);
  expect(upstream.take().map(({ body: sent }) => sent)).toEqual(['{"input": ["a","b"]}', '{"input": ["a","b"]}']);
});

test('numbers of an answer are printed as Java prints them, plain, pretty and filtered', async () => {
  const { model_id } = await aModel();
  const body = '{"a": 1.50, "b": 0.00001, "c": 12345678901234567890, "d": 1}';
  upstream.answer({ body }, { body }, { body });
  expect((await predict(model_id)).text).toBe(
    '{"inference_results":[{"output":[{"name":"response","dataAsMap":{"a":1.5,"b":1.0E-5,"c":12345678901234567890,"d":1}}],"status_code":200}]}',
  );
  expect((await predict(model_id, undefined, '?pretty')).text).toContain('            "b" : 1.0E-5,\n');
  expect((await predict(model_id, undefined, '?filter_path=**.b')).text).toBe(
    '{"inference_results":[{"output":[{"dataAsMap":{"b":1.0E-5}}]}]}',
  );
  upstream.take();
});

test('scripts make what is sent and what is answered', async () => {
  const pre_process_function = `return '{"parameters":{"text":"' + params.text_docs[0] + '"}}'`;
  const post_process_function = `return '{"name":"n","data_type":"INT64","shape":[1],"data":[' + params.found.length + ']}'`;
  const { model_id } = await aModel({
    action: { request_body: '{"t": "${parameters.text}"}', pre_process_function, post_process_function },
  });
  upstream.answer({ body: '{"found": [1, 2, 3]}' });
  const { body } = await studio.call('POST', `/_plugins/_ml/_predict/text_embedding/${model_id}`, { text_docs: ['a "b"'] });
  expect(upstream.take().map(({ body: sent }) => JSON.parse(sent))).toEqual([{ t: 'a "b"' }]);
  expect(body.inference_results[0].output).toEqual([{ name: 'n', data_type: 'INT64', shape: [1], data: [3] }]);
});

test('a script that fails says where: 400 before anything is sent, 500 around it afterwards', async () => {
  const before = await aModel({ action: { pre_process_function: 'return params.x.y;' } });
  const refused = await studio.call('POST', `/_plugins/_ml/_predict/text_embedding/${before.model_id}`, { text_docs: ['a'] });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({
    type: 'script_exception',
    reason: 'runtime error',
    script_stack: ['return params.x.y;', '                ^---- HERE'],
    lang: 'painless',
    position: { offset: 16, line: 1, column: 17 },
    caused_by: { type: 'null_pointer_exception', reason: 'cannot access [y] on null' },
  });
  expect(upstream.take()).toEqual([]);
  const after = await aModel({ action: { post_process_function: 'return params.x.' } });
  const { status, body } = await predict(after.model_id);
  expect([status, body.error.type, body.error.reason]).toEqual([500, 'm_l_exception', 'Fail to execute PREDICT in aws connector']);
  expect(body.error.caused_by).toMatchObject({ type: 'script_exception', reason: 'compile error' });
  upstream.take();
});

test('the parameter stream is refused on this route, whoever gives it', async () => {
  const { model_id } = await aModel();
  const { status, body } = await predict(model_id, { parameters: { q: 'x', stream: true } });
  expect([status, body.error.reason]).toEqual([400, expect.stringMatching(/^The parameter 'stream' is not supported here/)]);
  expect(upstream.take()).toEqual([]);
});

test('all parts of an input are made ready before the first is sent', async () => {
  const { model_id } = await aModel({
    action: { request_body: '{"t": "${parameters.inputText}"}', pre_process_function: 'connector.pre_process.bedrock.embedding' },
  });
  const { status, body } = await studio.call('POST', `/_plugins/_ml/_predict/text_embedding/${model_id}`, { text_docs: ['a', null] });
  expect([status, body.error.reason]).toEqual([400, 'No input text provided']);
  expect(upstream.take()).toEqual([]);
});

test('who may only read may not predict', async () => {
  const { model_id } = await aModel();
  const reader: Caller = { id: 'u-reader', username: 'reader', role: 'ml_read_access', backend_roles: [] };
  const { status, body } = await studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, { parameters: {} }, { as: reader });
  expect([status, body.error.type, body.error.reason]).toEqual([
    403,
    'security_exception',
    'no permissions for [predict.send] and User [name=reader, backend_roles=[], requestedTenant=null]',
  ]);
  expect(upstream.take()).toEqual([]);
});

test('M-01 a private connector answers only its owner, through a model too', async () => {
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': true } });
  const { model_id } = await aModel({ connector: { access_mode: 'private' } });
  const other: Caller = { id: 'u-other', username: 'other', role: 'ml_full_access', backend_roles: [] };
  const { status, body } = await studio.call(
    'POST',
    `/_plugins/_ml/models/${model_id}/_predict`,
    { parameters: { q: 'x' } },
    { as: other },
  );
  expect([status, body.error.reason]).toEqual([403, "You don't have permission to access this connector"]);
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.connector_access_control_enabled': null } });
  expect(upstream.take()).toEqual([]);
});

test('a changed connector, model and setting act on the very next prediction', async () => {
  const { model_id } = await aModel();
  expect((await predict(model_id)).status).toBe(200);
  const trust = 'plugins.ml_commons.trusted_connector_endpoints_regex';
  await studio.call('PUT', '/_cluster/settings', { persistent: { [trust]: ['^https://api\\.openai\\.com/.*$'] } });
  expect((await predict(model_id)).body.error.reason).toBe('Connector URL is not matching the trusted connector endpoint regex');
  await studio.call('PUT', '/_cluster/settings', { persistent: openSettings });
  await studio.call('PUT', `/_plugins/_ml/models/${model_id}`, { is_enabled: false });
  expect((await predict(model_id)).status).toBe(403);
  await studio.call('PUT', `/_plugins/_ml/models/${model_id}`, { is_enabled: true });
  expect((await predict(model_id)).status).toBe(200);
  expect(upstream.take()).toHaveLength(2);
});

test('C-15 a service that sends the credential back is not quoted', async () => {
  const { model_id } = await aModel();
  upstream.answer({ status: 401, body: { message: `wrong key ${key}` } }, { body: { echo: key } });
  const refused = await predict(model_id);
  expect(refused.body.error.reason).toBe('Error from remote service: {"message":"wrong key ********"}');
  expect((await predict(model_id)).text).not.toContain(key);
  upstream.take();
});

test('how the last prediction ended is known a second later', async () => {
  const { model_id, connector_id } = await aModel();
  upstream.answer({ body: {} }, { status: 503, body: 'no' });
  await predict(model_id);
  await predict(model_id);
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  const rows = studio.store.reads
    .prepare('SELECT kind, outcome, status FROM last_run WHERE target_id IN (?, ?) ORDER BY kind')
    .all(model_id, connector_id);
  expect(rows).toEqual([
    { kind: 'connector', outcome: 'failed', status: 503 },
    { kind: 'model', outcome: 'failed', status: 503 },
  ]);
  upstream.take();
});

test('L-08 a client that leaves takes its call with it', async () => {
  const { model_id } = await aModel();
  upstream.answer({ delay_ms: 5_000 });
  const leaving = new AbortController();
  const call = fetch(`${studio.url}/_plugins/_ml/models/${model_id}/_predict`, {
    method: 'POST',
    headers: { 'x-test-caller': 'u-admin', 'content-type': 'application/json' },
    body: JSON.stringify({ parameters: { q: 'x' } }),
    signal: leaving.signal,
  }).catch(() => 'left');
  await vi.waitUntil(() => upstream.received.length === 1, { timeout: 10_000 });
  leaving.abort();
  expect(await call).toBe('left');
  await vi.waitUntil(() => upstream.abandoned() === 1, { timeout: 10_000 });
  upstream.take();
});

test('L-06 a service that keeps failing is left alone, which the page of its connector tells', async () => {
  const { model_id, connector_id } = await aModel();
  upstream.answer(...Array.from({ length: 5 }, () => ({ status: 500, body: 'broken' })));
  for (let n = 0; n < 5; n++) expect((await predict(model_id)).status).toBe(500);
  expect(upstream.take()).toHaveLength(5);
  const { status, headers, body } = await predict(model_id);
  expect([status, body.error.type, headers.get('retry-after')]).toEqual([503, 'status_exception', expect.stringMatching(/^1[0-5]$/)]);
  expect(upstream.take()).toEqual([]);
  const shown = await studio.call('GET', `/api/studio/connectors/${connector_id}`);
  expect(shown.body.left_alone).toMatchObject([{ origin: upstream.url, state: 'open' }]);
});

test('L-07 who asks for more predictions a minute than the setting allows is told when to come back', async () => {
  const { model_id } = await aModel();
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.rate_limit.per_minute': 2 } });
  const statuses = [];
  for (let n = 0; n < 3; n++) statuses.push((await predict(model_id)).status);
  const refused = await predict(model_id);
  const stranger: Caller = { id: 'u-other', username: 'other', role: 'all_access', backend_roles: [] };
  const other = await studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, { parameters: { q: 'x' } }, { as: stranger });
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'studio.rate_limit.per_minute': null } });
  expect([statuses, other.status]).toEqual([[200, 200, 429], 200]);
  expect([refused.status, refused.body.error.type]).toEqual([429, 'rejected_execution_exception']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  upstream.take();
});
