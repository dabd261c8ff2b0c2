import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { recordingUpstream, type Upstream } from './predict/recording-upstream.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

const ml = '/_plugins/_ml';
const account = (username: string, backend_roles: string[] = []): Caller => ({
  id: `u-${username}`,
  username,
  role: 'ml_full_access',
  backend_roles,
});
const admin: Caller = { id: 'u-admin', username: 'admin', role: 'all_access', backend_roles: [] };
const [alice, bob, carol, dave] = [account('alice', ['search', 'it']), account('bob', ['it']), account('carol'), account('dave', ['hr'])];

let studio: ServedStudio;
let upstream: Upstream;
let connector_id: string;
beforeAll(async () => {
  upstream = await recordingUpstream();
  studio = await serveStudio({
    ...openSettings,
    'plugins.ml_commons.model_access_control_enabled': true,
    'plugins.ml_commons.stream_enabled': true,
  });
  const made = await studio.call('POST', `${ml}/connectors/_create`, {
    name: 'shared',
    version: '1',
    protocol: 'http',
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url: `${upstream.url}/v1`, request_body: '{"q": "${parameters.q}"}' }],
  });
  connector_id = made.body.connector_id;
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const as = (caller: Caller, method: string, path: string, body?: unknown) => studio.call(method, `${ml}${path}`, body, { as: caller });
const outcome = async (...call: Parameters<typeof as>) => {
  const { status, body } = await as(...call);
  return status === 200 ? 200 : [status, body.error.reason];
};
const group = (caller: Caller, fields: object) => outcome(caller, 'POST', '/model_groups/_register', fields);
const aGroup = async (caller: Caller, fields: object) => {
  const { body, text } = await as(caller, 'POST', '/model_groups/_register', fields);
  expect(body.model_group_id, text).toBeTypeOf('string');
  return body.model_group_id as string;
};
const read = async (id: string, caller: Caller = alice) => (await as(caller, 'GET', `/model_groups/${id}`)).body;
const names = async (caller: Caller, kind: 'models' | 'model_groups') => {
  const { body } = await as(caller, 'POST', `/${kind}/_search`, { query: { match_all: {} }, size: 100, sort: [{ 'name.keyword': 'asc' }] });
  return body.hits.hits.map((hit: { _source: { name: string } }) => hit._source.name);
};
const aModel = async (caller: Caller, fields: object) => {
  const { body, text } = await as(caller, 'POST', '/models/_register?deploy=true', { function_name: 'remote', connector_id, ...fields });
  expect(body.model_id, text).toBeTypeOf('string');
  return body.model_id as string;
};
const both = 'You cannot specify backend roles and add all backend roles at the same time.';
const notRestricted = 'You can specify backend roles only for a model group with the restricted access mode.';
const noRoles = 'You must specify one or more backend roles or add all backend roles to register a restricted model group.';
const adminAll = 'Admin users cannot add all backend roles to a model group.';
const foreign = "You don't have the backend roles specified.";

describe('registering a group', () => {
  test('without a word about access it is its owner alone', async () => {
    const id = await aGroup(alice, { name: 'silent' });
    expect(await read(id)).toMatchObject({
      access: 'private',
      owner: { name: 'alice', backend_roles: ['search', 'it'], roles: ['ml_full_access'] },
    });
    expect(await read(id)).not.toHaveProperty('backend_roles');
    expect((await read(await aGroup(alice, { name: 'odd', access_mode: 'nope' }))).access).toBe('private');
  });

  test('with roles it is restricted to them', async () => {
    expect(await read(await aGroup(alice, { name: 'some', backend_roles: ['it'] }))).toMatchObject({
      access: 'restricted',
      backend_roles: ['it'],
    });
    const all = await aGroup(alice, { name: 'all', access_mode: 'restricted', add_all_backend_roles: true });
    expect(await read(all)).toMatchObject({ access: 'restricted', backend_roles: ['search', 'it'] });
    expect(
      (await read(await aGroup(admin, { name: 'any', access_mode: 'restricted', backend_roles: ['zz'] }), admin)).backend_roles,
    ).toEqual(['zz']);
  });

  test('what does not go together is refused in ML Commons words', async () => {
    const refused: [Caller, object, string][] = [
      [alice, { access_mode: 'public', backend_roles: ['it'] }, notRestricted],
      [alice, { access_mode: 'private', add_all_backend_roles: true }, notRestricted],
      [alice, { access_mode: 'restricted' }, noRoles],
      [alice, { access_mode: 'restricted', backend_roles: [] }, noRoles],
      [alice, { access_mode: 'restricted', add_all_backend_roles: true, backend_roles: ['it'] }, both],
      [alice, { add_all_backend_roles: true, backend_roles: ['it'] }, both],
      [alice, { access_mode: 'restricted', backend_roles: ['hr'] }, foreign],
      [
        carol,
        { access_mode: 'restricted', backend_roles: ['it'] },
        'You must have at least one backend role to register a restricted model group.',
      ],
      [admin, { access_mode: 'restricted', add_all_backend_roles: true }, adminAll],
    ];
    for (const [caller, fields, reason] of refused) {
      expect(await group(caller, { name: 'refused', ...fields }), JSON.stringify(fields)).toEqual([400, reason]);
    }
  });
});

describe('changing a group', () => {
  test('only its owner and an administrator say who sees it', async () => {
    const id = await aGroup(alice, { name: 'changed', backend_roles: ['it'] });
    const put = (caller: Caller, fields: object) => outcome(caller, 'PUT', `/model_groups/${id}`, fields);
    const onlyOwner = [400, 'Only owner or admin can update access control data.'];
    for (const caller of [bob, carol]) expect(await put(caller, { access_mode: 'private' })).toEqual(onlyOwner);
    expect(await put(bob, { backend_roles: ['it'] })).toEqual(onlyOwner);
    expect(await put(bob, { description: 'shared role' })).toBe(200);
    expect(await put(carol, { description: 'x' })).toEqual([400, "You don't have permission to update this model group."]);
    expect(await put(alice, { access_mode: 'restricted' })).toEqual([400, noRoles]);
    const empty = [400, 'You have to specify backend roles when add all backend roles is set to false.'];
    expect(await put(alice, { add_all_backend_roles: false })).toEqual(empty);
    expect(await put(alice, { backend_roles: ['hr'] })).toEqual([400, foreign]);
    expect(await put(alice, { add_all_backend_roles: true, backend_roles: ['it'] })).toEqual([400, both]);
    expect(await put(alice, { access_mode: 'private', backend_roles: ['it'] })).toEqual([400, notRestricted]);
    expect(await put(admin, { add_all_backend_roles: true })).toEqual([400, adminAll]);

    expect(await put(alice, { access_mode: 'public' })).toBe(200);
    expect(await read(id)).toMatchObject({ access: 'public', description: 'shared role', owner: { name: 'alice' } });
    expect(await read(id)).not.toHaveProperty('backend_roles');
    expect(await put(alice, { add_all_backend_roles: true })).toBe(200);
    expect(await read(id)).toMatchObject({ access: 'restricted', backend_roles: ['search', 'it'] });
    expect(await put(admin, { backend_roles: ['zz'] })).toBe(200);
    expect(await put(alice, { name: 'changed again' })).toBe(200); // an owner never locks herself out
  });

  test('who may not see a group can neither read nor delete it', async () => {
    const id = await aGroup(alice, { name: 'hidden' });
    expect(await outcome(bob, 'GET', `/model_groups/${id}`)).toEqual([
      403,
      "User doesn't have privilege to perform this operation on this model group",
    ]);
    expect(await outcome(bob, 'DELETE', `/model_groups/${id}`)).toEqual([500, "User doesn't have privilege to delete this model group"]);
    expect(await outcome(admin, 'GET', `/model_groups/${id}`)).toBe(200);
    expect(await outcome(alice, 'DELETE', `/model_groups/${id}`)).toBe(200);
  });
});

describe('models of a group', () => {
  let own: string;
  let model: string;
  beforeAll(async () => {
    own = await aGroup(alice, { name: 'of alice' });
    model = await aModel(alice, { name: 'secret model', model_group_id: own });
    await aModel(alice, { name: 'team model', backend_roles: ['it'] });
  });
  const noPrivilege = "User doesn't have privilege to perform this operation on this model";

  test('are read, used and changed by whom the group lets in', async () => {
    const path = `/models/${model}`;
    const predict = { parameters: { q: 'x' } };
    const calls: [string, string, unknown, unknown][] = [
      ['GET', path, undefined, [403, noPrivilege]],
      ['POST', `${path}/_predict`, predict, [403, noPrivilege]],
      ['PUT', path, { description: 'x' }, [403, `${noPrivilege}, model ID ${model}`]],
      ['POST', `${path}/_deploy`, undefined, [403, noPrivilege]],
      ['POST', `${path}/_undeploy`, undefined, [400, `No permission to undeploy model ${model}`]],
      ['POST', '/models/_undeploy', { model_ids: [model] }, [400, `No permission to undeploy model ${model}`]],
      ['DELETE', path, undefined, [403, noPrivilege]],
    ];
    upstream.take();
    for (const [method, where, body, expected] of calls)
      expect(await outcome(bob, method, where, body), `${method} ${where}`).toEqual(expected);
    expect(upstream.take()).toEqual([]);
    for (const caller of [alice, admin]) {
      expect(await outcome(caller, 'GET', path)).toBe(200);
      expect(await outcome(caller, 'POST', `${path}/_predict`, predict)).toBe(200);
    }
    const dry = { target: { model_id: model }, mode: 'dry_run', body: predict };
    expect((await studio.call('POST', '/api/studio/predictions', dry, { as: bob })).status).toBe(403);
    expect((await studio.call('POST', `${ml}${path}/_predict/stream`, predict, { as: bob })).text).toContain(noPrivilege);
  });

  test('have controllers for the same people', async () => {
    const reason = `User doesn't have privilege to perform this operation on this model controller. Model ID: ${model}`;
    expect(await outcome(bob, 'POST', `/controllers/${model}`, {})).toEqual([403, reason]);
    expect(await outcome(alice, 'POST', `/controllers/${model}`, {})).toBe(200);
    for (const [method, body] of [['GET'], ['PUT', {}], ['DELETE']] as const) {
      expect(await outcome(bob, method, `/controllers/${model}`, body)).toEqual([403, reason]);
    }
  });

  test('come into it by whom it lets in', async () => {
    const register = (caller: Caller, fields: object) =>
      outcome(caller, 'POST', '/models/_register', { function_name: 'remote', connector_id, ...fields });
    const noAccess = "You don't have permissions to perform this operation on this model.";
    expect(await register(bob, { name: 'intruder', model_group_id: own })).toEqual([400, noAccess]);
    const taken = `The name of alice you provided is unavailable because it is used by another model group with id ${own} to which you do not have access. Please provide a different name.`;
    expect(await register(bob, { name: 'of alice' })).toEqual([400, taken]);
    const his = await aModel(bob, { name: 'of bob' });
    const relink = `User Doesn't have privilege to re-link this model to the target model group due to no access to the target model group with model group ID ${own}`;
    expect(await outcome(bob, 'PUT', `/models/${his}`, { model_group_id: own })).toEqual([403, relink]);
  });

  test('are found and listed by whom the group lets in', async () => {
    const listed = async (caller: Caller) => {
      const { body } = await studio.call('GET', '/api/studio/models?size=100&sort=name&dir=asc', undefined, { as: caller });
      expect(body.total).toBe(body.items.length);
      return body.items.map(({ name }: { name: string }) => name);
    };
    const seen: [Caller, string[]][] = [
      [alice, ['secret model', 'team model']],
      [bob, ['of bob', 'team model']],
      [dave, []],
      [admin, ['of bob', 'secret model', 'team model']],
    ];
    for (const [caller, expected] of seen) {
      expect(await names(caller, 'models'), caller.username).toEqual(expected);
      expect(await listed(caller), caller.username).toEqual(expected);
      const { body } = await studio.call('GET', `/api/studio/connectors/${connector_id}`, undefined, { as: caller });
      expect(body.models.map(({ name }: { name: string }) => name)).toEqual(expected);
    }
    expect(await names(dave, 'model_groups')).toEqual([]);
    expect(await names(bob, 'model_groups')).toEqual(expect.arrayContaining(['some', 'all', 'team model']));
    expect(await names(bob, 'model_groups')).not.toContain('of alice');
  });

  test('appear and disappear with a change of the group', async () => {
    const opened = async () => [
      await names(dave, 'models'),
      (await as(dave, 'POST', `/models/${model}/_predict`, { parameters: { q: 'x' } })).status,
    ];
    const listed = async () =>
      (await studio.call('GET', '/api/studio/models', undefined, { as: dave })).body.items.map(({ name }: { name: string }) => name);
    await as(alice, 'PUT', `/model_groups/${own}`, { access_mode: 'public' });
    expect(await opened()).toEqual([['secret model'], 200]);
    expect(await listed()).toEqual(['secret model']);
    await as(alice, 'PUT', `/model_groups/${own}`, { access_mode: 'private' });
    expect(await opened()).toEqual([[], 403]);
    expect(await listed()).toEqual([]);
  });
});

test('while the control is off, every group and model is open, and nothing may be said about access', async () => {
  await studio.call('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.model_access_control_enabled': null } });
  expect(await names(carol, 'models')).toContain('secret model');
  const off =
    'You cannot specify model access control parameters because the Security plugin or model access control is disabled on your cluster.';
  expect(await group(alice, { name: 'off', access_mode: 'public' })).toEqual([400, off]);
  const open = await read(await aGroup(alice, { name: 'open' }));
  expect(open).toMatchObject({ access: 'public' });
  expect(open).not.toHaveProperty('owner');
});
