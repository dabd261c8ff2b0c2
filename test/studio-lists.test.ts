import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aConnector, anAction } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

const list = '/api/studio/connectors';
let studio: ServedStudio;
const ids = new Map<string, string>();
const id = (name: string) => ids.get(name) ?? '';

beforeAll(async () => {
  studio = await serveStudio({
    'plugins.ml_commons.trusted_connector_endpoints_regex': [
      '^https://api\\.cohere\\.ai/.*$',
      '^https://api\\.openai\\.com/.*$',
      '^https://x\\..*\\.example\\.com/.*$',
      '^http://10\\.0\\.4\\.2:11434/.*$',
    ],
  });
  const bodies = [
    aConnector({ name: 'Ready one' }),
    aConnector({ name: 'Failed one' }),
    aConnector({ name: 'New one' }),
    aConnector({ name: 'No key', credential: { cohere_key: '<cohere_key>' } }),
    aConnector({ name: 'Private', actions: [anAction({ url: 'http://10.0.4.2:11434/api/embed', headers: {} })] }),
    aConnector({ name: 'Open AI', actions: [anAction({ url: 'https://api.openai.com/v1/embeddings' })] }),
  ];
  for (const body of bodies) ids.set(body.name, (await studio.call('POST', '/_plugins/_ml/connectors/_create', body)).body.connector_id);
  const run = (name: string, outcome: string, status: number) => ({
    kind: 'connector',
    target_id: id(name),
    outcome,
    status,
    duration: 12,
    finished_at: 1_764_000_000_000n,
  });
  await studio.store.prisma.lastRun.createMany({ data: [run('Ready one', 'answered', 200), run('Failed one', 'failed', 429)] });
  await studio.call('POST', '/_plugins/_ml/models/_register', { name: 'm', function_name: 'remote', connector_id: id('Ready one') });
});
afterAll(() => studio[Symbol.asyncDispose]());

type Row = { name: string; state: { name: string; reason?: string } };
const rows = async (query = '') =>
  (await studio.call('GET', `${list}?sort=name${query}`)).body as { total: number; items: Row[]; facets: Record<string, unknown> };
const names = async (query: string) => (await rows(query)).items.map(({ name }) => name);

describe('the list of connectors', () => {
  test('tells the first state that applies, with its reason', async () => {
    const states = Object.fromEntries((await rows()).items.map(({ name, state }) => [name, state]));
    expect(states).toEqual({
      'Ready one': { name: 'ready' },
      'Failed one': { name: 'last_run_failed', reason: 'Status 429' },
      'New one': { name: 'not_run' },
      'Open AI': { name: 'not_run' },
      'No key': { name: 'credential_missing', reason: 'Not set: cohere_key' },
      Private: { name: 'blocked', reason: 'Remote inference host name has private ip address: 10.0.4.2' },
    });
  });

  test('a row has the facts of its columns', async () => {
    const { items } = await rows('&q=ready');
    expect(items).toEqual([
      {
        connector_id: id('Ready one'),
        name: 'Ready one',
        description: 'Embeddings for search',
        protocol: 'http',
        host: 'api.cohere.ai',
        provider: 'cohere',
        models: 1,
        state: { name: 'ready' },
        last_run: { outcome: 'answered', status: 200, duration_ms: 12, finished_at: 1_764_000_000_000 },
        version: '1',
        action_types: ['PREDICT'],
        created_time: expect.any(Number),
        last_updated_time: expect.any(Number),
        can: { update: true, delete: true },
        _seq_no: expect.any(Number),
        _primary_term: 1,
      },
    ]);
  });

  test('filters by state, provider and text; each facet counts what its values would show', async () => {
    expect(await names('&state=blocked,credential_missing')).toEqual(['No key', 'Private']);
    expect(await names('&provider=openai')).toEqual(['Open AI']);
    expect(await names('&q=10.0.4')).toEqual(['Private']);
    const { total, facets } = await rows('&state=not_run');
    expect(total).toBe(2);
    expect(facets.state).toEqual(
      expect.arrayContaining([
        { value: 'not_run', count: 2 },
        { value: 'ready', count: 1 },
      ]),
    );
    expect(facets.provider).toEqual([
      { value: 'cohere', count: 1 },
      { value: 'openai', count: 1 },
    ]);
  });

  test('pages never repeat a row, and a page past the end is the last one', async () => {
    const pages = [await names('&size=4&page=1'), await names('&size=4&page=2')];
    expect(pages.flat()).toEqual(['Failed one', 'New one', 'No key', 'Open AI', 'Private', 'Ready one']);
    expect(await names('&size=4&page=99')).toEqual(pages[1]);
    const newest = (await studio.call('GET', list)).body.items.map(({ name }: Row) => name);
    expect(newest[0]).toBe('Open AI');
    expect((await studio.call('GET', `${list}?sort=definition&size=1`)).body.items[0].name).toBe('Open AI');
  });

  test('a change of the trusted endpoints shows at once (R-08)', async () => {
    const key = 'plugins.ml_commons.connector.private_ip_enabled';
    await studio.call('PUT', '/_cluster/settings', { persistent: { [key]: true } });
    expect((await rows('&q=private')).items[0]?.state).toEqual({ name: 'not_run' });
    await studio.call('PUT', '/_cluster/settings', { persistent: { [key]: null } });
    expect((await rows('&q=private')).items[0]?.state.name).toBe('blocked');
  });
});

test('the page of a connector shows names of credentials, never values, and its models', async () => {
  const { body, headers } = await studio.call('GET', `${list}/${id('Ready one')}`);
  expect(body).toMatchObject({
    connector_id: id('Ready one'),
    connector: { name: 'Ready one', protocol: 'http' },
    credential_keys: [{ name: 'cohere_key', is_set: true, set_at: expect.any(Number), set_by: 'admin' }],
    state: { name: 'ready' },
    models: [{ name: 'm', state: 'REGISTERED' }],
    can: { update: true, delete: true },
  });
  expect(headers.get('etag')).toBe(`"${body._seq_no}-1"`);
  expect((await studio.call('GET', `${list}/nothing`)).status).toBe(404);
});

test('the list of models names state, connector and actions', async () => {
  const { body } = await studio.call('GET', '/api/studio/models?state=REGISTERED');
  expect(body.total).toBe(1);
  expect(body.items[0]).toMatchObject({
    name: 'm',
    state: 'REGISTERED',
    connector: { connector_id: id('Ready one'), name: 'Ready one', protocol: 'http' },
    action_types: ['PREDICT'],
    last_task: { task_type: 'REGISTER_MODEL', state: 'COMPLETED' },
    can: { update: true, delete: true },
  });
});

describe('the check of a draft', () => {
  type Problem = { path: string; severity: string; message: string; fix?: { label: string; patch: unknown[] } };
  const check = async (connector: unknown, connector_id?: string): Promise<Problem[]> =>
    (await studio.call('POST', `${list}/_check`, { connector, connector_id })).body.problems;
  const at = async (connector: unknown, path: string, connector_id?: string) =>
    (await check(connector, connector_id))
      .filter((problem) => problem.path === path)
      .map(({ severity, message }) => `${severity}: ${message}`);

  test('a good connector has no errors and no warnings', async () => {
    const problems = await check(aConnector());
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('every field that create would refuse is named, not only the first', async () => {
    const problems = await check({
      name: 'a&b',
      protocol: 'grpc',
      actions: [{ action_type: 'foo' }, { action_type: 'predict', method: 'POST' }],
      client_config: { max_connection: 'x' },
    });
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ path }) => path);
    expect(errors).toEqual(
      expect.arrayContaining(['actions.0.action_type', 'actions.1.url', 'client_config', 'name', 'version', 'protocol', 'credential']),
    );
    expect(errors).not.toContain('actions');
  });

  test.each([
    ['https://evil.example/x', 'error: Connector URL is not matching the trusted connector endpoint regex'],
    ['https://x.evil.test/y.example.com/', 'error: Trusted pattern does not fix the end of the host name'],
    ['https://${parameters.host}/x', 'error: The host depends on ${parameters.host}, which has no value. Add it to the parameters.'],
  ])('the address %s', async (url, expected) => {
    expect(await at(aConnector({ actions: [anAction({ url })] }), 'actions.0.url')).toContain(expected);
  });

  test('a placeholder of the path is no problem of the address', async () => {
    const messages = await at(
      aConnector({ actions: [anAction({ url: 'https://api.cohere.ai/${parameters.version}/embed' })] }),
      'actions.0.url',
    );
    expect(messages).toEqual(['info: Every call must bring version: neither the parameters nor a default fill it.']);
  });

  test('credentials that are used but not set, set but not used, or where they are never filled', async () => {
    const problems = await check(aConnector({ credential: { other: 'x' } }));
    expect(problems).toContainEqual({
      path: 'credential.cohere_key',
      severity: 'error',
      message: 'The credential cohere_key is used but not set.',
      fix: { label: 'Add cohere_key', patch: [{ op: 'add', path: '/credential/cohere_key', value: '' }] },
    });
    expect(await at(aConnector({ credential: { other: 'x' } }), 'credential.other')).toEqual(['info: No header uses this credential.']);
    const inBody = aConnector({ actions: [anAction({ request_body: '{"k":"${credential.cohere_key}"}' })] });
    expect(await at(inBody, 'actions.0.request_body')).toEqual([
      'error: ${credential.*} is filled in headers only. In a body it is sent as it stands.',
    ]);
  });

  test('a change of a stored connector counts what is stored', async () => {
    const problems = await check({ description: 'changed' }, id('Ready one'));
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('keys in addresses, headers, bodies and parameters (C-17)', async () => {
    const key = 'sk-abcdefghijklmnopqrstuvwx';
    const draft = aConnector({
      parameters: { api_key: 'abcdefgh12345' },
      actions: [anAction({ url: 'https://api.cohere.ai/v1?key=abcdefgh', headers: { 'X-Key': key }, request_body: `{"k":"${key}"}` })],
    });
    const warned = (await check(draft)).filter(({ severity }) => severity === 'warning').map(({ path }) => path);
    expect(warned.toSorted()).toEqual(['actions.0.headers.X-Key', 'actions.0.request_body', 'actions.0.url', 'parameters.api_key']);
  });

  test('numbers outside of what is used, with a cure (I-10)', async () => {
    const problems = await check(
      aConnector({ client_config: { max_connection: 5_000, max_retry_times: -3, skip_ssl_verification: true } }),
    );
    expect(problems.filter(({ path }) => path.startsWith('client_config'))).toEqual([
      expect.objectContaining({
        path: 'client_config.max_connection',
        fix: { label: 'Use 1000', patch: [{ op: 'replace', path: '/client_config/max_connection', value: 1000 }] },
      }),
      expect.objectContaining({
        path: 'client_config.max_retry_times',
        message: '-3 is stored as it is, but -1 is used: the range is -1 to 10.',
      }),
      expect.objectContaining({ path: 'client_config.skip_ssl_verification', severity: 'warning' }),
    ]);
  });

  test('functions of another service, functions that do not exist, headers that the client owns', async () => {
    const draft = aConnector({
      actions: [
        anAction({
          pre_process_function: 'connector.pre_process.openai.embedding',
          post_process_function: 'connector.post_process.nothing',
          headers: { Host: 'x', 'a b': 'y', Authorization: 'Bearer ${parameters.token}' },
          method: 'PATCH',
        }),
      ],
    });
    const found = (await check(draft)).map(({ path, severity }) => `${severity} ${path}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'warning actions.0.pre_process_function',
        'error actions.0.post_process_function',
        'error actions.0.headers.Host',
        'error actions.0.headers.a b',
        'error actions.0.headers.Authorization',
        'error actions.0.method',
      ]),
    );
  });

  test('a draft that is no object, and a body without one', async () => {
    expect(await check('text')).toMatchObject([{ path: '', severity: 'error' }]);
    expect((await studio.call('POST', `${list}/_check`, {})).body.error).toMatchObject({
      fields: [{ path: 'connector', message: 'is missing' }],
    });
  });
});
