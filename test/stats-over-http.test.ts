import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const ml = '/_plugins/_ml';
let studio: ServedStudio;
let upstream: Upstream;
let node: string;
let good: string;
let bad: string;

async function aModel(path: string, deploy: boolean): Promise<string> {
  const made = await studio.call('POST', `${ml}/connectors/_create`, {
    name: 'stats',
    version: '1',
    protocol: 'http',
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url: `${upstream.url}${path}`, request_body: '{"q": "${parameters.q}"}' }],
  });
  const body = { name: path, function_name: 'remote', connector_id: made.body.connector_id };
  return (await studio.call('POST', `${ml}/models/_register?deploy=${deploy}`, body)).body.model_id;
}
const predict = (id: string) => studio.call('POST', `${ml}/models/${id}/_predict`, { parameters: { q: 'x' } });
const get = async (path: string, body?: object) => {
  if (body === undefined) return (await studio.call('GET', `${ml}${path}`)).body;
  return (await getWithBody(`${studio.url}${ml}${path}`, body)).body;
};

/** `fetch` sends no body with GET. */
function getWithBody(url: string, body: object) {
  const text = JSON.stringify(body);
  return new Promise<{ status: number; body: ReturnType<typeof JSON.parse> }>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': text.length, 'x-test-caller': 'u-admin' };
    const sent = request(url, { method: 'GET', headers }, (response) => {
      let answer = '';
      response.on('data', (chunk) => (answer += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) }));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

beforeAll(async () => {
  [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

test('of an empty store there is nothing to tell but its node', async () => {
  expect(await get('/profile')).toEqual({});
  expect(await get('/stats/ml_model_count')).toEqual({ ml_model_count: 0, ml_connector_count: 0 });
  const { nodes, ...cluster } = await get('/stats');
  expect(cluster).toEqual({
    ml_model_index_status: 'non-existent',
    ml_connector_index_status: 'non-existent',
    ml_config_index_status: 'non-existent',
    ml_task_index_status: 'non-existent',
    ml_controller_index_status: 'non-existent',
    ml_model_count: 0,
    ml_connector_count: 0,
  });
  [node = ''] = Object.keys(nodes);
  expect(nodes[node]).toEqual({
    ml_jvm_heap_usage: expect.any(Number),
    ml_executing_task_count: 0,
    ml_request_count: 0,
    ml_failure_count: 0,
    ml_deployed_model_count: 0,
    ml_circuit_breaker_trigger_count: 0,
    algorithms: {},
    models: {},
  });
  expect(nodes[node].ml_jvm_heap_usage).toBeGreaterThan(0);
  expect(nodes[node].ml_jvm_heap_usage).toBeLessThan(100);
  expect(await get('/stats', { target_stat_levels: ['MODEL'] })).toEqual({});
});

describe('after two models were called', () => {
  beforeAll(async () => {
    good = await aModel('/good', true);
    bad = await aModel('/bad', false);
    for (let call = 0; call < 3; call++) expect((await predict(good)).status).toBe(200);
    upstream.answer({ status: 400, body: { e: 1 } });
    expect((await predict(bad)).status).toBe(400);
  });

  test('every register, deployment and prediction is counted, for all and for each model', async () => {
    const { nodes, ...cluster } = await get('/stats');
    expect(cluster).toMatchObject({
      ml_model_count: 2,
      ml_connector_count: 2,
      ml_model_index_status: 'green',
      ml_config_index_status: 'green',
    });
    expect(nodes[node]).toMatchObject({
      ml_executing_task_count: 0,
      ml_request_count: 8,
      ml_failure_count: 1,
      ml_deployed_model_count: 2,
      algorithms: {
        remote: {
          register: { ml_action_request_count: 2 },
          deploy: { ml_action_request_count: 2 },
          predict: { ml_action_request_count: 4, ml_action_failure_count: 1 },
        },
      },
    });
    expect(nodes[node].models).toEqual({
      [good]: { deploy: { ml_action_request_count: 1 }, predict: { ml_action_request_count: 3 } },
      [bad]: { deploy: { ml_action_request_count: 1 }, predict: { ml_action_request_count: 1, ml_action_failure_count: 1 } },
    });
  });

  test('a dry run, the mock and what is refused before the model is reached are not counted', async () => {
    const before = (await get('/stats/ml_request_count')).nodes[node].ml_request_count;
    for (const mode of ['dry_run', 'mock']) {
      const body = { target: { model_id: good }, mode, body: { parameters: { q: 'x' } } };
      expect((await studio.call('POST', '/api/studio/predictions', body)).status).toBe(200);
    }
    await studio.call('PUT', `${ml}/models/${good}`, { is_enabled: false });
    expect((await predict(good)).status).toBe(403);
    await studio.call('PUT', `${ml}/models/${good}`, { is_enabled: true });
    expect((await get('/stats/ml_request_count')).nodes[node].ml_request_count).toBe(before);
  });

  test('what runs is counted while it runs', async () => {
    upstream.answer({ delay_ms: 300 });
    const running = predict(good);
    await expect.poll(async () => (await get('/stats/ml_executing_task_count')).nodes[node].ml_executing_task_count).toBe(1);
    await running;
    expect((await get('/stats/ml_executing_task_count')).nodes[node].ml_executing_task_count).toBe(0);
  });

  test('a stat is asked for by name, by node, or in a body', async () => {
    const models = expect.objectContaining({ [good]: expect.anything() });
    const only = { nodes: { [node]: { ml_failure_count: 1, algorithms: {}, models } } };
    for (const path of ['/stats/ml_failure_count', '/stats/ML_FAILURE_COUNT', '/stats?stat=ml_failure_count']) {
      expect(await get(path), path).toEqual(only);
    }
    for (const name of [node, `${node},other`, '_all', '_local', 'ml-connector-studio']) {
      expect(await get(`/${name}/stats/ml_failure_count`), name).toEqual(only);
    }
    expect(await get('/other/stats/ml_failure_count')).toEqual({});
    expect(Object.keys(await get('/other/stats'))).not.toContain('nodes');
    expect(await get('/stats/ml_connector_count')).toEqual({ ml_connector_count: 2 });
    expect(await get('/stats', { target_stat_levels: ['cluster'], cluster_level_stats: ['ml_connector_count'] })).toEqual({
      ml_connector_count: 2,
    });
    const narrow = {
      target_stat_levels: ['NODE', 'ALGORITHM'],
      node_level_stats: ['ml_failure_count'],
      actions: ['deploy'],
      models: [bad],
    };
    expect(await get('/stats', narrow)).toEqual({
      nodes: {
        [node]: {
          ml_failure_count: 1,
          algorithms: { remote: { deploy: { ml_action_request_count: 2 } } },
          models: { [bad]: { deploy: { ml_action_request_count: 1 } } },
        },
      },
    });
    expect((await get('/stats', { target_stat_levels: ['ALGORITHM'], algorithms: ['kmeans'] })).nodes[node].algorithms).toEqual({});
    expect(await get('/stats', { target_stat_levels: ['NODE'], node_ids: ['other'] })).toEqual({});
  });

  test('names that nobody knows are refused in ML Commons words', async () => {
    const reason = async (path: string, body?: object) => (await get(path, body)).error.reason;
    expect(await reason('/stats/foo')).toBe('Wrong ML cluster level stat');
    expect(await reason('/stats', { target_stat_levels: ['x'] })).toBe('Wrong ML stat level');
    expect(await reason('/stats', { node_level_stats: ['x'] })).toBe('Wrong ML node level stat');
    expect(await reason('/stats', { action_level_stats: ['x'] })).toBe('Wrong ML action level stat');
    expect(await reason('/stats', { algorithms: ['x'] })).toBe('Wrong function name');
    expect(await reason('/stats', { actions: ['x'] })).toBe('Wrong action name');
    const used = `request [${ml}/stats/ml_model_count] contains unrecognized parameter: [stat]`;
    expect(await reason('/stats/ml_model_count', { target_stat_levels: ['NODE'] })).toBe(used);
    const named = `request [${ml}/profile/models/abc] contains unrecognized parameter: [model_id]`;
    expect(await reason('/profile/models/abc', { return_all_models: true })).toBe(named);
    expect(await reason('/profile?foo=1')).toBe(`request [${ml}/profile] contains unrecognized parameter: [foo]`);
  });

  test('a profile shows each model that the node holds, by node or by model', async () => {
    const stats = { count: expect.any(Number), max: expect.any(Number), min: expect.any(Number), average: expect.any(Number) };
    const places = { target_worker_nodes: [node], worker_nodes: [node] };
    const predictor = expect.stringMatching(/^org\.opensearch\.ml\.engine\.algorithms\.remote\.RemoteModel@[0-9a-f]+$/);
    const { nodes } = await get('/profile');
    expect(Object.keys(nodes[node].models).sort()).toEqual([good, bad].sort());
    expect(nodes[node].models[good]).toMatchObject({
      model_state: 'DEPLOYED',
      predictor,
      ...places,
      model_inference_stats: stats,
      predict_request_stats: { ...stats, count: 4 },
    });
    expect(nodes[node].models[bad]).not.toHaveProperty('model_inference_stats'); // it never answered
    const byModel = await get(`/profile/models/${good},other?view=model`);
    expect(byModel).toEqual({ models: { [good]: { ...places, nodes: { [node]: expect.objectContaining({ predictor }) } } } });
    expect(byModel.models[good].nodes[node]).not.toHaveProperty('worker_nodes');
    expect(await get('/profile', { model_ids: [bad] })).toEqual({ nodes: { [node]: { models: { [bad]: nodes[node].models[bad] } } } });
    expect(await get('/profile', { return_all_models: 'true', node_ids: ['other'] })).toEqual({});
    for (const path of ['/profile/tasks', `/profile/tasks/${good}`, '/profile/models/other', '/profile?view=x']) {
      expect(await get(path), path).toEqual({});
    }
    expect(await get('/profile', {})).toEqual({});
  });

  test('a model that is taken off the node has no profile and begins anew', async () => {
    await studio.call('POST', `${ml}/models/${good}/_undeploy`);
    expect(await get(`/profile/models/${good}`)).toEqual({});
    const { nodes } = await get('/stats');
    expect(nodes[node].ml_deployed_model_count).toBe(1);
    expect(nodes[node].models[good].undeploy).toEqual({ ml_action_request_count: 1 });
    expect((await predict(good)).status).toBe(200);
    expect((await get(`/profile/models/${good}`)).nodes[node].models[good].predict_request_stats.count).toBe(1);
  });

  test('the setting says how many predictions a profile is made of', async () => {
    const keep = (count: number | null) =>
      studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.monitoring_request_count': count } });
    await keep(2);
    for (let call = 0; call < 3; call++) await predict(good);
    expect((await get(`/profile/models/${good}`)).nodes[node].models[good].predict_request_stats.count).toBe(2);
    await keep(null);
  });
});
