import { expect, test } from 'vitest';
import { type Served, serve } from '../../test/serve.ts';

const check = async (server: Served, body: object, user = 'admin') =>
  (await server.call('POST', '/api/studio/trusted-endpoints/_check', body, { authorization: `Basic ${user}` })).body as {
    patterns: Record<string, unknown>[];
    url?: object;
    blocked: object[];
  };

const put = (server: Served, persistent: object) => server.call('PUT', '/_cluster/settings', { persistent });
const trusted = 'plugins.ml_commons.trusted_connector_endpoints_regex';

async function create(server: Served, name: string, url: string, more: object = {}, user = 'admin'): Promise<string> {
  const connector = {
    name,
    version: 1,
    protocol: 'http',
    parameters: { endpoint: 'api.cohere.ai' },
    credential: { key: 'k' },
    actions: [{ action_type: 'predict', method: 'POST', url, request_body: '{}' }],
    ...more,
  };
  const { body } = await server.call('POST', '/_plugins/_ml/connectors/_create', connector, { authorization: `Basic ${user}` });
  return (body as { connector_id: string }).connector_id;
}

test('R-06 judges each pattern of an unsaved list and counts the connectors that it matches', async () => {
  await using server = await serve();
  await create(server, 'Chat', 'https://api.openai.com/v1/chat/completions');
  await create(server, 'Embeddings', 'https://api.openai.com/v1/embeddings');
  await create(server, 'Rerank', 'https://${parameters.endpoint}/v1/rerank');
  const patterns = [
    '^https://api\\.openai\\.com/.*$',
    '^https://api\\.cohere\\.ai/v1/rerank$',
    '^https?://.*$',
    '^https://x/.*+$',
    '(a+)+',
  ];
  const verdict = await check(server, { patterns });
  expect(verdict.patterns).toMatchObject([
    { pattern: patterns[0], valid: true, any_host: false, pins_host: true, connectors: 2 },
    { pattern: patterns[1], valid: true, any_host: false, pins_host: true, connectors: 1 },
    { pattern: patterns[2], valid: true, any_host: true, connectors: 3 },
    { pattern: patterns[3], valid: false, problem: expect.stringContaining('possessive'), connectors: 0 },
    {
      pattern: patterns[4],
      valid: false,
      problem: 'Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: (a+)+',
      connectors: 0,
    },
  ]);
  expect(verdict.blocked).toEqual([]);
});

test('names the connectors that saving the list would block, not those that are blocked already', async () => {
  await using server = await serve();
  const chat = await create(server, 'Chat', 'https://api.openai.com/v1/chat/completions');
  const rerank = await create(server, 'Rerank', 'https://${parameters.endpoint}/v1/rerank');
  expect((await check(server, { patterns: ['^https://api\\.openai\\.com/.*$'] })).blocked).toEqual([
    { connector_id: rerank, name: 'Rerank' },
  ]);
  await put(server, { [trusted]: ['^https://api\\.openai\\.com/.*$'] });
  expect((await check(server, { patterns: ['^https://other\\.example/.*$'] })).blocked).toEqual([{ connector_id: chat, name: 'Chat' }]);
  expect((await check(server, { patterns: [] })).blocked).toEqual([{ connector_id: chat, name: 'Chat' }]);
  await create(server, 'Second', 'https://api.openai.com/v1/embeddings');
  expect((await check(server, { patterns: [] })).blocked).toHaveLength(2);
});

test('names the connectors that the rules for private addresses would block', async () => {
  await using server = await serve();
  const allowed = 'plugins.ml_commons.connector.private_ip_enabled';
  const patterns = ['^http://10\\.0\\.4\\.2:11434/.*$', '^https://api\\.openai\\.com/.*$'];
  await put(server, { [trusted]: patterns, [allowed]: true });
  await create(server, 'Chat', 'https://api.openai.com/v1/chat/completions');
  const local = await create(server, 'Local Ollama', 'http://10.0.4.2:11434/api/chat');
  const blocked = [{ connector_id: local, name: 'Local Ollama' }];
  expect((await check(server, { patterns })).blocked).toEqual([]);
  expect((await check(server, { patterns, private_ip_enabled: true })).blocked).toEqual([]);
  expect((await check(server, { patterns, private_ip_enabled: false })).blocked).toEqual(blocked);
  expect((await check(server, { patterns, private_patterns: ['^http://10\\.0\\.4\\.3:.*$'] })).blocked).toEqual(blocked);
  expect((await check(server, { patterns, private_patterns: ['^http://10\\.0\\.4\\.2:.*$'] })).blocked).toEqual([]);
  await put(server, { [allowed]: false });
  expect((await check(server, { patterns, private_ip_enabled: false })).blocked).toEqual([]);
});

test('tries an address: who admits it, where the nearest pattern stops, and a pattern that would', async () => {
  await using server = await serve();
  const patterns = ['^https://x/.*+$', '^https://api\\.cohere\\.com/.*$'];
  const judge = async (url: string, more: string[] = []) => (await check(server, { patterns: [...patterns, ...more], url })).url;
  expect(await judge('https://api.cohere.com/v2/chat')).toEqual({ trusted_by: 1 });
  expect(await judge('https://api.cohere.ai/v1/embed')).toEqual({
    trusted_by: null,
    stops_at: { pattern: 1, length: 'https://api.cohere.'.length },
    suggestion: '^https://api\\.cohere\\.ai/.*$',
  });
  expect(await judge('https://evil.example/x.internal.example/', ['^https://.*\\.internal\\.example/.*$'])).toMatchObject({
    trusted_by: null,
    unpinned_by: 2,
  });
  expect(await judge('nonsense')).toMatchObject({ trusted_by: null });
});

test('M-04 counts and names only connectors that the caller may see', async () => {
  await using server = await serve();
  await put(server, { 'plugins.ml_commons.connector_access_control_enabled': true });
  await create(server, 'Hidden', 'https://api.openai.com/v1/chat/completions', { access_mode: 'private' });
  await create(server, 'Own', 'https://api.openai.com/v1/chat/completions', { access_mode: 'private' }, 'writer');
  const patterns = ['^https://api\\.openai\\.com/.*$'];
  expect((await check(server, { patterns }, 'writer')).patterns).toMatchObject([{ connectors: 1 }]);
  expect((await check(server, { patterns }, 'admin')).patterns).toMatchObject([{ connectors: 2 }]);
  expect((await check(server, { patterns: [] }, 'writer')).blocked).toMatchObject([{ name: 'Own' }]);
  expect((await check(server, { patterns: [] }, 'reader')).blocked).toEqual([]);
});

test('refuses a list that could not be saved, at the field at fault', async () => {
  await using server = await serve();
  expect(await check(server, { patterns: Array(101).fill('a') })).toMatchObject({
    error: { fields: [{ path: 'patterns', message: 'A list holds at most 100 patterns' }] },
    status: 400,
  });
  expect(await check(server, { patterns: 'a' })).toMatchObject({ error: { fields: [{ path: 'patterns' }] }, status: 400 });
});
