import { type API, Client } from '@opensearch-project/opensearch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RealStudio, realStudio } from './clients/real-studio.ts';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';

/** A service that embeds texts, as its users call it. */
const aConnector = ({ host }: Pick<Upstream, 'host'>): API.Ml_CreateConnector_RequestBody => ({
  name: 'Embeddings',
  description: 'On this machine',
  version: 1,
  protocol: 'http',
  parameters: { endpoint: host, model: 'small' },
  credential: { key: 'very secret' },
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: 'http://${parameters.endpoint}/v1/embeddings',
      headers: { Authorization: 'Bearer ${credential.key}' },
      request_body: '{ "input": ${parameters.input}, "model": "${parameters.model}" }',
      pre_process_function: 'connector.pre_process.openai.embedding',
      post_process_function: 'connector.post_process.openai.embedding',
    },
  ],
});

const embeddings = { data: [{ index: 0, object: 'embedding', embedding: [0.5, -1] }] };

/** The client's own types leave every id of an answer open. */
const given = (id: string | undefined) => {
  if (id === undefined) throw new Error('The answer has no id');
  return id;
};

let studio: RealStudio;
beforeAll(async () => {
  studio = await realStudio();
}, 60_000);
afterAll(() => studio[Symbol.asyncDispose]());

describe.each(['HTTP Basic', 'a bearer token'] as const)('opensearch-js with %s', (way) => {
  const connect = async () =>
    way === 'HTTP Basic'
      ? new Client({ node: studio.url, auth: studio.administrator })
      : new Client({ node: studio.url, headers: { authorization: `Bearer ${await studio.newToken('admin')}` } });

  test('goes from a connector over a model to a prediction, and takes all away again', async () => {
    await using upstream = await recordingUpstream();
    const client = await connect();
    const connector_id = given((await client.ml.createConnector({ body: aConnector(upstream) })).body.connector_id);
    expect(connector_id).toMatch(/^[\w-]{20}$/);
    expect((await client.ml.getConnector({ connector_id })).body).toMatchObject({ name: 'Embeddings', protocol: 'http' });

    const { body: registered } = await client.ml.registerModel({ body: { name: 'embeddings', function_name: 'remote', connector_id } });
    expect(registered).toMatchObject({ status: 'CREATED' });
    const { body: task } = await client.ml.getTask({ task_id: given(registered.task_id) });
    expect(task).toMatchObject({ state: 'COMPLETED', task_type: 'REGISTER_MODEL', function_name: 'REMOTE' });
    const model_id = given(task.model_id);
    expect((await client.ml.deployModel({ model_id })).body).toMatchObject({ status: 'COMPLETED' });
    expect((await client.ml.getModel({ model_id })).body).toMatchObject({ model_state: 'DEPLOYED', algorithm: 'REMOTE' });

    upstream.answer({ body: embeddings });
    const { body: predicted } = await client.ml.predictModel({ model_id, body: { parameters: { input: '["hello"]' } } });
    expect(predicted.inference_results).toMatchObject([{ status_code: 200, output: [{ name: 'sentence_embedding', data: [0.5, -1] }] }]);
    upstream.answer({ body: embeddings });
    const texts: object = { text_docs: ['hello'], return_number: true }; // the client's own type knows one text only
    await client.ml.predict({ algorithm_name: 'text_embedding', model_id, body: texts });
    expect(upstream.take().map(({ headers, body }) => [headers.authorization, JSON.parse(body)])).toEqual(
      Array(2).fill(['Bearer very secret', { input: ['hello'], model: 'small' }]),
    );

    await expect(client.ml.deleteConnector({ connector_id })).rejects.toMatchObject({ statusCode: 409 });
    expect((await client.ml.undeployModel({ body: { model_ids: [model_id] } })).statusCode).toBe(200);
    expect((await client.ml.deleteModel({ model_id })).body).toMatchObject({ result: 'deleted' });
    expect((await client.ml.deleteConnector({ connector_id })).body).toMatchObject({ result: 'deleted' });
    expect((await client.ml.deleteTask({ task_id: given(registered.task_id) })).body).toMatchObject({ result: 'deleted' });
    await expect(client.ml.getConnector({ connector_id })).rejects.toMatchObject({ statusCode: 404 });
  });

  test('finds, changes and groups what is stored', async () => {
    await using upstream = await recordingUpstream();
    const client = await connect();
    const connector_id = given((await client.ml.createConnector({ body: aConnector(upstream) })).body.connector_id);
    const changed = await client.ml.updateConnector({ connector_id, body: { description: 'Changed' } });
    expect(changed.body).toMatchObject({ _id: connector_id, result: 'updated' });
    const query = { bool: { must: { match: { description: 'changed' } }, filter: { ids: { values: [connector_id] } } } };
    const { hits } = (await client.ml.searchConnectors({ body: { query } })).body;
    expect(hits).toMatchObject({ total: { value: 1 }, hits: [{ _id: connector_id, _source: { name: 'Embeddings' } }] });

    const name = `Group of ${way}`;
    const model_group_id = given((await client.ml.registerModelGroup({ body: { name } })).body.model_group_id);
    const { body: registered } = await client.ml.registerModel({
      body: { name: 'embeddings', function_name: 'remote', connector_id, model_group_id },
    });
    await client.ml.updateModel({ model_id: given(registered.model_id), body: { description: 'In a group' } });
    const models = (await client.ml.searchModels({ body: { query: { term: { model_group_id } } } })).body;
    expect(models.hits.hits).toMatchObject([{ _source: { description: 'In a group' } }]);
    expect((await client.ml.getModelGroup({ model_group_id })).body).toMatchObject({ name, latest_version: 1 });
    const tasks = (await client.ml.searchTasks({ body: { query: { term: { model_id: given(registered.model_id) } } } })).body;
    expect(tasks.hits).toMatchObject({ total: { value: 1 }, hits: [{ _id: registered.task_id }] });
  });

  test('reads and writes the settings of the cluster', async () => {
    const client = await connect();
    const key = 'plugins.ml_commons.max_model_on_node';
    const { body: written } = await client.cluster.putSettings({ body: { persistent: { [key]: 7 } }, flat_settings: true });
    expect(written).toEqual({ acknowledged: true, persistent: { [key]: '7' }, transient: {} });
    expect((await client.cluster.getSettings({ flat_settings: true })).body.persistent).toMatchObject({ [key]: '7' });
    await client.cluster.putSettings({ body: { persistent: { [key]: null } } });
    const { body } = await client.cluster.getSettings({ flat_settings: true, include_defaults: true });
    expect(body.persistent).not.toHaveProperty([key]);
    expect(body.defaults).toMatchObject({ [key]: '10' });
  });

  test('a failure keeps its type, reason and status', async () => {
    const client = await connect();
    const untrusted = client.ml.createConnector({ body: aConnector({ host: 'elsewhere.example' }) });
    await expect(untrusted).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { reason: 'Connector URL is not matching the trusted connector endpoint regex' } },
    });
    const unknown = client.ml.getModel({ model_id: 'none' });
    await expect(unknown).rejects.toMatchObject({ statusCode: 404, body: { error: { type: 'status_exception' }, status: 404 } });
  });
});

test('opensearch-js is told when its credentials are wrong, or its token may only read', async () => {
  await using upstream = await recordingUpstream();
  const stranger = new Client({ node: studio.url, auth: { username: 'admin', password: 'wrong' } });
  await expect(stranger.info()).rejects.toMatchObject({ statusCode: 401 });
  const reader = new Client({ node: studio.url, headers: { authorization: `Bearer ${await studio.newToken('read')}` } });
  expect((await reader.info()).body.version).toMatchObject({ distribution: 'opensearch' });
  await expect(reader.ml.createConnector({ body: aConnector(upstream) })).rejects.toMatchObject({
    statusCode: 403,
    body: { error: { type: 'security_exception' } },
  });
});
