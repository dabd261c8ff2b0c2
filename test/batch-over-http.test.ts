import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { refreshOpenTasks } from '#lib/predict/batch/refresh-open-tasks.ts';
import { watchJobs } from '#lib/watch-jobs.ts';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

let studio: ServedStudio;
let upstream: Upstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
});
beforeEach(() => void upstream.take());
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const key = 'a-secret-of-the-connector';
const headers = { Authorization: 'Bearer ${credential.key}' };
const batchAction = (path = '/openai/batches') => ({
  action_type: 'batch_predict',
  method: 'POST',
  url: upstream.url + path,
  headers,
  request_body: '{"file": "${parameters.file}"}',
});

async function aModel({ actions = [batchAction()], as }: { actions?: object[]; as?: Caller } = {}) {
  const predict = { ...batchAction('/v1'), action_type: 'predict' };
  const made = await studio.call(
    'POST',
    '/_plugins/_ml/connectors/_create',
    { name: 'batches', version: '1', protocol: 'http', credential: { key }, actions: [predict, ...actions] },
    as && { as },
  );
  expect(made.status, made.text).toBe(200);
  const { connector_id } = made.body;
  const { body } = await studio.call('POST', '/_plugins/_ml/models/_register', { name: 'batches', function_name: 'remote', connector_id });
  return body.model_id as string;
}

const start = (model_id: string, body: object = { parameters: { file: 'f1' } }, as?: Caller) =>
  studio.call('POST', `/_plugins/_ml/models/${model_id}/_batch_predict`, body, as && { as });
const read = (task_id: string, as?: Caller) => studio.call('GET', `/_plugins/_ml/tasks/${task_id}`, undefined, as && { as });
const cancel = (task_id: string, as?: Caller) => studio.call('POST', `/_plugins/_ml/tasks/${task_id}/_cancel`, undefined, as && { as });
const set = (persistent: Record<string, unknown>) => studio.call('PUT', '/_cluster/settings', { persistent });
const ml = (name: string) => `plugins.ml_commons.${name}`;

async function aTask(said: object = { id: 'batch_1' }, model?: { actions?: object[]; as?: Caller }) {
  const model_id = await aModel(model);
  upstream.answer({ body: said });
  const { status, body, text } = await start(model_id, undefined, model?.as);
  expect(status, text).toBe(200);
  upstream.take();
  return { model_id, task_id: body.task_id as string };
}

test('a batch is started, asked about until it ends, and then not asked about again', async () => {
  const { model_id, task_id } = await aTask({ id: 'batch_1', status: 'validating' });
  upstream.answer({ body: { status: 'in_progress', counts: { done: 1 } } }, { body: { status: 'completed' } });
  expect((await read(task_id)).body).toMatchObject({ state: 'RUNNING', remote_job: { status: 'in_progress', counts: { done: 1 } } });
  const ended = await read(task_id);
  expect(ended.body).toEqual({
    model_id,
    task_type: 'BATCH_PREDICTION',
    function_name: 'REMOTE',
    state: 'COMPLETED',
    input_type: 'REMOTE',
    worker_node: [expect.any(String)],
    create_time: expect.any(Number),
    last_update_time: expect.any(Number),
    is_async: false,
    remote_job: { dlq: null, id: 'batch_1', status: 'completed', counts: { done: 1 } },
  });
  expect(upstream.take().map(({ method, path, headers: { authorization } }) => [method, path, authorization])).toEqual([
    ['GET', '/openai/batches/batch_1', `Bearer ${key}`],
    ['GET', '/openai/batches/batch_1', `Bearer ${key}`],
  ]);
  expect((await read(task_id)).text).toBe(ended.text);
  expect(upstream.take()).toEqual([]);
  const search = { query: { bool: { filter: [{ term: { 'remote_job.id': 'batch_1' } }, { term: { state: 'COMPLETED' } }] } } };
  expect((await studio.call('POST', '/_plugins/_ml/tasks/_search', search)).body.hits.hits[0]._id).toBe(task_id);
  expect((await studio.call('DELETE', `/_plugins/_ml/tasks/${task_id}`)).body.result).toBe('deleted');
});

test('what a service says late does not undo an end that was heard meanwhile', async () => {
  const { task_id } = await aTask();
  upstream.answer({ body: { status: 'in_progress' }, delay_ms: 300 }, { body: { status: 'failed' } });
  const slow = read(task_id);
  await expect.poll(() => upstream.received.length).toBe(1);
  expect((await read(task_id)).body.state).toBe('FAILED');
  expect((await slow).body).toMatchObject({ state: 'FAILED', remote_job: { status: 'failed' } });
});

test('numbers of a job stay as the service wrote them, and odd names do no harm', async () => {
  const model_id = await aModel();
  upstream.answer({ body: '{"id": "b", "number": 12345678901234567890, "__proto__": {"polluted": 1}, "constructor": 2}' });
  const { body } = await start(model_id);
  upstream.answer({ body: '{"number": 12345678901234567891}' });
  const { text } = await read(body.task_id);
  expect(text).toContain('"number":12345678901234567891');
  expect(text).toContain('"__proto__":{"polluted":1}');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test('settings say where a status is read and what it means', async () => {
  await set({ [ml('remote_job.status_field')]: ['phase'], [ml('remote_job.status_regex.completed')]: '^all done$' });
  try {
    const { task_id } = await aTask();
    upstream.answer({ body: { status: 'completed', phase: 'all done soon' } }, { body: { phase: 'All Done' } });
    expect((await read(task_id)).body.state).toBe('RUNNING');
    expect((await read(task_id)).body.state).toBe('COMPLETED');
  } finally {
    await set({ [ml('remote_job.*')]: null });
  }
});

test('a status pattern that cannot be used is named with its setting', async () => {
  await set({ [ml('remote_job.status_regex.cancelling')]: '(' });
  try {
    const { task_id } = await aTask();
    upstream.answer({ body: { status: 'completed' } });
    const { status, body } = await read(task_id);
    expect(status).toBe(400);
    expect(body.error.reason).toContain(
      'The setting plugins.ml_commons.remote_job.status_regex.cancelling is not a pattern that can be used',
    );
  } finally {
    await set({ [ml('remote_job.*')]: null });
  }
});

test('no more batches run at once than the setting allows', async () => {
  const model_id = await aModel();
  const { total } = (await studio.call('POST', '/_plugins/_ml/tasks/_search', { query: { term: { state: 'RUNNING' } } })).body.hits;
  await set({ [ml('max_batch_inference_tasks')]: total.value + 1 });
  try {
    upstream.answer({ body: { id: 'b' } });
    expect((await start(model_id)).status).toBe(200);
    upstream.take();
    const { status, body } = await start(model_id);
    expect([status, body.error]).toMatchObject([
      429,
      {
        type: 'status_exception',
        reason:
          'Exceeded maximum limit for BATCH_PREDICTION tasks. To increase the limit, update the plugins.ml_commons.max_batch_inference_tasks setting.',
      },
    ]);
    expect(upstream.take()).toEqual([]);
  } finally {
    await set({ [ml('max_batch_inference_tasks')]: null });
  }
});

test('while batches are switched off, no route starts one', async () => {
  const model_id = await aModel();
  await set({ [ml('offline_batch_inference_enabled')]: false });
  try {
    const plain = { action_type: 'batch_predict', parameters: { file: 'f' } };
    for (const answer of [await start(model_id), await studio.call('POST', `/_plugins/_ml/models/${model_id}/_predict`, plain)]) {
      expect(answer.status).toBe(500);
      expect(answer.body.error).toMatchObject({
        type: 'illegal_state_exception',
        reason:
          'Offline Batch Inference is currently disabled. To enable it, update the setting "plugins.ml_commons.offline_batch_inference_enabled" to true.',
      });
    }
    expect(upstream.take()).toEqual([]);
  } finally {
    await set({ [ml('offline_batch_inference_enabled')]: null });
  }
});

test('where failures go is kept with the task, and a service cannot change it', async () => {
  const model_id = await aModel();
  const dlq = { bucket: 'my-bucket', region: 'eu-west-1' };
  upstream.answer({ body: { id: 'b', dlq: { bucket: 'theirs' } } });
  const { body } = await start(model_id, { parameters: { file: 'f' }, dlq });
  expect(body.remote_job).toEqual({ id: 'b', dlq });
  upstream.answer({ body: { dlq: { bucket: 'theirs' } } });
  expect((await read(body.task_id)).body.remote_job).toEqual({ id: 'b', dlq });
  const { status, body: refused } = await start(model_id, { parameters: { file: 'f' }, dlq: { bucket: 'b' } });
  expect([status, refused.error.reason]).toEqual([400, 'DLQ bucketName or region cannot be null']);
});

test.each([
  ['no JSON object', '"done"', 400, 'Unsupported response type'],
  ['a job that is larger than a task', { id: 'x'.repeat(1024 * 1024) }, 502, 'Remote service described the job in more than 1 MiB'],
])('a service that answers %s makes no task', async (_what, body, status, reason) => {
  const model_id = await aModel();
  upstream.answer({ body });
  const answer = await start(model_id);
  expect([answer.status, answer.body.error.reason]).toEqual([status, reason]);
  const search = { query: { bool: { filter: [{ term: { model_id } }, { term: { task_type: 'BATCH_PREDICTION' } }] } } };
  expect((await studio.call('POST', '/_plugins/_ml/tasks/_search', search)).body.hits.total.value).toBe(0);
});

describe('what a service says of its job', () => {
  test.each([
    ['S-141', '../../admin'],
    ['S-142', 'x?limit=1'],
  ])('cannot lead the next call elsewhere (%s)', async (_rule, id) => {
    const { task_id } = await aTask({ id });
    expect((await read(task_id)).status).toBe(400);
    expect((await cancel(task_id)).status).toBe(400);
    expect(upstream.take()).toEqual([]);
  });

  test('is never the credential (C-15)', async () => {
    const model_id = await aModel();
    upstream.answer({ body: { id: 'b', echo: `Bearer ${key}` } });
    const { text, body } = await start(model_id);
    expect(text).not.toContain(key);
    expect(body.remote_job.echo).toBe('Bearer ********');
  });
});

test('a batch is cancelled, whichever success the service answers', async () => {
  const { task_id } = await aTask();
  upstream.answer({ status: 202, body: '' });
  expect((await cancel(task_id)).body).toEqual({ status: 'OK' });
  expect(upstream.take().map(({ method, path, body }) => [method, path, body])).toEqual([['POST', '/openai/batches/batch_1/cancel', '']]);
});

test("the connector's own status and cancel actions win over those that are known for its service", async () => {
  const own = [
    batchAction(),
    { action_type: 'batch_predict_status', method: 'GET', url: `${upstream.url}/jobs/\${parameters.id}` },
    { action_type: 'cancel_batch_predict', method: 'DELETE', url: `${upstream.url}/jobs/\${parameters.id}` },
  ];
  const { task_id } = await aTask({ id: 'j_1' }, { actions: own });
  upstream.answer({ body: { status: 'running' } }, { body: '' });
  expect((await read(task_id)).body.state).toBe('RUNNING');
  expect((await cancel(task_id)).body).toEqual({ status: 'OK' });
  expect(upstream.take().map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /jobs/j_1', 'DELETE /jobs/j_1']);
});

describe('who may', () => {
  const caller = (username: string, role: Caller['role'] = 'ml_full_access'): Caller => ({
    id: username,
    username,
    role,
    backend_roles: [],
  });

  test('a reader sees what was heard last, and sends nothing', async () => {
    const { task_id } = await aTask({ id: 'b', status: 'queued' });
    expect((await read(task_id, caller('reader', 'ml_read_access'))).body).toMatchObject({
      state: 'RUNNING',
      remote_job: { status: 'queued' },
    });
    expect((await cancel(task_id, caller('reader', 'ml_read_access'))).status).toBe(403);
    expect(upstream.take()).toEqual([]);
  });

  test('a batch on a private connector is for its owner to read and cancel (M-03)', async () => {
    await set({ [ml('connector_access_control_enabled')]: true });
    try {
      const { task_id } = await aTask({ id: 'b' }, { as: caller('alice') });
      for (const [answer, verb] of [
        [await read(task_id, caller('bob')), 'access'],
        [await cancel(task_id, caller('bob')), 'cancel'],
      ] as const) {
        expect(answer.status).toBe(500);
        const reason = `You don't have permission to ${verb} this batch job`;
        expect(answer.body.error).toMatchObject({ type: 'm_l_validation_exception', reason });
      }
      expect(upstream.take()).toEqual([]);
      upstream.answer({ body: { status: 'completed' } });
      expect((await read(task_id, caller('alice'))).body.state).toBe('COMPLETED');
    } finally {
      await set({ [ml('connector_access_control_enabled')]: null });
    }
  });
});

test('a running batch whose model is gone can be deleted, and only then', async () => {
  const { model_id, task_id } = await aTask();
  const path = `/_plugins/_ml/tasks/${task_id}`;
  expect((await studio.call('DELETE', path)).body.error.reason).toBe('Task cannot be deleted in running state. Try after some time.');
  await studio.call('POST', `/_plugins/_ml/models/${model_id}/_undeploy`);
  expect((await studio.call('DELETE', `/_plugins/_ml/models/${model_id}`)).status).toBe(200);
  const { status, body } = await read(task_id);
  expect([status, body.error.reason]).toEqual([404, 'Failed to retrieve the ML model for the given task ID']);
  expect((await studio.call('DELETE', path)).body.result).toBe('deleted');
});

describe('batches that nobody reads', () => {
  const state = async (task_id: string) => {
    const { body } = await studio.call('POST', '/_plugins/_ml/tasks/_search', { query: { ids: { values: [task_id] } } });
    return body.hits.hits[0]._source;
  };
  const refresh = () => refreshOpenTasks(studio.ports, new AbortController().signal);
  beforeEach(async () => void (await studio.store.prisma.task.deleteMany()));

  test('end all the same, and are asked about no more', async () => {
    const [first, second] = [await aTask(), await aTask()];
    upstream.answer({ body: { status: 'completed' } }, { body: { status: 'failed' } });
    await refresh();
    expect([(await state(first.task_id)).state, (await state(second.task_id)).state].sort()).toEqual(['COMPLETED', 'FAILED']);
    upstream.take();
    await refresh();
    expect(upstream.take()).toEqual([]);
  });

  test('are unreachable after more than ten failures, until somebody hears of them', async () => {
    const { task_id } = await aTask({ id: 'b', job_name: 'nightly' });
    for (let time = 1; time <= 11; time++) {
      upstream.answer({ status: 404, body: { m: 'down' } }); // no failure for which a service is left alone
      await refresh();
      expect(await state(task_id)).toMatchObject({
        state: time > 10 ? 'UNREACHABLE' : 'RUNNING',
        remote_job: { job_name: 'nightly', num_of_retries: time },
      });
    }
    const reason = 'Unable to reach the Job: nightly. Error Message: Error from remote service: {"m":"down"}';
    expect((await state(task_id)).error).toBe(reason);
    upstream.take();
    await refresh();
    expect(upstream.take()).toEqual([]);
    upstream.answer({ body: { status: 'running' } });
    expect(await read(task_id)).toMatchObject({ body: { state: 'RUNNING', remote_job: { status: 'running' } } });
    expect(await state(task_id)).not.toHaveProperty('error');
  });

  test('are left alone while batches are switched off', async () => {
    await aTask();
    await set({ [ml('offline_batch_inference_enabled')]: false });
    await refresh();
    await set({ [ml('offline_batch_inference_enabled')]: null });
    expect(upstream.take()).toEqual([]);
  });

  test('are asked about again and again until the server stops, which waits for no service', async () => {
    const { task_id } = await aTask();
    const errors: unknown[] = [];
    upstream.answer({ body: { status: 'running' } }, { body: { status: 'completed' }, delay_ms: 10_000 });
    const stop = watchJobs(studio.ports, { error: (entry: unknown) => void errors.push(entry) }, 20);
    await expect.poll(() => upstream.received.length).toBe(2);
    await stop(); // far sooner than the service answers
    expect((await state(task_id)).remote_job).toEqual({ dlq: null, id: 'batch_1', status: 'running' });
    expect(errors).toEqual([]);
  });
});
