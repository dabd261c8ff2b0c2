import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordingUpstream, type Upstream } from '../predict/recording-upstream.ts';
import { type Answer, type Peopled, type Person, servePeople } from './people.ts';

// Threats.md §12 over the API: every access, caller and operation, with users of the store.
const ml = '/_plugins/_ml';
const studioApi = '/api/studio';

const names = ['owner', 'sharing', 'other', 'reader', 'reading', 'admin'] as const;
type Who = (typeof names)[number];
type Access = 'public' | 'private' | 'restricted' | 'left over' | 'ownerless';

/**
 * Letters in the order of `names`: owner, who shares a backend role, another user, a reader who shares a role, another reader, administrator.
 * A allowed; D denied by access; R denied by role, before access is looked at.
 */
const matrix: Record<Access, Record<'read' | 'predict' | 'change', string>> = {
  public: { read: 'AAAAAA', predict: 'AAARRA', change: 'ADDRRA' },
  private: { read: 'ADDDDA', predict: 'ADDRRA', change: 'ADDRRA' },
  restricted: { read: 'AADADA', predict: 'AADRRA', change: 'AADRRA' },
  'left over': { read: 'ADDDDA', predict: 'ADDRRA', change: 'ADDRRA' }, // private, with roles from before
  ownerless: { read: 'AAAAAA', predict: 'AAARRA', change: 'DDDRRA' },
};
const accesses = Object.keys(matrix) as Access[]; // its own keys

let studio: Peopled;
let upstream: Upstream;
const people = new Map<Who, Person>();
const person = (who: Who): Person => people.get(who) as Person; // made before every test
const ids = new Map<Access, { connector_id: string; model_id: string }>();
const idsOf = (access: Access) => ids.get(access) as { connector_id: string; model_id: string };

const fieldsOf: Record<Access, object> = {
  public: { access_mode: 'public' },
  private: { access_mode: 'private' },
  restricted: { access_mode: 'restricted', backend_roles: ['it'] },
  'left over': { access_mode: 'restricted', backend_roles: ['it'] },
  ownerless: { access_mode: 'public' },
};

const define = (name: string) => ({
  name,
  version: '1',
  protocol: 'http',
  credential: { key: 'a-secret-of-the-owner' },
  parameters: { q: 'x' },
  blueprint_id: 'cohere-embed-v3',
  actions: [
    {
      action_type: 'predict',
      method: 'POST',
      url: `${upstream.url}/v1`,
      headers: { authorization: 'Bearer ${credential.key}' },
      request_body: '{"q": "${parameters.q}"}',
    },
  ],
});

async function make(access: Access, name: string, isDeployed = true): Promise<{ connector_id: string; model_id: string }> {
  const owner = person('owner');
  const { blueprint_id, ...fields } = define(name);
  const { body } = await owner.ask('POST', `${ml}/connectors/_create?blueprint_id=${blueprint_id}`, { ...fields, ...fieldsOf[access] });
  const { connector_id } = body;
  expect(connector_id, JSON.stringify(body)).toBeTypeOf('string');
  const model = { name: `model of ${name}`, function_name: 'remote', connector_id };
  const { model_id } = (await person('admin').ask('POST', `${ml}/models/_register?deploy=${isDeployed}`, model)).body;
  return { connector_id, model_id };
}

async function disown(connector_id: string): Promise<void> {
  const { definition } = await studio.store.prisma.connector.findUniqueOrThrow({ where: { id: connector_id } });
  const { owner: _owner, access: _access, ...rest } = JSON.parse(definition);
  const data = { owner_id: null, owner_name: null, access: null, definition: JSON.stringify(rest), seq_no: { increment: 1_000 } };
  await studio.store.prisma.connector.update({ where: { id: connector_id }, data });
}

/** A connector of this access, whatever it takes. */
async function finished(access: Access, name: string) {
  const made = await make(access, name, false);
  if (access === 'ownerless') await disown(made.connector_id);
  if (access === 'left over') await person('owner').ask('PUT', `${ml}/connectors/${made.connector_id}`, { access_mode: 'private' });
  return made;
}

beforeAll(async () => {
  upstream = await recordingUpstream();
  studio = await servePeople();
  people.set('owner', await studio.person('olga', 'ml_full_access'));
  people.set('sharing', await studio.person('sam', 'ml_full_access', ['it', 'search']));
  people.set('other', await studio.person('otto', 'ml_full_access', ['hr']));
  people.set('reader', await studio.person('rita', 'ml_read_access', ['it']));
  people.set('reading', await studio.person('ron', 'ml_read_access'));
  people.set('admin', await studio.person('ada', 'all_access'));
  const settings = {
    'plugins.ml_commons.trusted_connector_endpoints_regex': ['.*'],
    'plugins.ml_commons.connector.private_ip_enabled': true,
    'plugins.ml_commons.stream_enabled': true,
    'plugins.ml_commons.connector_access_control_enabled': true,
  };
  await person('admin').ask('PUT', '/_cluster/settings', { persistent: settings });
  await studio.store.prisma.user.update({ where: { id: person('owner').id }, data: { backend_roles: '["it"]' } });
  for (const access of accesses) ids.set(access, await finished(access, `the ${access} one`));
  // The owner is an owner without the role from now on.
  await studio.store.prisma.user.update({ where: { id: person('owner').id }, data: { backend_roles: '[]' } });
}, 60_000);
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

const reasonOf = ({ status, body, text }: Answer): unknown => {
  if (status === 200 && !text.startsWith('event:')) return 'allowed';
  const failed = typeof body === 'object' ? body.error : undefined;
  return failed ? [status, failed.type, failed.reason] : 'allowed';
};

type Operation = {
  column: 'read' | 'predict' | 'change';
  run(caller: Person, ids: { connector_id: string; model_id: string }): Promise<Answer>;
  denied(ids: { connector_id: string; model_id: string }): unknown;
};

const noAccess = [403, 'status_exception', "You don't have permission to access this connector"];
const noUpdate = ({ connector_id }: { connector_id: string }) => [
  400,
  'illegal_argument_exception',
  `You don't have permission to update the connector, connector id: ${connector_id}`,
];
const query = { parameters: { q: 'hello' } };

const operations: Record<string, Operation> = {
  'get, as ML Commons does': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${ml}/connectors/${connector_id}`),
    denied: () => noAccess,
  },
  'its page, copy and export': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${studioApi}/connectors/${connector_id}`),
    denied: () => noAccess,
  },
  'its history': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${studioApi}/connectors/${connector_id}/versions`),
    denied: () => noAccess,
  },
  'one version of it': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${studioApi}/connectors/${connector_id}/versions/1`),
    denied: () => noAccess,
  },
  'the check of a change': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('POST', `${studioApi}/connectors/_check`, { connector: {}, connector_id }),
    denied: () => noAccess,
  },
  'what changed in its blueprint': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${studioApi}/connectors/${connector_id}/blueprint-changes`),
    denied: () => noAccess,
  },
  'counts of its calls': {
    column: 'read',
    run: (caller, { connector_id }) => caller.ask('GET', `${studioApi}/runs/_stats?connector_id=${connector_id}`),
    denied: ({ connector_id }) => [
      404,
      'resource_not_found_exception',
      `Failed to find connector with the provided connector id: ${connector_id}`,
    ],
  },
  'a dry run': {
    column: 'read',
    run: (caller, { connector_id }) =>
      caller.ask('POST', `${studioApi}/predictions`, { target: { connector_id }, mode: 'dry_run', body: query }),
    denied: () => noAccess,
  },
  'a prediction of its model': {
    column: 'predict',
    run: (caller, { model_id }) => caller.ask('POST', `${ml}/models/${model_id}/_predict`, query),
    denied: () => noAccess,
  },
  'a stream of its model': {
    column: 'predict',
    run: (caller, { model_id }) => caller.ask('POST', `${ml}/models/${model_id}/_predict/stream`, query),
    denied: () => noAccess,
  },
  'a prediction sent from the playground': {
    column: 'predict',
    run: (caller, { connector_id }) =>
      caller.ask('POST', `${studioApi}/predictions`, { target: { connector_id }, mode: 'send', body: query }),
    denied: () => noAccess,
  },
  'a model that uses it': {
    column: 'predict',
    run: (caller, { connector_id }) =>
      caller.ask('POST', `${ml}/models/_register`, { name: `uses ${connector_id}`, function_name: 'remote', connector_id }),
    denied: ({ connector_id }) => [
      400,
      'illegal_argument_exception',
      `You don't have permission to use the connector provided, connector id: ${connector_id}`,
    ],
  },
  'its credential in a draft': {
    column: 'change',
    run: (caller, { connector_id }) => {
      const { blueprint_id: _, credential: __, ...fields } = define('draft');
      const target = { connector: { ...fields, connector_id } };
      return caller.ask('POST', `${studioApi}/predictions`, { target, mode: 'send', body: query });
    },
    denied: () => noAccess,
  },
};

/** What a cell of the table means for this operation. */
function meaning(letter: string | undefined, operation: Operation, access: Access): unknown {
  if (letter === 'A') return 'allowed';
  if (letter === 'D') return operation.denied(idsOf(access));
  return [403, 'security_exception', expect.stringMatching(/^no permissions for \[/)];
}

describe('M-01, M-02, M-03: the access matrix over the API', () => {
  for (const access of accesses) {
    for (const [name, operation] of Object.entries(operations)) {
      const letters = matrix[access][operation.column];
      test(`a ${access} connector: ${name}: ${letters}`, async () => {
        for (const [at, who] of names.entries()) {
          upstream.take();
          const answer = await operation.run(person(who), idsOf(access));
          expect(reasonOf(answer), `${who}: ${answer.text.slice(0, 300)}`).toEqual(meaning(letters[at], operation, access));
          if (letters[at] !== 'A') expect(upstream.take(), who).toEqual([]);
        }
      });
    }
  }
});

describe('M-01, M-03: changes and deletions, each of a connector of its own', () => {
  const changes: Record<string, Omit<Operation, 'column'>> = {
    update: {
      run: (caller, { connector_id }) => caller.ask('PUT', `${ml}/connectors/${connector_id}`, { description: caller.username }),
      denied: noUpdate,
    },
    'save, with its models': {
      run: (caller, { connector_id }) =>
        caller.ask('POST', `${studioApi}/connectors/${connector_id}/_save`, { description: caller.username }),
      denied: noUpdate,
    },
    delete: {
      run: (caller, { connector_id }) => caller.ask('DELETE', `${ml}/connectors/${connector_id}`),
      denied: () => [500, 'm_l_validation_exception', 'You are not allowed to delete this connector'],
    },
  };
  for (const access of accesses) {
    for (const [name, operation] of Object.entries(changes)) {
      const letters = matrix[access].change;
      test(`a ${access} connector: ${name}: ${letters}`, async () => {
        for (const [at, who] of names.entries()) {
          await studio.store.prisma.user.update({ where: { id: person('owner').id }, data: { backend_roles: '["it"]' } });
          const made = await finished(access, `${name} ${who} ${access}`);
          await studio.store.prisma.user.update({ where: { id: person('owner').id }, data: { backend_roles: '[]' } });
          if (name === 'delete') await person('admin').ask('DELETE', `${ml}/models/${made.model_id}`);
          const before = await studio.store.prisma.connector.findUnique({ where: { id: made.connector_id } });
          const answer = await operation.run(person(who), made);
          const expected = letters[at] === 'D' ? operation.denied(made) : meaning(letters[at], { ...operation, column: 'change' }, access);
          expect(reasonOf(answer), `${who}: ${answer.text.slice(0, 300)}`).toEqual(expected);
          const after = await studio.store.prisma.connector.findUnique({ where: { id: made.connector_id } });
          if (letters[at] === 'A') expect(after, who).not.toEqual(before);
          else expect(after, who).toEqual(before);
          await person('admin').ask('DELETE', `${ml}/models/${made.model_id}`);
          await person('admin').ask('DELETE', `${ml}/connectors/${made.connector_id}`);
        }
      });
    }
  }
});

describe('M-04: lists, counts, facets and suggestions hold exactly what may be read', () => {
  const readable = (who: Who) =>
    accesses.filter((access) => matrix[access].read[names.indexOf(who)] === 'A').map((access) => `the ${access} one`);
  const sorted = (found: string[]) => found.toSorted();

  for (const who of names) {
    test(`for ${who}`, async () => {
      const { ask } = person(who);
      const expected = sorted(readable(who));
      const search = await ask('POST', `${ml}/connectors/_search`, { query: { match_all: {} }, size: 100 });
      const hits = search.body.hits.hits.map((hit: { _source: { name: string } }) => hit._source.name);
      expect(sorted(hits)).toEqual(expected);
      expect(search.body.hits.total.value).toBe(expected.length);

      const ids = accesses.map((access) => idsOf(access).connector_id);
      const byId = await ask('POST', `${ml}/connectors/_search`, { query: { ids: { values: ids } }, size: 0 });
      expect(byId.body.hits.total.value).toBe(expected.length);

      const list = await ask('GET', `${studioApi}/connectors?size=100`);
      expect(sorted(list.body.items.map(({ name }: { name: string }) => name))).toEqual(expected);
      expect(list.body.total).toBe(expected.length);
      for (const counts of Object.values(list.body.facets) as { count: number }[][])
        expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length);

      const palette = await ask('GET', `${studioApi}/search?q=${encodeURIComponent('one')}`);
      const suggested = palette.body.items.filter(({ kind }: { kind: string }) => kind === 'connector');
      expect(sorted(suggested.map(({ name }: { name: string }) => name))).toEqual(expected);

      const patterns = await ask('POST', `${studioApi}/trusted-endpoints/_check`, { patterns: ['.*'] });
      expect(patterns.body.patterns[0].connectors).toBe(expected.length);
      const none = await ask('POST', `${studioApi}/trusted-endpoints/_check`, { patterns: [] });
      expect(sorted(none.body.blocked.map(({ name }: { name: string }) => name))).toEqual(expected);

      const gallery = await ask('GET', `${studioApi}/blueprints`);
      const used = gallery.body.blueprints.find(({ id }: { id: string }) => id === 'cohere-embed-v3').used;
      expect(used).toBe(expected.length);

      const stats = await ask('GET', `${studioApi}/runs/_stats`);
      const counted = stats.body.connectors.map(({ connector_name }: { connector_name: string }) => connector_name);
      for (const name of counted.filter((name: string) => name.startsWith('the '))) expect(expected).toContain(name);

      const models = await ask('GET', `${studioApi}/models?size=100&q=model%20of%20the`);
      for (const { name, connector, action_types } of models.body.items as {
        name: string;
        connector: { name?: string };
        action_types: string[];
      }[]) {
        const isSeen = expected.includes(name.replace('model of ', ''));
        expect([connector.name !== undefined, action_types.length > 0], name).toEqual([isSeen, isSeen]);
      }
    });
  }
});

describe('M-11: runs', () => {
  test('are seen by their caller and an administrator, and once shared by who may read the connector', async () => {
    const shares = async (access: Access) => {
      const { connector_id } = idsOf(access);
      const { body } = await person('owner').ask('POST', `${studioApi}/predictions`, {
        target: { connector_id },
        mode: 'dry_run',
        body: { parameters: { q: `what ${access} said` } },
      });
      return body.run_id as string;
    };
    for (const access of ['public', 'private', 'restricted'] as const) {
      const run_id = await shares(access);
      const seenBy = async () => {
        const seen: string[] = [];
        for (const who of names) {
          const one = await person(who).ask('GET', `${studioApi}/runs/${run_id}`);
          const list = await person(who).ask('GET', `${studioApi}/runs?size=100`);
          const isListed = list.body.items.some((run: { run_id: string }) => run.run_id === run_id);
          expect(isListed, `${who}: ${access}`).toBe(one.status === 200);
          if (one.status === 200) seen.push(who);
          else expect(one, who).toMatchObject({ status: 404, body: { error: { type: 'resource_not_found_exception' } } });
        }
        return seen;
      };
      expect(await seenBy()).toEqual(['owner', 'admin']);
      const { body } = await person('owner').ask('POST', `${studioApi}/runs/${run_id}/_share`);
      expect(body.link).toBe(`/playground?run=${run_id}`);
      expect(await seenBy(), access).toEqual(names.filter((_, at) => matrix[access].read[at] === 'A'));
    }
  });
});

describe('who may do anything at all', () => {
  test('M-02: without a session or a token there is nothing but 401', async () => {
    const { connector_id, model_id } = idsOf('public');
    const calls: [string, string][] = [
      ['GET', `${ml}/connectors/${connector_id}`],
      ['POST', `${ml}/connectors/_search`],
      ['POST', `${ml}/models/${model_id}/_predict`],
      ['GET', `${studioApi}/connectors`],
      ['GET', `${studioApi}/users`],
      ['GET', `${studioApi}/no-such-route`],
    ];
    for (const [method, path] of calls) {
      const { status, text } = await studio.call(method, path, undefined, { authorization: undefined });
      expect([status, text.includes(connector_id)], path).toEqual([401, false]);
    }
  });

  test('M-08: settings are read by everybody and written by administrators', async () => {
    for (const who of names) {
      const isAdmin = who === 'admin';
      expect((await person(who).ask('GET', `${studioApi}/settings`)).status, who).toBe(200);
      const write = await person(who).ask('PUT', '/_cluster/settings', { persistent: { 'plugins.ml_commons.max_model_on_node': 11 } });
      expect(write.status, who).toBe(isAdmin ? 200 : 403);
      expect((await person(who).ask('GET', `${studioApi}/users`)).status, who).toBe(isAdmin ? 200 : 403);
      const clear = isAdmin ? 403 : (await person(who).ask('DELETE', `${studioApi}/runs`)).status;
      expect(clear, who).toBe(403);
    }
  });

  test('M-07: only owner and administrator say who sees a connector, under the rules of a new one', async () => {
    await studio.store.prisma.user.update({ where: { id: person('owner').id }, data: { backend_roles: '["it"]' } });
    const { connector_id, model_id } = await make('restricted', 'opened to others');
    await person('admin').ask('POST', `${ml}/models/${model_id}/_undeploy`);
    const put = async (who: Who, fields: object) => reasonOf(await person(who).ask('PUT', `${ml}/connectors/${connector_id}`, fields));
    const argument = (reason: string) => [400, 'illegal_argument_exception', reason];
    for (const fields of [{ access_mode: 'public' }, { backend_roles: ['search'] }, { add_all_backend_roles: true }])
      expect(await put('sharing', fields)).toEqual(noUpdate({ connector_id }));
    const notRestricted = 'You can specify backend roles only for a connector with the restricted access mode.';
    expect(await put('owner', { access_mode: 'public', backend_roles: ['it'] })).toEqual(argument(notRestricted));
    expect(await put('owner', { backend_roles: ['hr'] })).toEqual(argument("You don't have the backend roles specified."));
    const both = "You can't specify backend roles and add all backend roles to true at same time.";
    expect(await put('owner', { add_all_backend_roles: true, backend_roles: ['it'] })).toEqual(argument(both));
    expect(await put('admin', { add_all_backend_roles: true })).toEqual(argument("Admin can't add all backend roles"));
    expect(await put('admin', { backend_roles: ['hr'] })).toBe('allowed');
    const roles = async () => (await person('admin').ask('GET', `${ml}/connectors/${connector_id}`)).body.backend_roles;
    expect(await roles()).toEqual(['hr']);
    expect((await person('other').ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
    expect(await put('owner', { add_all_backend_roles: true })).toBe('allowed');
    expect(await roles()).toEqual(['it']);
    expect((await person('other').ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(403);
  });

  test('M-10: who gets the name of a deleted owner gets no right of theirs', async () => {
    const before = await studio.person('nina', 'ml_full_access');
    const made = await before.ask('POST', `${ml}/connectors/_create`, {
      ...define('of nina'),
      blueprint_id: undefined,
      access_mode: 'private',
    });
    const { connector_id } = made.body;
    expect((await before.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
    expect((await person('admin').ask('DELETE', `${studioApi}/users/${before.id}`)).status).toBe(200);
    expect((await before.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(401);
    const namesake = await studio.person('nina', 'ml_full_access');
    expect((await namesake.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(403);
    expect((await person('admin').ask('GET', `${ml}/connectors/${connector_id}`)).body.owner.name).toBe('nina');
  });

  test('A-11: a role that is taken away acts on the next request', async () => {
    const { connector_id } = idsOf('restricted');
    const sam = person('sharing');
    expect((await sam.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
    await person('admin').ask('PATCH', `${studioApi}/users/${sam.id}`, { backend_roles: ['search'] });
    expect((await sam.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(403);
    await person('admin').ask('PATCH', `${studioApi}/users/${sam.id}`, { backend_roles: ['search', 'it'] });
    expect((await sam.ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
  });

  test('M-05: while access control is off everybody may everything with every connector', async () => {
    await person('admin').ask('PUT', '/_cluster/settings', {
      persistent: { 'plugins.ml_commons.connector_access_control_enabled': null },
    });
    const { connector_id } = idsOf('private');
    expect((await person('other').ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
    expect((await person('reading').ask('GET', `${ml}/connectors/${connector_id}`)).status).toBe(200);
    expect((await person('reading').ask('PUT', `${ml}/connectors/${connector_id}`, { description: 'x' })).status).toBe(403);
    const off =
      'You cannot specify connector access control parameters because the Security plugin or connector access control is disabled on your cluster.';
    for (const fields of [{ access_mode: 'public' }, { backend_roles: ['it'] }, { add_all_backend_roles: false }]) {
      const answer = await person('owner').ask('POST', `${ml}/connectors/_create`, {
        ...define('off'),
        blueprint_id: undefined,
        ...fields,
      });
      expect(reasonOf(answer)).toEqual([400, 'illegal_argument_exception', off]);
    }
    const { body } = await person('owner').ask('POST', `${ml}/connectors/_create`, { ...define('off'), blueprint_id: undefined });
    const read = await person('owner').ask('GET', `${ml}/connectors/${body.connector_id}`);
    expect([read.body.access, read.body.owner, read.body.backend_roles]).toEqual([undefined, undefined, undefined]);
  });
});
