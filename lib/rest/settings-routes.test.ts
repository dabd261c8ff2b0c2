import { expect, test } from 'vitest';
import { defaultTrustedEndpoints } from '#lib/settings/connector-settings.ts';
import { settings } from '#lib/settings/registry.ts';
import { type Served, serve } from '../../test/serve.ts';

const put = (server: Served, body: unknown, query = '') => server.call('PUT', `/_cluster/settings${query}`, body);
const get = async (server: Served, query = '') => (await server.call('GET', `/_cluster/settings${query}`)).body;
const ml = 'plugins.ml_commons.';

/** What OpenSearch answers to a request that it refuses, with or without a cause. */
const failure = (type: string, reason: string, caused_by?: object, root: object = { type, reason }) => ({
  error: { root_cause: [root], type, reason, ...(caused_by && { caused_by }) },
  status: 400,
});
const illegal = (reason: string, caused_by?: object) => failure('illegal_argument_exception', reason, caused_by);

test('takes the three settings calls of the product documentation', async () => {
  await using server = await serve();
  const trusted = [
    '^https://runtime\\.sagemaker\\..*[a-z0-9-]\\.amazonaws\\.com/.*$',
    '^https://api\\.openai\\.com/.*$',
    '^https://api\\.cohere\\.ai/.*$',
    '^https://bedrock-runtime\\..*[a-z0-9-]\\.amazonaws\\.com/.*$',
  ];
  const calls: [object, object][] = [
    [{ [`${ml}trusted_connector_endpoints_regex`]: trusted }, { trusted_connector_endpoints_regex: trusted }],
    [{ [`${ml}connector_access_control_enabled`]: true }, { connector_access_control_enabled: 'true' }],
    [{ [`${ml}only_run_on_ml_node`]: false }, { only_run_on_ml_node: 'false' }],
  ];
  for (const [persistent, echo] of calls) {
    const answer = await put(server, { persistent });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(JSON.stringify({ acknowledged: true, persistent: { plugins: { ml_commons: echo } }, transient: {} }));
  }
  expect(await get(server, '?flat_settings=true')).toEqual({
    persistent: Object.assign({}, ...calls.map(([set]) => set), {
      [`${ml}connector_access_control_enabled`]: 'true',
      [`${ml}only_run_on_ml_node`]: 'false',
    }),
    transient: {},
  });
});

test('takes dotted, nested and mixed keys, and answers with what this call set', async () => {
  await using server = await serve();
  expect(
    (await put(server, { persistent: { plugins: { ml_commons: { max_model_on_node: 7, connector: { private_ip_enabled: 'true' } } } } }))
      .body,
  ).toEqual({
    acknowledged: true,
    persistent: { plugins: { ml_commons: { connector: { private_ip_enabled: 'true' }, max_model_on_node: '7' } } },
    transient: {},
  });
  const mixed = {
    'plugins.ml_commons': { 'model_auto_deploy.enable': false },
    plugins: { 'ml_commons.sync_up_job_interval_in_seconds': 20 },
  };
  expect((await put(server, { persistent: mixed }, '?flat_settings=true')).text).toBe(
    '{"acknowledged":true,"persistent":{"plugins.ml_commons.model_auto_deploy.enable":"false","plugins.ml_commons.sync_up_job_interval_in_seconds":"20"},"transient":{}}',
  );
  expect((await put(server, { persistent: { [`${ml}max_model_on_node`]: 7 } })).body).toEqual({
    acknowledged: true,
    persistent: { plugins: { ml_commons: { max_model_on_node: '7' } } },
    transient: {},
  });
});

test('of a key that comes dotted and nested the later one counts', async () => {
  await using server = await serve();
  const body = { persistent: { [`${ml}only_run_on_ml_node`]: true, plugins: { ml_commons: { only_run_on_ml_node: false } } } };
  expect((await put(server, body)).body).toMatchObject({ persistent: { plugins: { ml_commons: { only_run_on_ml_node: 'false' } } } });
});

test('keeps a list as it was sent: a list of texts, or one text with commas', async () => {
  await using server = await serve();
  const key = `${ml}remote_job.status_field`;
  const set = async (value: unknown) => {
    const { body } = await put(server, { persistent: { [key]: value } }, '?flat_settings');
    const row = (await server.studio.ports.settings.list('remote_job.status_field')) ?? [];
    return [(body as { persistent: Record<string, unknown> }).persistent[key], row];
  };
  expect(await set(['a', 'b'])).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(await set('a, b')).toEqual(['a, b', ['a', 'b']]);
  expect(await set([1, true, 'x'])).toEqual([
    ['1', 'true', 'x'],
    ['1', 'true', 'x'],
  ]);
  expect(await set([])).toEqual([[], []]);
  expect(await set('')).toEqual(['', []]);
  const indexed = { persistent: { [`${key}.0`]: 'a', [`${key}.1`]: 'b' } };
  expect((await put(server, indexed, '?flat_settings')).body).toMatchObject({ persistent: { [key]: ['a', 'b'] } });
});

const noSettings = failure('action_request_validation_exception', 'Validation Failed: 1: no settings to update;');
const unloadable = (json: string) =>
  failure('settings_exception', `Failed to load settings from [{"plugins.ml_commons.remote_job.status_field":${json}}]`, {
    type: 'illegal_state_exception',
    reason: 'only value lists are allowed in serialized settings',
  });
const nullSection = {
  type: 'parsing_exception',
  reason: 'Failed to parse object: expecting token of type [START_OBJECT] but found [VALUE_NULL]',
  line: 1,
  col: 1,
};
const at = ' at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: ';

test.each([
  ['no body', undefined, '', failure('parse_exception', 'request body is required')],
  ['an empty object', {}, '', noSettings],
  ['empty sections', { persistent: {}, transient: {} }, '', noSettings],
  ['a list at the top', '[]', '', noSettings],
  ['only unknown sections', { defaults: { a: 1 } }, '', noSettings],
  ['an empty object as a value', { persistent: { [`${ml}only_run_on_ml_node`]: {} } }, '', noSettings],
  [
    'a section that is null',
    { persistent: null },
    '',
    failure('settings_exception', 'Failed to load settings from [null]', nullSection, nullSection),
  ],
  ['a list with null', { persistent: { [`${ml}remote_job.status_field`]: ['a', null] } }, '', unloadable('["a",null]')],
  ['a list of objects', { persistent: { [`${ml}remote_job.status_field`]: [{ a: 1 }] } }, '', unloadable('[{"a":1}]')],
  ['a list of lists', { persistent: { [`${ml}remote_job.status_field`]: [['a']] } }, '', unloadable('[["a"]]')],
  [
    'a field that comes twice',
    `{"persistent":{"${ml}only_run_on_ml_node":true,"${ml}only_run_on_ml_node":false}}`,
    '',
    failure('json_parse_exception', `Duplicate field '${ml}only_run_on_ml_node'\n${at}102]`),
  ],
  [
    'both names of the time-out',
    { persistent: { [`${ml}only_run_on_ml_node`]: true } },
    '?master_timeout=10s&cluster_manager_timeout=10s',
    failure('parse_exception', 'Please only use one of the request parameters [master_timeout, cluster_manager_timeout].'),
  ],
  [
    'a time-out without a unit',
    { persistent: { [`${ml}only_run_on_ml_node`]: true } },
    '?timeout=10',
    illegal('failed to parse setting [timeout] with value [10] as a time value: unit is missing or unrecognized'),
  ],
  [
    'an unknown parameter',
    { persistent: { [`${ml}only_run_on_ml_node`]: true } },
    '?foo=1',
    illegal('request [/_cluster/settings] contains unrecognized parameter: [foo]'),
  ],
])('refuses %s', async (_name, body, query, expected) => {
  await using server = await serve();
  const answer = await put(server, body, query);
  expect(answer.body).toEqual(expected);
  expect(answer.status).toBe(400);
  expect(await get(server)).toEqual({ persistent: {}, transient: {} });
});

test.each([
  ['"x"', '"x"', 'VALUE_STRING'],
  ['[]', '[]', 'START_ARRAY'],
  ['1', '1', 'VALUE_NUMBER'],
])('refuses a section that is %s with 400', async (json, shown, token) => {
  await using server = await serve();
  const cause = {
    type: 'parsing_exception',
    reason: `Failed to parse object: expecting token of type [START_OBJECT] but found [${token}]`,
    line: 1,
    col: 15,
  };
  const answer = await put(server, `{"persistent":${json}}`);
  expect(answer.body).toEqual(failure('settings_exception', `Failed to load settings from [${shown}]`, cause, cause));
});

test('null takes an override away and lets the next level show', async () => {
  await using server = await serve({ nodeSettings: new Map([[`${ml}max_model_on_node`, '4']]) });
  const inForce = () => server.studio.ports.settings.current().number('max_model_on_node');
  const set = (section: string, value: number | null) => put(server, { [section]: { [`${ml}max_model_on_node`]: value } });
  expect(inForce()).toBe(4);
  await set('persistent', 9);
  expect(inForce()).toBe(9);
  await set('transient', 3);
  expect(inForce()).toBe(3);
  expect((await set('transient', null)).body).toEqual({ acknowledged: true, persistent: {}, transient: {} });
  expect(inForce()).toBe(9);
  await set('persistent', null);
  expect(inForce()).toBe(4);
  expect((await set('persistent', null)).status).toBe(200);
});

test('a key that ends in a star takes away what it matches in its own section', async () => {
  await using server = await serve();
  const set = { [`${ml}connector.private_ip_enabled`]: true, [`${ml}max_model_on_node`]: 7 };
  await put(server, { persistent: set, transient: set });
  await put(server, { persistent: { [`${ml}connector.*`]: null } });
  expect(await get(server, '?flat_settings')).toEqual({
    persistent: { [`${ml}max_model_on_node`]: '7' },
    transient: { [`${ml}connector.private_ip_enabled`]: 'true', [`${ml}max_model_on_node`]: '7' },
  });
  expect((await put(server, { persistent: { [`${ml}zzz*`]: null } })).body).toEqual({ acknowledged: true, persistent: {}, transient: {} });
  await put(server, { persistent: { '*': null, [`${ml}max_model_on_node`]: 8 }, transient: { '*': null } });
  expect(await get(server, '?flat_settings')).toEqual({ persistent: { [`${ml}max_model_on_node`]: '8' }, transient: {} });
});

test.each([
  [{ persistent: { [`${ml}foo`]: true } }, `persistent setting [${ml}foo], not recognized`],
  [{ transient: { [`${ml}foo`]: 1 } }, `transient setting [${ml}foo], not recognized`],
  [{ persistent: { [`${ml}foo`]: null } }, `persistent setting [${ml}foo], not recognized`],
  [{ persistent: { [`${ml}foo`]: 1 }, transient: { [`${ml}other`]: 2 } }, `transient setting [${ml}other], not recognized`],
  [{ persistent: { [`${ml}other`]: 1, [`${ml}foo`]: 2 } }, `persistent setting [${ml}foo], not recognized`],
  [{ persistent: { [`${ml}*`]: true } }, `persistent setting [${ml}*], not recognized`],
  [{ persistent: { 'plugins.*.max_model_on_node': null } }, 'persistent setting [plugins.*.max_model_on_node], not recognized'],
  [{ persistent: { 'plugins.ml_commons': 'x' } }, 'persistent setting [plugins.ml_commons], not recognized'],
  [{ persistent: { '': 'x' } }, 'persistent setting [], not recognized'],
  [{ persistent: { [`${ml}update_connector.enabled`]: true } }, `persistent setting [${ml}update_connector.enabled], not recognized`],
  [{ persistent: { __proto__pollution: true } }, 'persistent setting [__proto__pollution], not recognized'],
  [{ persistent: { [`${ml}multi_tenancy_enabled`]: true } }, `persistent setting [${ml}multi_tenancy_enabled], not dynamically updateable`],
  [{ transient: { [`${ml}multi_tenancy_enabled`]: null } }, `transient setting [${ml}multi_tenancy_enabled], not dynamically updateable`],
  [
    { persistent: { [`${ml}connector.restricted_ip_patterns`]: ['x'] } },
    `final persistent setting [${ml}connector.restricted_ip_patterns], not updateable`,
  ],
  [
    { transient: { [`${ml}metrics_collection_enabled`]: true } },
    `final transient setting [${ml}metrics_collection_enabled], not updateable`,
  ],
])('refuses the key of %j', async (body, reason) => {
  await using server = await serve();
  expect((await put(server, body)).body).toEqual(failure('settings_exception', reason));
});

const number = (value: string, key: string, text = value) =>
  illegal(`Failed to parse value [${value}] for setting [${ml}${key}]`, {
    type: 'number_format_exception',
    reason: `For input string: "${text}"`,
  });
const range = (value: string, key: string, must: string) =>
  illegal(`Failed to parse value [${value}] for setting [${ml}${key}] must be ${must}`);
const boolean = (value: string) => illegal(`Failed to parse value [${value}] as only [true] or [false] are allowed.`);
const bytes = (value: string) => {
  const reason = `failed to parse setting [${ml}disk_free_space_threshold] with value [${value}] as a size in bytes: unit is missing or unrecognized`;
  return illegal(reason, { type: 'parse_exception', reason });
};

test.each<[string, unknown, object | string]>([
  ['only_run_on_ml_node', 'yes', boolean('yes')],
  ['only_run_on_ml_node', 1, boolean('1')],
  ['only_run_on_ml_node', '', boolean('')],
  ['only_run_on_ml_node', 'TRUE', boolean('TRUE')],
  ['only_run_on_ml_node', [], boolean('[]')],
  ['only_run_on_ml_node', [true], boolean('[true]')],
  ['only_run_on_ml_node', 'true', 'true'],
  ['max_model_on_node', 'abc', number('abc', 'max_model_on_node')],
  ['max_model_on_node', 1.5, number('1.5', 'max_model_on_node')],
  ['max_model_on_node', ' 5', number(' 5', 'max_model_on_node')],
  ['max_model_on_node', true, number('true', 'max_model_on_node')],
  ['max_model_on_node', 99999999999, number('99999999999', 'max_model_on_node')],
  ['max_model_on_node', -1, range('-1', 'max_model_on_node', '>= 0')],
  ['max_model_on_node', 10001, range('10001', 'max_model_on_node', '<= 10000')],
  ['max_model_on_node', '5', '5'],
  ['native_memory_threshold', 101, range('101', 'native_memory_threshold', '<= 100')],
  ['monitoring_request_count', -5, range('-5', 'monitoring_request_count', '>= 0')],
  ['model_auto_redeploy_success_ratio', 1.5, range('1.5', 'model_auto_redeploy_success_ratio', '<= 1.0')],
  ['model_auto_redeploy_success_ratio', 'x', number('x', 'model_auto_redeploy_success_ratio')],
  ['model_auto_redeploy_success_ratio', 0.5, '0.5'],
  ['model_auto_redeploy.lifetime_retry_times', -7, '-7'],
  ['disk_free_space_threshold', '5x', bytes('5x')],
  ['disk_free_space_threshold', 5, bytes('5')],
  ['disk_free_space_threshold', '1gb', '1gb'],
  ['task_dispatch_policy', 'anything', 'anything'],
  ['trusted_url_regex', '(', '('],
  [
    'trusted_connector_endpoints_regex',
    ['^https://host(/.*)?$'],
    illegal('Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: ^https://host(/.*)?$'),
  ],
  ['trusted_connector_endpoints_regex', ['x'.repeat(257)], illegal(`Regex pattern too long (max 256 chars): ${'x'.repeat(257)}`)],
  [
    'trusted_connector_private_endpoints_regex',
    'a,(b)\\1',
    illegal('Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: (b)\\1'),
  ],
  ['trusted_connector_endpoints_regex', ['(-fips)?'], ['(-fips)?'] as unknown as string],
])('%s takes or refuses %j', async (key, value, expected) => {
  await using server = await serve();
  const answer = await put(server, { persistent: { [ml + key]: value } }, '?flat_settings=true');
  if (typeof expected === 'string' || Array.isArray(expected)) {
    expect(answer.body).toEqual({ acknowledged: true, persistent: { [ml + key]: expected }, transient: {} });
  } else {
    expect(answer.body).toEqual(expected);
    expect(await get(server)).toEqual({ persistent: {}, transient: {} });
  }
});

test('R-04 names a pattern that does not compile, with what is wrong with it', async () => {
  await using server = await serve();
  const { body } = await put(server, { persistent: { [`${ml}trusted_connector_endpoints_regex`]: ['('] } });
  expect(body).toMatchObject({
    error: { reason: 'Invalid regex pattern: (', caused_by: { type: 'pattern_syntax_exception', reason: expect.stringMatching(/./) } },
    status: 400,
  });
});

test('R-05 refuses a list of more than 100 patterns', async () => {
  await using server = await serve();
  const many = Array.from({ length: 101 }, (_, index) => `^https://host-${index}/.*$`);
  expect((await put(server, { persistent: { [`${ml}trusted_connector_endpoints_regex`]: many } })).status).toBe(400);
  expect((await put(server, { persistent: { [`${ml}trusted_connector_endpoints_regex`]: many.slice(1) } })).status).toBe(200);
});

test('R-07 one bad entry leaves everything as it was', async () => {
  await using server = await serve();
  const trusted = `${ml}trusted_connector_endpoints_regex`;
  await put(server, { persistent: { [trusted]: ['^https://a\\.test/.*$'] } });
  const { status } = await put(server, {
    persistent: { [trusted]: ['^https://b\\.test/.*$'] },
    transient: { [`${ml}max_model_on_node`]: 'x' },
  });
  expect(status).toBe(400);
  const { status: second } = await put(server, { persistent: { [trusted]: ['(a+)+'] }, transient: { [`${ml}max_model_on_node`]: 3 } });
  expect(second).toBe(400);
  expect(await get(server, '?flat_settings=true')).toEqual({ persistent: { [trusted]: ['^https://a\\.test/.*$'] }, transient: {} });
});

test('R-08 a change is in force with the next question, without a restart', async () => {
  await using server = await serve();
  const { settings: port } = server.studio.ports;
  expect(port.current().trustPolicy()).toEqual({
    trusted: defaultTrustedEndpoints,
    private_ip_enabled: false,
    trusted_private: [],
    restricted_ip: [],
  });
  await put(server, {
    persistent: { [`${ml}trusted_connector_endpoints_regex`]: ['^https://a\\.test/.*$'], [`${ml}connector.private_ip_enabled`]: true },
  });
  expect(port.current().trustPolicy()).toMatchObject({ trusted: ['^https://a\\.test/.*$'], private_ip_enabled: true });
  expect(port.current()).toBe(port.current()); // nothing is read again while nothing changes
  expect(await port.flag('connector.private_ip_enabled')).toBe(true);
  expect(() => port.current().flag('no.such.setting')).toThrow('No setting is called no.such.setting');
  expect(() => port.current().flag('trusted_connector_endpoints_regex')).toThrow('another type');
});

test('reads both sections, and with include_defaults all that is set in neither', async () => {
  await using server = await serve({
    nodeSettings: new Map<string, string | string[]>([[`${ml}connector.restricted_ip_patterns`, ['^10\\.0\\.0\\.1$']]]),
  });
  expect((await server.call('GET', '/_cluster/settings')).text).toBe('{"persistent":{},"transient":{}}');
  await put(server, { persistent: { [`${ml}connector_access_control_enabled`]: true } });
  const connector = '?include_defaults=true&filter_path=defaults.plugins.ml_commons.connector*';
  expect(await get(server, connector)).toEqual({
    defaults: { plugins: { ml_commons: { connector: { private_ip_enabled: 'false', restricted_ip_patterns: ['^10\\.0\\.0\\.1$'] } } } },
  });
  expect(await get(server, '?include_defaults=true&filter_path=**.connector_access_control_enabled')).toEqual({
    persistent: { plugins: { ml_commons: { connector_access_control_enabled: 'true' } } },
  });
  expect(await get(server, '?flat_settings=true&include_defaults=true&filter_path=*.plugins.ml_commons.connector*')).toEqual({});
  const all = (await get(server, '?flat_settings=true&include_defaults=true')) as Record<string, Record<string, unknown>>;
  expect(Object.keys(all)).toEqual(['persistent', 'transient', 'defaults']);
  expect(Object.keys(all.defaults ?? {}).sort()).toEqual(
    settings
      .map(({ key }) => key)
      .filter((key) => key !== `${ml}connector_access_control_enabled`)
      .sort(),
  );
  expect(all.defaults?.[`${ml}trusted_connector_endpoints_regex`]).toHaveLength(12);
});

test('answers an empty section indented as OpenSearch does', async () => {
  await using server = await serve();
  expect((await server.call('GET', '/_cluster/settings?pretty')).text).toBe('{\n  "persistent" : { },\n  "transient" : { }\n}\n');
});

test('keeps the setting of OpenSearch itself that test suites write', async () => {
  await using server = await serve();
  const answer = await put(server, { persistent: { 'cluster.max_shards_per_node': 5000 } });
  expect(answer.body).toEqual({ acknowledged: true, persistent: { cluster: { max_shards_per_node: '5000' } }, transient: {} });
});

test('M-08 everybody signed in reads the settings, only an administrator writes them', async () => {
  await using server = await serve();
  const change = { persistent: { [`${ml}max_model_on_node`]: 3 } };
  for (const user of ['reader', 'writer']) {
    expect((await server.call('GET', '/_cluster/settings', undefined, { authorization: `Basic ${user}` })).status).toBe(200);
    const refused = await server.call('PUT', '/_cluster/settings', change, { authorization: `Basic ${user}` });
    const reason = `no permissions for [settings.update] and User [name=${user}, backend_roles=[], requestedTenant=null]`;
    expect(refused.body).toEqual({ ...failure('security_exception', reason), status: 403 });
  }
  expect(await get(server)).toEqual({ persistent: {}, transient: {} });
});

test('V-05 a change that was meant for other settings is refused, and the entity tag says which these are', async () => {
  await using server = await serve();
  const tag = async () => (await server.call('GET', '/_cluster/settings')).headers.etag;
  const change = { persistent: { [`${ml}max_model_on_node`]: 3 } };
  const before = (await tag()) ?? '';
  const first = await server.call('PUT', '/_cluster/settings', change, { 'if-match': before });
  expect([first.status, first.headers.etag]).toEqual([200, await tag()]);
  expect((await server.call('PUT', '/_cluster/settings', change, { 'if-match': before })).status).toBe(412);
  expect((await put(server, change, '?if_seq_no=0&if_primary_term=1')).body).toMatchObject({
    error: { type: 'version_conflict_engine_exception' },
    status: 409,
  });
});

test('V-03 of parallel changes that were meant for the same settings exactly one is made', async () => {
  await using server = await serve();
  const change = (value: number) => put(server, { persistent: { [`${ml}max_model_on_node`]: value } }, '?if_seq_no=0&if_primary_term=1');
  const statuses = (await Promise.all(Array.from({ length: 20 }, (_, index) => change(index)))).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(19);
});

test('lists every setting with its value, where it comes from, and what it is for', async () => {
  await using server = await serve({ nodeSettings: new Map([[`${ml}native_memory_threshold`, '80']]) });
  await put(server, {
    persistent: { [`${ml}max_model_on_node`]: 3, 'studio.request_max_bytes': '1mb' },
    transient: { [`${ml}stream_enabled`]: true, [`${ml}max_batch_inference_tasks`]: 5 },
  });
  await put(server, { persistent: { [`${ml}max_batch_inference_tasks`]: 9 } });
  const { body } = await server.call('GET', '/api/studio/settings', undefined, { authorization: 'Basic reader' });
  const { items, total, _seq_no } = body as { items: Record<string, unknown>[]; total: number; _seq_no: number };
  const row = (key: string) => items.find((item) => item.key === key);
  expect(total).toBe(settings.length);
  expect(_seq_no).toBeGreaterThan(0);
  expect(row(`${ml}max_model_on_node`)).toEqual({
    key: `${ml}max_model_on_node`,
    type: 'integer',
    default: '10',
    value: '3',
    origin: 'persistent',
    dynamic: true,
    inert: true,
    sought: false,
    min: 0,
    max: 10000,
    since: '2.4',
    group: 'Local models',
    title: expect.any(String),
    description: expect.any(String),
  });
  expect(row(`${ml}stream_enabled`)).toMatchObject({ value: 'true', default: 'false', origin: 'transient' });
  expect(row(`${ml}stream_enabled`)).not.toHaveProperty('persistent');
  expect(row(`${ml}max_batch_inference_tasks`)).toMatchObject({ value: '5', origin: 'transient', persistent: '9' });
  expect(row(`${ml}only_run_on_ml_node`)).toMatchObject({ inert: true, sought: true });
  expect(row(`${ml}native_memory_threshold`)).toMatchObject({ value: '80', origin: 'file', file: '80' });
  expect(row('studio.request_max_bytes')).toMatchObject({ value: '1mb', default: '10mb' });
  expect(row(`${ml}trusted_connector_endpoints_regex`)).toMatchObject({ value: defaultTrustedEndpoints, origin: 'default', inert: false });
  expect(row(`${ml}connector.restricted_ip_patterns`)).toMatchObject({ value: [], dynamic: false });
});

test('does not start with a settings file that holds an unknown key or a wrong value', async () => {
  await expect(serve({ nodeSettings: new Map([['foo', 'x']]) })).rejects.toThrow('STUDIO_CONFIG: unknown setting [foo]');
  const reason = `STUDIO_CONFIG: Failed to parse value [x] for setting [${ml}max_model_on_node]`;
  await expect(serve({ nodeSettings: new Map([[`${ml}max_model_on_node`, 'x']]) })).rejects.toThrow(reason);
});
