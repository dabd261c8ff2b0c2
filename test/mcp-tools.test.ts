import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { type McpServer, mcpServer } from './mcp-server.ts';
import { openSettings, type ServedStudio, serveStudio } from './served-studio.ts';

let studio: ServedStudio;
let server: McpServer;
beforeAll(async () => {
  [studio, server] = [await serveStudio({ ...openSettings, 'plugins.ml_commons.mcp_connector_enabled': true }), await mcpServer()];
});
beforeEach(() => server.behave());
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const key = 'a-secret-of-the-connector';
const protocols = ['mcp_streamable_http', 'mcp_sse'] as const;
const typeOf = { mcp_streamable_http: 'McpStreamableHttpTool', mcp_sse: 'McpSseTool' } as const;

async function aServer(protocol: (typeof protocols)[number], change: object = {}, as?: Caller) {
  const made = await studio.call(
    'POST',
    '/_plugins/_ml/connectors/_create',
    {
      name: 'mcp',
      version: '1',
      protocol,
      url: server.url,
      credential: { key },
      headers: { Authorization: 'Bearer ${credential.key}', Accept: 'text/plain' },
      parameters: { endpoint: '/mcp' },
      ...change,
    },
    as && { as },
  );
  expect(made.status, made.text).toBe(200);
  return made.body.connector_id as string;
}
const tools = (id: string, as?: Caller) => studio.call('GET', `/_plugins/_ml/connectors/${id}/tools`, undefined, as && { as });
const set = (name: string, value: unknown) =>
  studio.call('PUT', '/_cluster/settings', { persistent: { [`plugins.ml_commons.${name}`]: value } });
const failureOf = ({ status, body }: { status: number; body: { error: { type: string; reason: string } } }) => [
  status,
  body.error.type,
  body.error.reason,
];
const caller = (username: string, role: Caller['role'] = 'ml_full_access'): Caller => ({ id: username, username, role, backend_roles: [] });

const search = {
  name: 'search',
  description: 'Finds things',
  inputSchema: { type: 'object', properties: { q: { type: 'string' }, n: { default: 1.0 } } },
};

describe.each(protocols)('tools over %s', (protocol) => {
  const type = typeOf[protocol];

  test('are listed with what the server says of them', async () => {
    server.behave({ tools: [search, { name: 'bare', inputSchema: null }, { description: 'has no name' }] });
    const { status, body } = await tools(await aServer(protocol));
    expect(status).toBe(200);
    expect(body).toEqual({
      tools: [
        { name: 'search', type, description: 'Finds things', input_schema: JSON.stringify(search.inputSchema) },
        { name: 'bare', type },
      ],
    });
    expect(server.headers.every(({ authorization }) => authorization === `Bearer ${key}`)).toBe(true);
  });

  test('come from all pages, in order; there may be none', async () => {
    const many = Array.from({ length: 7 }, (_, at) => ({ name: `tool-${at}` }));
    server.behave({ tools: many, page: 3 });
    const id = await aServer(protocol);
    expect((await tools(id)).body.tools).toEqual(many.map((tool) => ({ ...tool, type })));
    server.behave();
    expect((await tools(id)).body).toEqual({ tools: [] });
  });

  test('never bring the credential along (C-15)', async () => {
    server.behave({ tools: [{ name: 'echo', description: `Use Bearer ${key}`, inputSchema: { default: key } }] });
    const { text } = await tools(await aServer(protocol));
    expect(text).not.toContain(key);
    expect(text).toContain('********');
  });

  test.each([
    [
      'a failure',
      () => ({ jsonrpc: '2.0', id: 1, error: { code: -32602, message: 'Unsupported\u0007version' } }),
      'The MCP server refused initialize: Unsupported version (-32602)',
    ],
    ['no result', () => ({ jsonrpc: '2.0', id: 1 }), 'The MCP server answered initialize without a result'],
    [
      'no list',
      ({ id, method }: { id?: number; method: string }) => (method === 'tools/list' ? { id, result: { tools: 1 } } : undefined),
      'The MCP server answered tools/list without a list of tools',
    ],
  ])('a server that answers with %s is named as the one at fault', async (_what, answer, reason) => {
    server.behave({ answer });
    expect(failureOf(await tools(await aServer(protocol)))).toEqual([502, 'status_exception', reason]);
  });

  test('a server that repeats its pages for ever is left', async () => {
    const page = ({ id, method }: { id?: number; method: string }) =>
      method === 'tools/list'
        ? { id, result: { tools: Array.from({ length: 200 }, () => ({ name: 'again' })), nextCursor: 'x' } }
        : undefined;
    server.behave({ answer: page });
    expect((await tools(await aServer(protocol))).status).toBe(502);
    expect(server.seen.filter((request) => request.endsWith('tools/list')).length).toBe(6);
  });

  test("a status of the server's own is passed on", async () => {
    const id = await aServer(protocol);
    server.behave({ status: 401 });
    expect(failureOf(await tools(id))).toEqual([401, 'status_exception', 'Error from remote service: {"error":"no"}']);
  });

  test('nothing is sent where the address is no longer trusted (EG-2)', async () => {
    const id = await aServer(protocol);
    await set('trusted_connector_endpoints_regex', ['^https://mcp\\.example\\.com/.*$']);
    try {
      const reason = 'Connector URL is not matching the trusted connector endpoint regex';
      expect(failureOf(await tools(id))).toEqual([400, 'illegal_argument_exception', reason]);
    } finally {
      await set('trusted_connector_endpoints_regex', ['.*']);
    }
    expect(server.seen).toEqual([]);
  });

  test.each(['http://127.0.0.1:1/mcp', '//127.0.0.1:1/mcp', '\\\\127.0.0.1:1'])(
    'an endpoint on another host gets no credential: %s',
    async (elsewhere) => {
      const id = await aServer(protocol, { parameters: { endpoint: elsewhere, sse_endpoint: elsewhere } });
      expect(failureOf(await tools(id))).toEqual([
        400,
        'illegal_argument_exception',
        'An endpoint of an MCP server must be on the host of its URL',
      ]);
      expect(server.seen).toEqual([]);
    },
  );

  test('are for those who may send, and who may use the connector (M-03)', async () => {
    expect((await tools(await aServer(protocol), caller('reader', 'ml_read_access'))).status).toBe(403);
    await set('connector_access_control_enabled', true);
    try {
      const id = await aServer(protocol, {}, caller('alice'));
      expect(failureOf(await tools(id, caller('bob')))).toEqual([
        403,
        'status_exception',
        "You don't have permission to access this connector",
      ]);
      expect((await tools(id, caller('alice'))).status).toBe(200);
    } finally {
      await set('connector_access_control_enabled', null);
    }
  });
});

test('a conversation over streamable HTTP keeps its session and version, and ends it', async () => {
  server.behave({ tools: [search], asEvents: true });
  expect((await tools(await aServer('mcp_streamable_http'))).body.tools).toHaveLength(1);
  expect(server.seen).toEqual(['POST /mcp initialize', 'POST /mcp notifications/initialized', 'POST /mcp tools/list', 'DELETE /mcp']);
  const [first, ...later] = server.headers;
  expect([first?.['mcp-session-id'], first?.['mcp-protocol-version']]).toEqual([undefined, undefined]);
  for (const headers of later) expect([headers['mcp-session-id'], headers['mcp-protocol-version']]).toEqual(['session-1', '2025-06-18']);
  expect(server.headers.map(({ accept }) => accept)).toEqual(Array(4).fill('application/json, text/event-stream'));
});

test('a conversation over events posts where the server says, and leaves no stream open', async () => {
  server.behave({ tools: [search], endpoint: `${server.url}/messages?session=2` });
  expect((await tools(await aServer('mcp_sse'))).body.tools).toHaveLength(1);
  const post = 'POST /messages?session=2';
  expect(server.seen).toEqual(['GET /sse', `${post} initialize`, `${post} notifications/initialized`, `${post} tools/list`]);
  await expect.poll(() => server.streams()).toBe(0);
});

test('one connection at once is enough for a conversation over events', async () => {
  server.behave({ tools: [search] });
  const id = await aServer('mcp_sse', { client_config: { max_connection: 1, connection_timeout: 1 } });
  expect((await tools(id)).body.tools).toHaveLength(1);
});

test('a server that sends messages to another host gets none (S-141)', async () => {
  server.behave({ endpoint: 'http://127.0.0.1:1/messages' });
  expect((await tools(await aServer('mcp_sse'))).status).toBe(400);
  expect(server.seen).toEqual(['GET /sse']);
  await expect.poll(() => server.streams()).toBe(0);
});

test('a connector without parameters asks at the endpoints that MCP servers usually have', async () => {
  await tools(await aServer('mcp_streamable_http', { parameters: {} }));
  expect(server.seen[0]).toBe('POST /mcp/ initialize');
});

test('tools of connectors that are not there, or no MCP, and of all while the setting is off', async () => {
  const { body } = await studio.call('POST', '/_plugins/_ml/connectors/_create', {
    name: 'http',
    version: '1',
    protocol: 'http',
    credential: { key },
    actions: [{ action_type: 'predict', method: 'POST', url: server.url }],
  });
  const id = body.connector_id;
  expect(failureOf(await tools(id))).toEqual([
    400,
    'illegal_argument_exception',
    `Connector with ID ${id} is not of type McpConnector or McpStreamableHttpConnector`,
  ]);
  expect(failureOf(await tools('unknown'))).toEqual([
    404,
    'status_exception',
    'Failed to find connector with the provided connector id: unknown',
  ]);
  const mcp = await aServer('mcp_streamable_http');
  await set('mcp_connector_enabled', false);
  try {
    const reason = 'The MCP connector is not enabled. To enable, please update the setting plugins.ml_commons.mcp_connector_enabled';
    expect(failureOf(await tools(mcp))).toEqual([500, 'exception', reason]);
  } finally {
    await set('mcp_connector_enabled', true);
  }
  expect(server.seen).toEqual([]);
});

test('the check of a draft says what will not work with its server', async () => {
  const check = async (change: object) => {
    const connector = { name: 'mcp', version: '1', protocol: 'mcp_sse', url: server.url, ...change };
    const { body } = await studio.call('POST', '/api/studio/connectors/_check', { connector });
    return body.problems.map(({ severity, path, message }: Record<string, string>) => [severity, path, message]);
  };
  expect(await check({})).toEqual([]);
  expect(await check({ parameters: { sse_endpoint: 'https://evil.example/sse' } })).toEqual([
    ['error', 'parameters.sse_endpoint', 'An endpoint of an MCP server must be on the host of its URL'],
  ]);
  expect(await check({ headers: { 'X-User': '${parameters.user}' } })).toEqual([
    ['warning', 'headers.X-User', '${parameters.*} is not filled in headers of MCP connectors. It is sent as it stands.'],
  ]);
  await set('trusted_connector_endpoints_regex', [server.url]);
  await set('mcp_connector_enabled', false);
  try {
    const setting = 'plugins.ml_commons.mcp_connector_enabled';
    const untrusted = 'Its tools cannot be listed: Connector URL is not matching the trusted connector endpoint regex';
    expect(await check({})).toEqual([
      ['error', 'protocol', `The MCP connector is not enabled. To enable, please update the setting ${setting}`],
      ['warning', 'url', untrusted],
    ]);
    expect(await check({ protocol: 'mcp_streamable_http', parameters: { endpoint: '/x' } })).toEqual([
      ['warning', 'protocol', `Its tools cannot be listed while the setting ${setting} is false.`],
      ['warning', 'parameters.endpoint', untrusted],
    ]);
  } finally {
    await set('trusted_connector_endpoints_regex', ['.*']);
    await set('mcp_connector_enabled', true);
  }
});
