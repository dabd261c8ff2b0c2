import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { openSettings, type ServedStudio, serveStudio } from '../served-studio.ts';
import { recordingUpstream, type Upstream } from './recording-upstream.ts';

const ml = '/_plugins/_ml';
const alice: Caller = { id: 'u-alice', username: 'alice', role: 'ml_full_access', backend_roles: [] };
const bob: Caller = { id: 'u-bob', username: 'bob', role: 'ml_full_access', backend_roles: [] };
const atUserLevel = "Request is throttled at user level. If you think there's an issue, please contact your cluster admin.";
const atModelLevel = 'Request is throttled at model level.';

let studio: ServedStudio;
let upstream: Upstream;
beforeAll(async () => {
  [studio, upstream] = [await serveStudio(openSettings), await recordingUpstream()];
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

async function aModel(model: object = {}, action: object = {}, parameters: object = {}): Promise<string> {
  const request_body = '{"q": "${parameters.question}"}';
  const made = await studio.call('POST', `${ml}/connectors/_create`, {
    name: 'limits',
    version: '1',
    protocol: 'http',
    credential: { key: 'k' },
    parameters,
    actions: [{ action_type: 'predict', method: 'POST', url: `${upstream.url}/answer`, request_body, ...action }],
  });
  const body = { name: 'limits', function_name: 'remote', connector_id: made.body.connector_id, ...model };
  const registered = await studio.call('POST', `${ml}/models/_register?deploy=true`, body);
  expect(registered.status, registered.text).toBe(200);
  return registered.body.model_id;
}

const controller = (method: string, id: string, user_rate_limiter?: object) =>
  studio.call(method, `${ml}/controllers/${id}`, user_rate_limiter && { user_rate_limiter });
const predict = (id: string, as: Caller = alice, question = 'x') =>
  studio.call('POST', `${ml}/models/${id}/_predict`, { parameters: { question } }, { as });
const outcomes = async (id: string, as: Caller, times: number) => {
  const seen: (number | string)[] = [];
  for (let call = 0; call < times; call++) {
    const { status, body } = await predict(id, as);
    seen.push(status === 200 ? 200 : body.error.reason);
  }
  return seen;
};
const reason = ({ status, body }: Awaited<ReturnType<ServedStudio['call']>>) => [status, body.error?.reason];
const setting = (key: string, value: unknown) =>
  studio.call('PUT', '/_cluster/settings', { persistent: { [`plugins.ml_commons.${key}`]: value } });

describe('limits of single users', () => {
  test('hold for the user they name, whoever else calls the model, and are refused before anything is sent', async () => {
    const id = await aModel();
    await controller('POST', id, { alice: { limit: 2, unit: 'DAYS' } });
    upstream.take();
    expect(await outcomes(id, alice, 3)).toEqual([200, 200, atUserLevel]);
    expect(upstream.take()).toHaveLength(2);
    expect(await outcomes(id, bob, 3)).toEqual([200, 200, 200]);
    const { status, body } = await predict(id, alice);
    expect([status, body.error.type]).toEqual([429, 'status_exception']);
  });

  test('count after the limit of the model', async () => {
    const id = await aModel({ rate_limiter: { limit: '1', unit: 'DAYS' } });
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' } });
    expect(await outcomes(id, alice, 2)).toEqual([200, atModelLevel]);
    expect(await outcomes(id, bob, 1)).toEqual([atModelLevel]);
  });

  test('follow a change at once, and go with their controller', async () => {
    const id = await aModel();
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' } });
    expect(await outcomes(id, alice, 2)).toEqual([200, atUserLevel]);
    await controller('PUT', id, { alice: { limit: '2' } });
    expect(await outcomes(id, alice, 3)).toEqual([200, 200, atUserLevel]);
    await controller('DELETE', id);
    expect(await outcomes(id, alice, 1)).toEqual([200]);
  });

  test('are not counted while controllers are switched off, nor with half a limiter', async () => {
    const id = await aModel();
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' }, bob: { limit: 1 } });
    await setting('controller_enabled', false);
    expect(await outcomes(id, alice, 3)).toEqual([200, 200, 200]);
    await setting('controller_enabled', null);
    expect(await outcomes(id, alice, 2)).toEqual([200, atUserLevel]);
    expect(await outcomes(id, bob, 3)).toEqual([200, 200, 200]);
  });

  test('count each call of an input that is split', async () => {
    const action = { pre_process_function: 'connector.pre_process.openai.embedding', request_body: '{"input": ${parameters.input}}' };
    const id = await aModel({}, action, { input_docs_processed_step_size: '1' });
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' } });
    const body = { text_docs: ['a', 'b'] };
    const answer = await studio.call('POST', `${ml}/_predict/text_embedding/${id}`, body, { as: alice });
    expect(reason(answer)).toEqual([429, atUserLevel]);
  });
});

describe('controllers', () => {
  test('live as documents do: versions count on, and the model says that it has one', async () => {
    const id = await aModel();
    const enabled = async () => (await studio.call('GET', `${ml}/models/${id}`)).body.is_controller_enabled;
    expect(await enabled()).toBeUndefined();
    expect((await controller('POST', id, { alice: { limit: '4', unit: 'HOURS' } })).body).toEqual({ model_id: id, status: 'CREATED' });
    expect(await enabled()).toBe(true);
    expect((await controller('POST', id, { bob: { limit: 4.5, unit: 'HOURS' } })).body.status).toBe('UPDATED');
    expect((await controller('GET', id)).body).toEqual({ model_id: id, user_rate_limiter: { bob: { limit: '4.5', unit: 'HOURS' } } });
    expect((await controller('PUT', id, { bob: { unit: 'DAYS' } })).body).toMatchObject({ _version: 3, result: 'updated' });
    expect((await controller('GET', id)).body.user_rate_limiter).toEqual({ bob: { limit: '4.5', unit: 'DAYS' } });
    expect((await controller('DELETE', id)).body).toMatchObject({ _version: 4, result: 'deleted' });
    expect(await enabled()).toBe(false);
    expect((await controller('POST', id, {})).body.status).toBe('CREATED');
  });

  test('go with their model', async () => {
    const id = await aModel();
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' } });
    await studio.call('POST', `${ml}/models/${id}/_undeploy`);
    await studio.call('DELETE', `${ml}/models/${id}`);
    expect(reason(await controller('GET', id))).toEqual([404, 'Failed to find model controller with the provided model ID']);
  });

  test('say what is wrong with a request', async () => {
    const id = await aModel();
    const noModel = 'Failed to find model to create the corresponding model controller with the provided model ID';
    expect(reason(await controller('POST', 'unknown', {}))).toEqual([404, noModel]);
    expect(reason(await controller('PUT', 'unknown', {}))).toEqual([404, noModel]);
    const none = "Model controller haven't been created for the model. Consider calling create model controller api instead.";
    expect(reason(await controller('PUT', id, {}))).toEqual([409, `${none} Model ID: ${id}`]);
    expect(reason(await controller('PUT', id))).toEqual([400, 'Update model controller request has empty body']);
    expect(reason(await controller('POST', id, { alice: { limit: -1 } }))).toEqual([400, 'Limit field must be a positive number.']);
    expect(reason(await controller('POST', id, { alice: { limit: 0, unit: 'DAYS' } }))).toEqual([400, 'rate must be greater than zero']);
    expect((await controller('POST', id, { alice: 5 })).status).toBe(400);
    expect((await controller('POST', id, { alice: null })).status).toBe(400);
    expect((await controller('POST', id, ['alice'])).status).toBe(400);
    expect(reason(await controller('GET', id))[0]).toBe(404);
  });

  test('take names that mean something to JavaScript, and limiters that are written as text', async () => {
    const id = await aModel();
    const limiter = '{"limit":1,"unit":"DAYS"}';
    const text = `{"user_rate_limiter":{"__proto__":${limiter},"alice":${JSON.stringify(limiter)},"nobody":{}}}`;
    expect((await studio.call('POST', `${ml}/controllers/${id}`, text)).status).toBe(200);
    const read = await studio.call('GET', `${ml}/controllers/${id}`);
    expect(Object.entries(read.body.user_rate_limiter)).toEqual([
      ['__proto__', { limit: '1', unit: 'DAYS' }],
      ['alice', { limit: '1', unit: 'DAYS' }],
    ]);
    const proto: Caller = { ...alice, id: 'u-proto', username: '__proto__' };
    expect(await outcomes(id, proto, 2)).toEqual([200, atUserLevel]);
    const other: Caller = { ...alice, id: 'u-constructor', username: 'constructor' };
    expect(await outcomes(id, other, 2)).toEqual([200, 200]);
  });

  test('may be read by readers and changed by writers only', async () => {
    const id = await aModel();
    await controller('POST', id, {});
    const reader: Caller = { ...alice, id: 'u-reader', username: 'reader', role: 'ml_read_access' };
    const call = (method: string, body?: unknown) => studio.call(method, `${ml}/controllers/${id}`, body, { as: reader });
    expect((await call('GET')).status).toBe(200);
    expect([(await call('POST', {})).status, (await call('PUT', {})).status, (await call('DELETE')).status]).toEqual([403, 403, 403]);
  });
});

describe('where nothing leaves', () => {
  const attempt = (model_id: string, mode: string) =>
    studio.call('POST', '/api/studio/predictions', { target: { model_id }, mode, body: { parameters: { question: 'x' } } }, { as: alice });

  test('a dry run and the mock take nothing from a limit', async () => {
    const id = await aModel({ rate_limiter: { limit: '1', unit: 'DAYS' } });
    await controller('POST', id, { alice: { limit: 1, unit: 'DAYS' } });
    for (const mode of ['dry_run', 'mock', 'dry_run']) expect((await attempt(id, mode)).body.outcome).not.toBe('failed');
    expect(await outcomes(id, alice, 2)).toEqual([200, atModelLevel]);
    expect((await attempt(id, 'send')).body).toMatchObject({ outcome: 'failed', failed_step: 'limits', status: 429 });
  });

  test('a dry run and the mock do not ask the model of a guardrail, and say so', async () => {
    const guard = await aModel({ name: 'guard' });
    const rule = { model_id: guard, response_validation_regex: '.*' };
    const id = await aModel({ guardrails: { type: 'model', input_guardrail: rule, output_guardrail: rule } });
    upstream.take();
    for (const mode of ['dry_run', 'mock']) {
      const { body } = await attempt(id, mode);
      expect(body.outcome).not.toBe('failed');
      const limits = body.trace.steps.find(({ name }: { name: string }) => name === 'limits');
      expect(limits.detail.guardrails).toMatch(/no other model is asked/);
    }
    expect(upstream.take()).toEqual([]);
    const { body } = await attempt(id, 'send');
    expect(body.trace.steps.find(({ name }: { name: string }) => name === 'limits').status).toBe('failed');
    expect(upstream.take().map(({ path }) => path)).toEqual(['/answer']);
  });
});
