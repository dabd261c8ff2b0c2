import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { aConnector, anAction } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

const models = '/_plugins/_ml/models';
let studio: ServedStudio;
let connector_id: string;
beforeAll(async () => {
  studio = await serveStudio();
  connector_id = (await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector())).body.connector_id;
});
afterAll(() => studio[Symbol.asyncDispose]());

const register = async (change: Record<string, unknown> = {}, query = '') => {
  const { body, text } = await studio.call('POST', `${models}/_register${query}`, {
    name: 'Embeddings',
    function_name: 'remote',
    connector_id,
    ...change,
  });
  if (!body.model_id) throw new Error(text);
  return body as { model_id: string; task_id: string };
};
const read = async (id: string) => (await studio.call('GET', `${models}/${id}`)).body;
const reasonOf = async (method: string, path: string, body?: unknown) => {
  const answer = await studio.call(method, path, body);
  return [answer.status, answer.body.error?.reason];
};
const inline = (change: Record<string, unknown> = {}) => {
  const { name, ...rest } = aConnector();
  return { connector_id: undefined, connector: { name, ...rest, ...change } };
};

test('a model is registered, deployed, undeployed and deleted, and its tasks tell so', async () => {
  const { model_id, task_id } = await register({ description: 'a model' });
  const { body: task } = await studio.call('GET', `/_plugins/_ml/tasks/${task_id}`);
  expect(task).toMatchObject({ model_id, task_type: 'REGISTER_MODEL', function_name: 'REMOTE', state: 'COMPLETED', is_async: false });
  const [node] = task.worker_node;
  expect(node).toMatch(/^[\w-]{22}$/);
  expect(await read(model_id)).toMatchObject({ algorithm: 'REMOTE', model_state: 'REGISTERED', is_hidden: false, connector_id });

  const deployment = await studio.call('POST', `${models}/${model_id}/_deploy`);
  expect(deployment.body).toEqual({ task_id: expect.any(String), task_type: 'DEPLOY_MODEL', status: 'COMPLETED' });
  expect(await read(model_id)).toMatchObject({
    model_state: 'DEPLOYED',
    planning_worker_nodes: [node],
    planning_worker_node_count: 1,
    current_worker_node_count: 1,
    deploy_to_all_nodes: true,
    auto_redeploy_retry_times: 0,
  });
  expect(await reasonOf('DELETE', `${models}/${model_id}`)).toEqual([
    400,
    'Model cannot be deleted in deploying or deployed state. Try undeploy model first then delete',
  ]);
  expect((await studio.call('POST', `${models}/${model_id}/_undeploy`)).body).toEqual({ [node]: { stats: { [model_id]: 'undeployed' } } });
  expect((await studio.call('POST', `${models}/${model_id}/_undeploy`)).body).toEqual({ [node]: { stats: { [model_id]: 'not_found' } } });
  expect(await read(model_id)).toMatchObject({ model_state: 'UNDEPLOYED', planning_worker_node_count: 0, current_worker_node_count: 0 });
  expect((await studio.call('DELETE', `${models}/${model_id}`)).body).toMatchObject({ _index: '.plugins-ml-model', result: 'deleted' });
  expect(await reasonOf('GET', `${models}/${model_id}`)).toEqual([404, `Failed to find model with the provided model id: ${model_id}`]);
});

describe('a connector that models use', () => {
  test('cannot be changed while one is deployed, and cannot be deleted while one refers to it', async () => {
    const own = (await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector({ name: 'Used' }))).body.connector_id;
    const path = `/_plugins/_ml/connectors/${own}`;
    const { model_id } = await register({ name: 'user', connector_id: own }, '?deploy=true');
    expect(await reasonOf('PUT', path, { description: 'x' })).toEqual([
      400,
      `1 models are still using this connector, please undeploy the models first: [${model_id}]`,
    ]);
    await studio.call('POST', `${models}/${model_id}/_undeploy`);
    expect((await studio.call('PUT', path, { description: 'x' })).status).toBe(200);
    expect(await reasonOf('DELETE', path)).toEqual([
      409,
      `1 models are still using this connector, please delete or update the models first: [${model_id}]`,
    ]);
    await studio.call('DELETE', `${models}/${model_id}`);
    expect((await studio.call('DELETE', path)).body.result).toBe('deleted');
  });

  test('a deployment and an update at the same time never both see the other undone (M-09)', async () => {
    const own = (await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector({ name: 'Raced' }))).body.connector_id;
    const { model_id } = await register({ name: 'racer', connector_id: own });
    const [deployed, updated] = await Promise.all([
      studio.call('POST', `${models}/${model_id}/_deploy`),
      studio.call('PUT', `/_plugins/_ml/connectors/${own}`, { description: 'raced' }),
    ]);
    const deployTime = (await read(model_id)).last_deployed_time;
    const updateTime = (await studio.call('GET', `/_plugins/_ml/connectors/${own}`)).body.last_updated_time;
    expect(deployed.status).toBe(200);
    expect(updated.status === 400 || updateTime <= deployTime).toBe(true);
  });
});

describe('groups', () => {
  test('a model without a group founds one of its name, the next of that name is its second version', async () => {
    const first = await read((await register({ name: 'Twins' })).model_id);
    const second = await read((await register({ name: 'Twins' })).model_id);
    expect([first.model_version, second.model_version]).toEqual(['1', '2']);
    expect(second.model_group_id).toBe(first.model_group_id);
    const { body } = await studio.call('GET', `/_plugins/_ml/model_groups/${first.model_group_id}`);
    expect(body).toMatchObject({ name: 'Twins', latest_version: 2, access: 'public' });
    expect(await reasonOf('DELETE', `/_plugins/_ml/model_groups/${first.model_group_id}`)).toEqual([
      409,
      'Cannot delete the model group when it has associated model versions',
    ]);
  });

  test('20 models registered at once get 20 versions', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => register({ name: 'Crowd' })));
    const versions = await Promise.all(made.map(async ({ model_id }) => Number((await read(model_id)).model_version)));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  test('a failed registration leaves nothing behind', async () => {
    const before = (await studio.call('POST', '/_plugins/_ml/model_groups/_search', {})).body.hits.total.value;
    expect(await reasonOf('POST', `${models}/_register`, { name: 'Never', function_name: 'remote', connector_id: 'nope' })).toEqual([
      404,
      'Failed to find connector:nope',
    ]);
    expect((await studio.call('POST', '/_plugins/_ml/model_groups/_search', {})).body.hits.total.value).toBe(before);
  });

  test('{} is no group, with 400', async () => {
    expect(await reasonOf('POST', '/_plugins/_ml/model_groups/_register', {})).toEqual([400, 'model group name must not be null']);
  });
});

describe('a connector inside a model', () => {
  test('keeps its credential sealed and out of every answer (C-10)', async () => {
    const { model_id } = await register({ name: 'Inline', ...inline() });
    const answers = await Promise.all([
      studio.call('GET', `${models}/${model_id}`),
      studio.call('POST', `${models}/_search`, { query: { match: { name: 'inline' } } }),
      studio.call('GET', '/api/studio/models?q=Inline'),
    ]);
    for (const { text } of answers) expect(text).not.toMatch(/secret-value-1|"credential"/);
    const fields = studio.store.reads.prepare('SELECT name FROM sealed_credential WHERE owner_id = ?').pluck().all(model_id);
    expect(fields).toEqual(['cohere_key']);
    await studio.call('DELETE', `${models}/${model_id}`);
    expect(studio.store.reads.prepare('SELECT count(*) FROM data_key WHERE owner_id = ?').pluck().get(model_id)).toBe(0);
  });

  test('a patch without a credential keeps the sealed values as they are', async () => {
    const { model_id } = await register({ name: 'Patched', ...inline() });
    const sealed = () => studio.store.reads.prepare('SELECT sealed FROM sealed_credential WHERE owner_id = ?').pluck().all(model_id);
    const before = sealed();
    expect((await studio.call('PUT', `${models}/${model_id}`, { connector: { parameters: { model: 'new' } } })).status).toBe(200);
    expect((await read(model_id)).connector.parameters).toEqual({ model: 'new' });
    expect(sealed()).toEqual(before);
  });

  test('a patch that would send it elsewhere needs it again (C-12)', async () => {
    const { model_id } = await register({ name: 'Moved', ...inline() });
    const patch = { actions: [anAction({ url: 'https://api.openai.com/v1/embeddings' })] };
    expect(await reasonOf('PUT', `${models}/${model_id}`, { connector: patch })).toEqual([
      400,
      'Changing the endpoint requires re-entering the credential',
    ]);
    expect((await studio.call('PUT', `${models}/${model_id}`, { connector: { ...patch, credential: { cohere_key: 'k' } } })).status).toBe(
      200,
    );
  });

  test('is left out when a connector_id is given as well', async () => {
    const { model_id } = await register({ name: 'Both', ...inline(), connector_id });
    expect(await read(model_id)).not.toHaveProperty('connector');
    expect(studio.store.reads.prepare('SELECT count(*) FROM data_key WHERE owner_id = ?').pluck().get(model_id)).toBe(0);
  });
});

describe('what is refused', () => {
  test.each([
    [{ connector_id: 'none' }, 404, 'Failed to find connector:none'],
    [{ rate_limiter: { limit: '-1', unit: 'MINUTES' } }, 400, 'Limit field must be a positive number.'],
    [{ deploy_setting: { model_ttl_minutes: 'x' } }, 400, 'For input string: "x"'],
    [{ guardrails: { type: 'magic' } }, 400, 'The type of guardrails is required, can not be null.'],
    [{ model_id: '_x' }, 400, "model id must not start with '_'"],
    [{ function_name: 'text_embedding' }, 400, 'model format is null'],
  ])('registering with %j', async (change, status, reason) => {
    const body = { name: 'Refused', function_name: 'remote', connector_id, ...change };
    expect(await reasonOf('POST', `${models}/_register`, body)).toEqual([status, reason]);
  });

  test('a model that runs in a cluster: its record is kept; deploying and calling it say what to do', async () => {
    const body = { name: 'Local', version: '1.0.1', model_format: 'TORCH_SCRIPT', function_name: 'TEXT_EMBEDDING' };
    const { body: answer } = await studio.call('POST', `${models}/_register`, body);
    expect(answer).toEqual({ task_id: expect.any(String), status: 'CREATED' });
    const taskOf = async (id: string) => (await studio.call('GET', `/_plugins/_ml/tasks/${id}`)).body;
    const registration = await taskOf(answer.task_id);
    const { model_id, worker_node } = registration;
    const common = { function_name: 'TEXT_EMBEDDING', is_async: true, worker_node: [expect.any(String)] };
    expect(registration).toMatchObject({ ...common, task_type: 'REGISTER_MODEL', state: 'COMPLETED' });
    const record = { algorithm: 'TEXT_EMBEDDING', model_format: 'TORCH_SCRIPT', model_state: 'REGISTERED' };
    expect(await read(model_id)).toMatchObject({ name: 'Local', ...record });

    const { body: deployment } = await studio.call('POST', `${models}/${model_id}/_deploy`);
    expect(deployment).toEqual({ task_id: expect.any(String), task_type: 'DEPLOY_MODEL', status: 'CREATED' });
    const failed = await taskOf(deployment.task_id);
    expect(failed).toMatchObject({ ...common, task_type: 'DEPLOY_MODEL', state: 'FAILED', model_id });
    expect(JSON.parse(failed.error)).toEqual({ [worker_node[0]]: expect.stringContaining('Register a remote model') });
    expect((await read(model_id)).model_state).toBe('DEPLOY_FAILED');

    const call = { text_docs: ['a'] };
    for (const path of [`${models}/${model_id}/_predict`, `/_plugins/_ml/_predict/text_embedding/${model_id}`]) {
      expect(await reasonOf('POST', path, call)).toEqual([400, expect.stringContaining('Register a remote model')]);
    }
    expect((await studio.call('DELETE', `${models}/${model_id}`)).status).toBe(200);
  });

  test('a cluster model that is to be deployed at once is kept, and its deployment has failed', async () => {
    const body = { name: 'Local at once', model_format: 'ONNX' };
    const { body: answer } = await studio.call('POST', `${models}/_register?deploy=true`, body);
    const { model_id } = (await studio.call('GET', `/_plugins/_ml/tasks/${answer.task_id}`)).body;
    expect(await read(model_id)).toMatchObject({ algorithm: 'TEXT_EMBEDDING', model_state: 'DEPLOY_FAILED' });
  });

  test('a limiter that lets nothing through stops the deployment', async () => {
    const { model_id } = await register({ name: 'Closed', rate_limiter: { limit: 0, unit: 'DAYS' } });
    expect(await reasonOf('POST', `${models}/${model_id}/_deploy`)).toEqual([400, 'rate must be greater than zero']);
    expect((await read(model_id)).model_state).toBe('REGISTERED');
  });

  test('a connector that does not exist is not stored', async () => {
    const { model_id } = await register({ name: 'Kept' });
    expect(await reasonOf('PUT', `${models}/${model_id}`, { connector_id: 'abc' })).toEqual([404, 'Failed to find connector:abc']);
    expect((await read(model_id)).connector_id).toBe(connector_id);
  });

  test('an id that is taken', async () => {
    await register({ name: 'Own id', model_id: 'own-model' });
    expect(
      await reasonOf('POST', `${models}/_register`, { name: 'x', function_name: 'remote', connector_id, model_id: 'own-model' }),
    ).toEqual([409, "model id 'own-model' already exists"]);
  });

  test('the numbers of another version (V-02)', async () => {
    const { model_id } = await register({ name: 'Twice edited' });
    const tag = (await studio.call('GET', `${models}/${model_id}`)).headers.get('etag') ?? '';
    await studio.call('PUT', `${models}/${model_id}`, { description: 'one' });
    const late = await studio.call('PUT', `${models}/${model_id}`, { description: 'two' }, { headers: { 'if-match': tag } });
    expect(late.status).toBe(412);
    expect((await read(model_id)).description).toBe('one');
  });

  test('everything that changes something, for a reader (M-02)', async () => {
    const as: Caller = { id: 'u-reader', username: 'rita', role: 'ml_read_access', backend_roles: [] };
    const { model_id, task_id } = await register({ name: 'Guarded' });
    const calls: [string, string][] = [
      ['POST', `${models}/_register`],
      ['POST', `${models}/${model_id}/_deploy`],
      ['POST', `${models}/${model_id}/_undeploy`],
      ['POST', `${models}/_undeploy`],
      ['PUT', `${models}/${model_id}`],
      ['DELETE', `${models}/${model_id}`],
      ['DELETE', `/_plugins/_ml/tasks/${task_id}`],
      ['POST', '/_plugins/_ml/model_groups/_register'],
    ];
    for (const [method, path] of calls) expect([path, (await studio.call(method, path, undefined, { as })).status]).toEqual([path, 403]);
    expect((await studio.call('GET', `${models}/${model_id}`, undefined, { as })).status).toBe(200);
  });
});
