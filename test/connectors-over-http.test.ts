import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { ConnectorView } from '#lib/connectors/schema.ts';
import { aConnector, anAction } from './a-connector.ts';
import { type Ask, type ServedStudio, serveStudio } from './served-studio.ts';

const root = '/_plugins/_ml/connectors';
const canary = 'canary-4fQ8-secret';
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio[Symbol.asyncDispose]());

const refusal = (status: number, type: string, reason: string) => ({
  error: { root_cause: [{ type, reason }], type, reason },
  status,
});
const illegal = (reason: string) => refusal(400, 'illegal_argument_exception', reason);

const create = async (change = {}): Promise<string> => {
  const { body } = await studio.call('POST', `${root}/_create`, aConnector(change));
  expect(body).toEqual({ connector_id: expect.any(String) });
  return body.connector_id;
};
const read = async (id: string) => (await studio.call('GET', `${root}/${id}`)).body;
const update = (id: string, patch: unknown, ask: Ask & { query?: string } = {}) =>
  studio.call('PUT', `${root}/${id}${ask.query ?? ''}`, patch, ask);
const settings = (persistent: Record<string, unknown>) => studio.call('PUT', '/_cluster/settings', { persistent });

describe('creating and reading', () => {
  test('a connector is read back as ML Commons prints it, without its credential (C-10)', async () => {
    const id = await create();
    expect(id).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{19}$/);
    const { status, body, headers, text } = await studio.call('GET', `${root}/${id}`);
    expect(status).toBe(200);
    expect(body).toEqual({
      name: 'Cohere embed',
      version: '1',
      description: 'Embeddings for search',
      protocol: 'http',
      parameters: { model: 'embed-english-v3.0' },
      actions: [{ ...anAction(), action_type: 'PREDICT' }],
      created_time: expect.any(Number),
      last_updated_time: body.created_time,
    });
    expect(Object.keys(body)).toEqual(Object.keys(ConnectorView.parse(body)));
    expect(text).not.toContain('secret-value-1');
    expect(headers.get('etag')).toMatch(/^"\d+-1"$/);
  });

  test('an id of the caller is taken once; the second connector gets 409 (I-01)', async () => {
    expect(await create({ connector_id: 'my-own_id' })).toBe('my-own_id');
    const { status, body } = await studio.call('POST', `${root}/_create`, aConnector({ connector_id: 'my-own_id' }));
    expect({ status, body }).toEqual({ status: 409, body: refusal(409, 'status_exception', "connector id 'my-own_id' already exists") });
  });

  test.each([
    ['_x', "connector id must not start with '_'"],
    ['-x', "connector id must not start with '-'"],
    [' ', 'connector id is invalid'],
    ['x'.repeat(513), 'connector id is too long, max length is 512'],
    ['../x', 'connector id must contain only letters, digits, underscores, and hyphens, and must start with a letter or digit'],
  ])('the id %j is refused (I-01)', async (connector_id, reason) => {
    expect((await studio.call('POST', `${root}/_create`, aConnector({ connector_id }))).body).toEqual(illegal(reason));
  });

  test.each(['..%2f..%2fetc%2fpasswd', '%2e%2e', '%00', 'a%2Fb', 'x'.repeat(10_000)])('the path id %s finds nothing (I-02)', async (id) => {
    const { status, body } = await studio.call('GET', `${root}/${id}`);
    expect([400, 404]).toContain(status); // fetch itself takes `%2e%2e` for a step up
    expect(body.error.reason ?? body.error).toMatch(/^(Failed to find connector|no handler found)/);
  });

  test('a list of parameters, headers or credentials is refused with its place', async () => {
    for (const member of ['parameters', 'credential']) {
      const { body } = await studio.call('POST', `${root}/_create`, `{"${member}":[1]}`);
      expect(body.error).toMatchObject({ type: 'parsing_exception', line: 1, col: member.length + 5 });
    }
  });

  test.each(['__proto__', 'constructor', 'prototype'])('a parameter called %s is refused and harms nothing (T-12, J-01)', async (name) => {
    const body = JSON.stringify(aConnector({ parameters: {} })).replace('"parameters":{}', `"parameters":{"${name}":{"isAdmin":true}}`);
    const answer = await studio.call('POST', `${root}/_create`, body);
    expect(answer.body).toEqual(illegal(`Parameter name [${name}] is not allowed`));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('a name over 256 characters or with a control character is refused, and stored NFC-normalised (I-07)', async () => {
    const reason = (text: string) =>
      refusal(400, 'action_request_validation_exception', `Validation Failed: 1: Model connector name ${text};`);
    expect((await studio.call('POST', `${root}/_create`, aConnector({ name: 'n'.repeat(257) }))).body).toEqual(
      reason('must not be longer than 256 characters'),
    );
    expect((await studio.call('POST', `${root}/_create`, aConnector({ name: 'a\nb' }))).body).toEqual(
      reason('must not contain control characters'),
    );
    expect((await read(await create({ name: 'Cafe\u0301' }))).name).toBe('Café');
  });

  test('the mask and values over 64 KiB are no credentials (C-11, C-20)', async () => {
    const mask = await studio.call('POST', `${root}/_create`, aConnector({ credential: { cohere_key: '********' } }));
    expect(mask.status).toBe(400);
    expect(mask.body.error.reason).toContain('mask');
    const long = await studio.call('POST', `${root}/_create`, aConnector({ credential: { cohere_key: 'é'.repeat(32_769) } }));
    expect(long.body).toEqual(illegal('Credential [cohere_key] is longer than 65536 bytes'));
  });

  test('nested deeper, longer or wider than configuration may be is refused (I-06)', async () => {
    const deep = `{"parameters":{"a":${'['.repeat(70)}${']'.repeat(70)}}}`;
    expect((await studio.call('POST', `${root}/_create`, deep)).status).toBe(400);
    const items = aConnector({ backend_roles: Array.from({ length: 1_001 }, () => 'r') });
    expect((await studio.call('POST', `${root}/_create`, items)).status).toBe(400);
    expect((await studio.call('POST', `${root}/_create`, aConnector({ description: 'x'.repeat(1_100_000) }))).status).toBe(413);
  });
});

describe('the credential in the store', () => {
  test('nothing of it lies in the database or beside it (C-01)', async () => {
    const id = await create({ credential: { cohere_key: canary } });
    await update(id, { credential: { cohere_key: `${canary}-2`, other: `${canary}-3` } });
    const folder = path.dirname(studio.store.reads.name);
    const bytes = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name)));
    expect(bytes.length).toBeGreaterThan(2);
    const spellings = [canary, Buffer.from(canary).toString('base64').slice(0, -3), Buffer.from(canary).toString('hex')];
    for (const spelling of spellings) expect(bytes.some((content) => content.includes(spelling))).toBe(false);
  });

  test('is bound to its connector: another one cannot use its sealed values, and deleting takes the data key along (C-21)', async () => {
    const id = await create();
    const count = (table: string) => studio.store.reads.prepare(`SELECT count(*) AS n FROM ${table} WHERE owner_id = ?`).pluck().get(id);
    expect([count('data_key'), count('sealed_credential')]).toEqual([1, 1]);
    await studio.call('DELETE', `${root}/${id}`);
    expect([count('data_key'), count('sealed_credential')]).toEqual([0, 0]);
  });
});

describe('updating', () => {
  test('keeps the parameters and credential fields it does not mention', async () => {
    const id = await create({ parameters: { a: '1', b: 'two' }, credential: { cohere_key: 'k', second: 's' } });
    const { status, body } = await update(id, { parameters: { b: 3, c: { d: null } }, credential: { second: 'new' } });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        _index: '.plugins-ml-connector',
        _id: id,
        _version: 2,
        result: 'updated',
        forced_refresh: true,
        _shards: { total: 1, successful: 1, failed: 0 },
        _seq_no: expect.any(Number),
        _primary_term: 1,
      },
    });
    expect((await read(id)).parameters).toEqual({ a: '1', b: '3', c: '{"d":null}' });
    const { body: shown } = await studio.call('GET', `/api/studio/connectors/${id}`);
    expect(shown.credential_keys.map(({ name }: { name: string }) => name)).toEqual(['cohere_key', 'second']);
  });

  test('an unknown protocol is refused in the words of create, and the connector stays readable', async () => {
    const id = await create();
    const { body } = await update(id, { protocol: 'grpc' });
    expect(body).toEqual(illegal('Unsupported connector protocol. Please use one of [aws_sigv4, http, mcp_sse, mcp_streamable_http]'));
    expect((await update(id, { protocol: 'aws_sigv4' })).body).toEqual(illegal('Missing credential'));
    expect((await read(id)).protocol).toBe('http');
  });

  test('the numbers of another version are a conflict: 409 for if_seq_no, 412 for If-Match; the right ones pass (V-02)', async () => {
    const id = await create();
    const { headers } = await studio.call('GET', `${root}/${id}`);
    const tag = headers.get('etag') ?? '';
    const [seq] = /\d+/.exec(tag) ?? [];
    await update(id, { description: 'changed by someone else' });
    const stale = await update(id, { description: 'late' }, { query: `?if_seq_no=${seq}&if_primary_term=1` });
    expect(stale.status).toBe(409);
    expect(stale.body.error.type).toBe('version_conflict_engine_exception');
    expect(stale.body.error.reason).toMatch(
      /^\[.+\]: version conflict, required seqNo \[\d+\], primary term \[1\]\. current document has seqNo/,
    );
    expect((await update(id, { description: 'late' }, { headers: { 'if-match': tag } })).status).toBe(412);
    expect((await studio.call('DELETE', `${root}/${id}?if_seq_no=${seq}&if_primary_term=1`)).status).toBe(409);
    expect((await read(id)).description).toBe('changed by someone else');
    const fresh = (await studio.call('GET', `${root}/${id}`)).headers.get('etag') ?? '';
    expect((await update(id, { description: 'in time' }, { headers: { 'if-match': fresh } })).status).toBe(200);
  });

  test('of 100 updates at once with the same number exactly one succeeds (V-03)', async () => {
    const id = await create();
    const { body } = await studio.call('GET', `/api/studio/connectors/${id}`);
    const query = `?if_seq_no=${body._seq_no}&if_primary_term=${body._primary_term}`;
    const answers = await Promise.all(Array.from({ length: 100 }, (_, at) => update(id, { parameters: { winner: at } }, { query })));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect((await read(id)).parameters.winner).toBe(String(statuses.indexOf(200)));
  });

  test('without a number the last writer wins, and none of 20 updates is lost (V-04)', async () => {
    const id = await create({ parameters: {} });
    await Promise.all(Array.from({ length: 20 }, (_, at) => update(id, { parameters: { [`p${at}`]: at } })));
    expect(Object.keys((await read(id)).parameters)).toHaveLength(20);
  });

  describe('that would send a kept credential elsewhere (C-12)', () => {
    const refused = illegal('Changing the endpoint requires re-entering the credential');
    const openAi = anAction({ url: 'https://api.openai.com/v1/embeddings' });
    const changes: [string, Record<string, unknown>][] = [
      ['another host', { actions: [openAi] }],
      ['another host beside the old one', { actions: [anAction(), openAi] }],
      ['another host through a parameter', { parameters: { host: 'api.openai.com' } }],
      ['another header', { actions: [anAction({ headers: { Authorization: 'x', 'X-Other': '${credential.cohere_key}' } })] }],
      ['no check of certificates', { client_config: { skip_ssl_verification: true } }],
    ];
    test.each(changes)('%s is refused until every kept field is sent again', async (_name, patch) => {
      const byParameter = anAction({ url: 'https://${parameters.host}/v1/embed' });
      const isByParameter = 'parameters' in patch;
      const id = await create(isByParameter ? { parameters: { host: 'api.cohere.ai' }, actions: [byParameter] } : {});
      const before = await read(id);
      expect((await update(id, patch)).body).toEqual(refused);
      expect(await read(id)).toEqual(before);
      expect((await update(id, { ...patch, credential: { cohere_key: 'again' } })).status).toBe(200);
    });

    test('another path on the same host is free', async () => {
      const id = await create();
      expect((await update(id, { actions: [anAction({ url: 'https://api.cohere.ai/v2/embed' })] })).status).toBe(200);
    });
  });

  test('an endpoint that is no longer trusted stops every update until it is trusted again', async () => {
    const id = await create();
    await settings({ 'plugins.ml_commons.trusted_connector_endpoints_regex': ['^https://only\\.example\\.com/.*$'] });
    expect((await update(id, { description: 'again' })).body).toEqual(
      illegal('Connector URL is not matching the trusted connector endpoint regex'),
    );
    await settings({ 'plugins.ml_commons.trusted_connector_endpoints_regex': [] });
    expect((await update(id, { description: 'again' })).body).toEqual(
      illegal('Trusted connector endpoints regex is not configured. Please set plugins.ml_commons.trusted_connector_endpoints_regex.'),
    );
    await settings({ 'plugins.ml_commons.trusted_connector_endpoints_regex': null });
    expect((await update(id, { description: 'again' })).status).toBe(200);
  });
});

test('deleting again is no failure (V-07)', async () => {
  const id = await create();
  const results = [];
  for (let time = 0; time < 3; time++) results.push((await studio.call('DELETE', `${root}/${id}`)).body.result);
  expect(results).toEqual(['deleted', 'not_found', 'not_found']);
  expect((await studio.call('GET', `${root}/${id}`)).body).toEqual(
    refusal(404, 'status_exception', `Failed to find connector with the provided connector id: ${id}`),
  );
});

describe('who may', () => {
  const reader: Caller = { id: 'u-reader', username: 'rita', role: 'ml_read_access', backend_roles: ['it'] };
  test('a reader reads and checks, and may not write, whatever is wrong with the body (M-02)', async () => {
    const id = await create();
    expect((await studio.call('GET', `${root}/${id}`, undefined, { as: reader })).status).toBe(200);
    expect((await studio.call('POST', `${root}/_search`, {}, { as: reader })).status).toBe(200);
    const refusals = [
      await studio.call('POST', `${root}/_create`, undefined, { as: reader }),
      await studio.call('POST', `${root}/_create`, '{broken', { as: reader }),
      await update(id, { name: 'x' }, { as: reader }),
      await studio.call('DELETE', `${root}/${id}`, undefined, { as: reader }),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(refusals[0]?.body.error.reason).toBe(
      'no permissions for [connector.create] and User [name=rita, backend_roles=[it], requestedTenant=null]',
    );
  });
});

describe('under access control', () => {
  const ana: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: ['it'] };
  const bob: Caller = { id: 'u-bob', username: 'bob', role: 'ml_full_access', backend_roles: ['it', 'hr'] };

  test('each refusal has ML Commons’ status and text (M-03), and only the owner decides who may see it (M-07)', async () => {
    await using own = await serveStudio({ 'plugins.ml_commons.connector_access_control_enabled': true });
    const make = async (change: Record<string, unknown>) =>
      (await own.call('POST', `${root}/_create`, aConnector(change), { as: ana })).body.connector_id as string;
    const hidden = await make({ access_mode: 'private' });
    const noUpdate = (id: string) => illegal(`You don't have permission to update the connector, connector id: ${id}`);
    expect((await own.call('GET', `${root}/${hidden}`, undefined, { as: bob })).body).toEqual(
      refusal(403, 'status_exception', "You don't have permission to access this connector"),
    );
    expect((await own.call('PUT', `${root}/${hidden}`, {}, { as: bob })).body).toEqual(noUpdate(hidden));
    expect((await own.call('DELETE', `${root}/${hidden}`, undefined, { as: bob })).body).toEqual(
      refusal(500, 'm_l_validation_exception', 'You are not allowed to delete this connector'),
    );
    const model = { name: 'm', function_name: 'remote', connector_id: hidden };
    expect((await own.call('POST', '/_plugins/_ml/models/_register', model, { as: bob })).body).toEqual(
      illegal(`You don't have permission to use the connector provided, connector id: ${hidden}`),
    );

    const shared = await make({ backend_roles: ['it'] });
    expect((await own.call('PUT', `${root}/${shared}`, { description: 'by bob' }, { as: bob })).status).toBe(200);
    expect((await own.call('PUT', `${root}/${shared}`, { access_mode: 'public' }, { as: bob })).body).toEqual(noUpdate(shared));
    expect((await own.call('PUT', `${root}/${shared}`, { backend_roles: ['hr'] }, { as: ana })).body).toEqual(
      illegal("You don't have the backend roles specified."),
    );
    expect((await own.call('PUT', `${root}/${shared}`, { access_mode: 'private' }, { as: ana })).status).toBe(200);
    expect((await own.call('GET', `${root}/${shared}`, undefined, { as: bob })).status).toBe(403);
    const { body } = await own.call('GET', `${root}/${shared}`, undefined, { as: ana });
    expect(ConnectorView.parse(body).owner).toEqual({
      name: 'ana',
      backend_roles: ['it'],
      roles: ['ml_full_access'],
      user_requested_tenant: null,
      user_requested_tenant_access: null,
      custom_attribute_names: [],
    });
  });
});
