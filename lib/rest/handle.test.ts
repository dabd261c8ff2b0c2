import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import { toJson } from '#lib/json/read-json.ts';
import { makeLog } from '#lib/log.ts';
import { listen } from '../../test/listen.ts';
import { authenticate } from '../../test/serve.ts';
import { eventStream } from './event-stream.ts';
import { makeHandle } from './handle.ts';
import { jsonBody, rawBody, schemaBody } from './json-body.ts';
import type { EdgePorts } from './ports.ts';
import { openRoute, reply, route } from './route.ts';

let left: string[] = [];

async function* ticks(signal: AbortSignal) {
  try {
    for (let tick = 1; tick <= 3; tick++) yield { event: 'tick', data: { tick } };
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
  } finally {
    left.push('stream');
  }
}

const Pair = z.object({ name: z.string().min(1, 'is missing'), size: z.number().optional() });

const table = [
  route('GET', '/_plugins/_ml/things/:thing_id', {
    query: { return_content: 'boolean', size: 'integer' },
    run: ({ params, query, caller }) => ({ id: params.thing_id, query, caller: caller.id }),
  }),
  route('POST', '/_plugins/_ml/things/_create', {
    body: jsonBody((node) => {
      if (node.token === 'START_OBJECT' && node.members.has('bad')) throw illegalArgument('bad is refused');
      return toJson(node);
    }),
    run: ({ body }) => body,
  }),
  route('POST', '/_plugins/_ml/things/_predict', { body: jsonBody(toJson, { size: 'prediction' }), run: ({ body }) => body }),
  route('POST', '/_plugins/_ml/things/_deploy', { body: jsonBody(toJson, { missing: () => 'none' }), run: ({ body }) => ({ body }) }),
  route('DELETE', '/_plugins/_ml/things/:thing_id', { run: () => ({ result: 'deleted' }) }),
  route('POST', '/api/studio/things', { body: schemaBody(Pair), run: ({ body }) => reply(201, body, { etag: '"1-1"' }) }),
  route('PUT', '/api/studio/raw', { body: rawBody(), run: ({ body }) => ({ bytes: body.length }) }),
  route('GET', '/api/studio/stream', { run: ({ request }) => eventStream(ticks(request.signal)) }),
  route('GET', '/api/studio/wrong', {
    run: () => {
      throw new TypeError('secret=hunter2 at /home/someone/file.ts');
    },
  }),
  route('GET', '/api/studio/busy', {
    run: () => {
      throw statusError(503, 'The database is busy', { headers: { 'retry-after': '1' } });
    },
  }),
  openRoute('GET', '/api/health', { run: ({ caller }) => ({ caller: caller ?? null }) }),
  openRoute('POST', '/api/studio/session', { body: schemaBody(Pair), run: ({ body }) => body }),
];

async function serveTable(edge: Partial<EdgePorts> = {}) {
  left = [];
  const lines: string[] = [];
  const to = new PassThrough().on('data', (line) => lines.push(String(line)));
  let requests = 0;
  const ports: EdgePorts = {
    origins: undefined,
    authenticate,
    bodyLimit: (size) => (size === 'prediction' ? 4_000 : 2_000),
    newRequestId: () => `request-${++requests}`,
    elapsed: () => performance.now(),
    log: makeLog('info', to),
    ...edge,
  };
  return { ...(await listen(makeHandle(table, ports))), lines };
}

const failure = (status: number, type: string, reason: string, more = {}) => ({
  error: { root_cause: [{ type, reason }], type, reason, ...more },
  status,
});
const illegal = (reason: string) => failure(400, 'illegal_argument_exception', reason);

test('answers compactly, or indented when asked, in the content type of OpenSearch', async () => {
  await using server = await serveTable();
  const plain = await server.call('GET', '/_plugins/_ml/things/a');
  expect(plain.text).toBe('{"id":"a","query":{},"caller":"admin"}');
  expect(plain.headers['content-type']).toBe('application/json; charset=UTF-8');
  const indented = '{\n  "id" : "a",\n  "query" : { },\n  "caller" : "admin"\n}\n';
  for (const query of ['pretty', 'pretty=true', 'pretty=false&pretty=true', 'pretty&human&error_trace=false&format=json']) {
    expect((await server.call('GET', `/_plugins/_ml/things/a?${query}`)).text).toBe(indented);
  }
  expect((await server.call('GET', '/_plugins/_ml/things/a?filter_path=id,-query')).text).toBe('{"id":"a"}');
});

test('reads query parameters in the type that the route gives them', async () => {
  await using server = await serveTable();
  expect((await server.call('GET', '/_plugins/_ml/things/a?return_content&size=3')).body).toMatchObject({
    query: { return_content: true, size: 3 },
  });
  expect((await server.call('GET', '/_plugins/_ml/things/a?return_content=false')).body).toMatchObject({
    query: { return_content: false },
  });
});

test.each([
  ['foo=1', 'request [/_plugins/_ml/things/a] contains unrecognized parameter: [foo]'],
  ['foo=1&bar=2', 'request [/_plugins/_ml/things/a] contains unrecognized parameters: [bar], [foo]'],
  ['=1', 'request [/_plugins/_ml/things/a] contains unrecognized parameter: [1]'],
  ['_method=DELETE', 'request [/_plugins/_ml/things/a] contains unrecognized parameter: [_method]'],
  [
    'return_contents=true',
    'request [/_plugins/_ml/things/a] contains unrecognized parameter: [return_contents] -> did you mean [return_content]?',
  ],
  [
    'return_conten=true&filter_pat=name',
    'request [/_plugins/_ml/things/a] contains unrecognized parameters: [filter_pat] -> did you mean [filter_path]?, [return_conten] -> did you mean [return_content]?',
  ],
  ['siz=1', 'request [/_plugins/_ml/things/a] contains unrecognized parameter: [siz] -> did you mean [size]?'],
  ['return_content=maybe', 'Failed to parse value [maybe] as only [true] or [false] are allowed.'],
  ['pretty=maybe', 'Failed to parse value [maybe] as only [true] or [false] are allowed.'],
  ['human=maybe', 'Failed to parse value [maybe] as only [true] or [false] are allowed.'],
  ['error_trace=x', 'Failed to parse value [x] as only [true] or [false] are allowed.'],
  ['a=%zz', 'The query cannot be percent-decoded: [%zz]'],
])('refuses the query %s', async (query, reason) => {
  await using server = await serveTable();
  const answer = await server.call('GET', `/_plugins/_ml/things/a?${query}`);
  expect(answer.body).toEqual(illegal(reason));
  expect(answer.status).toBe(400);
});

test('a body that is refused comes before parameters that nobody knows', async () => {
  await using server = await serveTable();
  expect((await server.call('POST', '/_plugins/_ml/things/_create?foo=1', { bad: 1 })).body).toEqual(illegal('bad is refused'));
  expect((await server.call('POST', '/_plugins/_ml/things/_create?foo=1', { good: 1 })).body).toEqual(
    illegal('request [/_plugins/_ml/things/_create] contains unrecognized parameter: [foo]'),
  );
});

test('answers paths that nobody serves, and methods that a path does not know, with a text', async () => {
  await using server = await serveTable();
  const unknown = await server.call('GET', '/_plugins/_ml/f%C3%B6o/x?pretty=false');
  expect([unknown.status, unknown.text]).toEqual([400, '{"error":"no handler found for uri [/_plugins/_ml/föo/x] and method [GET]"}']);
  const wrong = await server.call('PATCH', '/_plugins/_ml/things/a', {});
  expect(wrong.body).toEqual({
    error: 'Incorrect HTTP method for uri [/_plugins/_ml/things/a] and method [PATCH], allowed: [GET, DELETE]',
    status: 405,
  });
  expect([wrong.status, wrong.headers.allow]).toEqual([405, 'GET,DELETE']);
  const options = await server.call('OPTIONS', '/_plugins/_ml/things/a');
  expect([options.status, options.text, options.headers.allow, options.headers['content-type']]).toEqual([
    200,
    '',
    'GET,DELETE',
    'text/plain; charset=UTF-8',
  ]);
  const undecodable = await server.call('GET', '/_plugins/_ml/things/%');
  expect(undecodable.body).toEqual(failure(400, 'status_exception', 'The path cannot be percent-decoded: [/_plugins/_ml/things/%]'));
});

test('F-06 a changing route knows no GET, and no method in the query', async () => {
  await using server = await serveTable();
  expect((await server.call('GET', '/_plugins/_ml/things/_create')).status).toBe(405);
  expect((await server.call('GET', '/_plugins/_ml/things/_create?_method=POST')).status).toBe(405);
});

test('F-09 W-02 W-03 W-04 every answer has the headers that protect a browser, and none that lets other sites read', async () => {
  await using server = await serveTable();
  const answers = [
    await server.call('GET', '/_plugins/_ml/things/a'),
    await server.call('GET', '/nowhere'),
    await server.call('GET', '/api/studio/wrong'),
    await server.call('OPTIONS', '/_plugins/_ml/things/a', undefined, {
      origin: 'https://evil.example',
      'access-control-request-method': 'DELETE',
    }),
    await server.call('GET', '/api/studio/session', undefined, { authorization: undefined }),
  ];
  for (const { headers } of answers) {
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
      'cache-control': 'no-store',
    });
    expect(Object.keys(headers).filter((name) => /^(access-control-|x-powered-by|server$|strict-transport)/.test(name))).toEqual([]);
  }
});

test('J-06 takes no body but JSON', async () => {
  await using server = await serveTable();
  const send = (type: string | undefined) => server.call('POST', '/_plugins/_ml/things/_create', '{}', { 'content-type': type });
  const refused = await send('text/plain');
  expect([refused.status, refused.text]).toEqual([406, '{"error":"Content-Type header [text/plain] is not supported","status":406}']);
  expect((await send(undefined)).text).toBe('{"error":"Content-Type header [] is not supported","status":406}');
  expect((await send('application/jsonp')).status).toBe(406);
  expect((await send('application/json;charset=utf-8')).status).toBe(200);
  expect((await send('Application/JSON')).status).toBe(200);
});

test('a body that a route ignores is accepted', async () => {
  await using server = await serveTable();
  expect((await server.call('DELETE', '/_plugins/_ml/things/a', { any: 1 })).status).toBe(200);
  expect((await server.call('GET', '/_plugins/_ml/things/a', { any: 1 })).status).toBe(200);
  expect((await server.call('GET', '/_plugins/_ml/things/a', 'x', { 'content-type': 'text/plain' })).status).toBe(406);
});

test('says what is wrong with a body in the words of OpenSearch', async () => {
  await using server = await serveTable();
  const create = async (body?: string) => (await server.call('POST', '/_plugins/_ml/things/_create', body)).body;
  const found = (token: string, col: number) => {
    const [type, reason] = ['parsing_exception', `Failed to parse object: expecting token of type [START_OBJECT] but found [${token}]`];
    return { error: { root_cause: [{ type, reason, line: 1, col }], type, reason, line: 1, col }, status: 400 };
  };
  expect(await create()).toEqual(failure(400, 'parse_exception', 'request body is required'));
  expect(await create('[]')).toEqual(found('START_ARRAY', 1));
  expect(await create(' 42')).toEqual(found('VALUE_NUMBER', 2));
  expect(await create(' ')).toEqual(found('null', 0));
  expect(await create('{"a":1,"a":2}')).toMatchObject({
    error: { type: 'json_parse_exception', reason: expect.stringMatching(/^Duplicate field 'a'\n/) },
  });
  expect(await create('{"a":')).toMatchObject({ error: { type: 'json_e_o_f_exception' }, status: 400 });
  expect((await server.call('POST', '/_plugins/_ml/things/_deploy')).body).toEqual({ body: 'none' });
});

test('J-05 J-07 refuses fields that come twice at any depth, text that is no UTF-8 and numbers without end; skips a mark and comments', async () => {
  await using server = await serveTable();
  const create = (body: string | Uint8Array) => server.call('POST', '/_plugins/_ml/things/_create', body);
  expect((await create('{"a":[{"url":"x","url":"y"}]}')).body).toMatchObject({ error: { type: 'json_parse_exception' }, status: 400 });
  expect((await create(Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).body).toEqual(
    failure(400, 'json_parse_exception', 'Invalid UTF-8 in the request body'),
  );
  expect((await create('{"a":NaN}')).status).toBe(400);
  expect((await create('{"a":1e999}')).body).toEqual(illegal('The number [1e999] is out of range'));
  expect((await create('\ufeff/* note */ {"a":1} trailing')).text).toBe('{"a":1}');
});

test('J-01 a field called __proto__ is a field like any other', async () => {
  await using server = await serveTable();
  const body = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}';
  expect((await server.call('POST', '/_plugins/_ml/things/_create', body)).text).toBe(body);
  const { status } = await server.call('POST', '/api/studio/things', `{"name":"n",${body.slice(1)}`);
  expect(status).toBe(201);
  expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('I-06 N-08 refuses bodies that are too large without reading them, and others by what they hold', async () => {
  await using server = await serveTable();
  const create = (body: unknown) => server.call('POST', '/_plugins/_ml/things/_create', body);
  const large = await create({ a: 'x'.repeat(3_000) });
  expect(large.body).toEqual(failure(413, 'status_exception', 'The request body is larger than 2000 bytes'));
  expect((await server.call('POST', '/_plugins/_ml/things/_predict', { a: 'x'.repeat(3_000) })).status).toBe(200);
  expect((await server.call('POST', '/_plugins/_ml/things/_predict', { a: 'x'.repeat(4_000) })).status).toBe(413);
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect((await create(nested(64))).status).toBe(200);
  expect((await create(nested(65))).body).toEqual(illegal('The request body nests deeper than 64 levels'));
});

test('I-06 counts fields and items of a configuration', async () => {
  await using server = await serveTable({ bodyLimit: () => 1_000_000 });
  const create = (body: unknown) => server.call('POST', '/_plugins/_ml/things/_create', body);
  const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 1]));
  expect((await create(fields(10_000))).status).toBe(200);
  expect((await create(fields(10_001))).body).toEqual(illegal('The request body has more than 10000 fields'));
  expect((await create({ a: Array(1_000).fill(1) })).status).toBe(200);
  expect((await create({ a: Array(1_001).fill(1) })).body).toEqual(illegal('A list in the request body has more than 1000 items'));
});

test('I-06 gives up on a body without end as soon as it is too large', async () => {
  await using server = await serveTable();
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined); // the server closes while we still write
  socket.write(
    'POST /_plugins/_ml/things/_create HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic admin\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
  );
  const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
  const writing = setInterval(() => socket.write(chunk), 1);
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('close', () => resolve(text));
  });
  clearInterval(writing);
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*\r\nconnection: close\r\n/i);
});

test('a body of the studio that its schema refuses names every field at fault', async () => {
  await using server = await serveTable();
  const made = await server.call('POST', '/api/studio/things', { name: 'n', size: 2, extra: true });
  expect([made.status, made.text, made.headers.etag]).toEqual([201, '{"name":"n","size":2}', '"1-1"']);
  const refused = await server.call('POST', '/api/studio/things', { name: '', size: 'x' });
  expect(refused.body).toEqual({
    error: {
      root_cause: [{ type: 'illegal_argument_exception', reason: 'name: is missing' }],
      type: 'illegal_argument_exception',
      reason: 'name: is missing',
      fields: [
        { path: 'name', message: 'is missing' },
        { path: 'size', message: expect.stringContaining('expected number') },
      ],
    },
    status: 400,
  });
});

test('M-02 refuses whoever proves nothing before it says anything else, and asks browsers for no password', async () => {
  await using server = await serveTable();
  for (const target of ['/_plugins/_ml/things/a', '/nowhere', '/_plugins/_ml/things/%']) {
    const refused = await server.call('GET', target, undefined, { authorization: undefined });
    expect(refused.body).toEqual(failure(401, 'security_exception', 'Missing or wrong credentials'));
    expect(refused.headers['www-authenticate']).toMatch(/^Basic realm="/);
  }
  const page = await server.call('GET', '/_plugins/_ml/things/a', undefined, { authorization: undefined, 'sec-fetch-site': 'same-origin' });
  expect([page.status, page.headers['www-authenticate']]).toEqual([401, undefined]);
  expect((await server.call('GET', '/api/health', undefined, { authorization: undefined })).body).toEqual({ caller: null });
  expect((await server.call('GET', '/api/health')).body).toEqual({ caller: null });
});

test('W-08 answers only to the names it is known by, but tells probes how it is', async () => {
  await using server = await serveTable();
  const ask = async (host: string, target = '/_plugins/_ml/things/a') => (await server.call('GET', target, undefined, { host })).status;
  for (const host of ['localhost', 'localhost:3000', '127.0.0.1:8080', '[::1]:3000', 'LOCALHOST']) expect(await ask(host)).toBe(200);
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:3000', '127.0.0.2'])
    expect(await ask(host)).toBe(421);
  expect(await ask('10.1.2.3', '/api/health')).toBe(200);
  await using named = await serveTable({ origins: ['https://studio.example', 'http://10.0.0.5:3000'] });
  const status = async (host: string) => (await named.call('GET', '/_plugins/_ml/things/a', undefined, { host })).status;
  for (const host of ['studio.example', 'studio.example:443', '10.0.0.5:3000']) expect(await status(host)).toBe(200);
  for (const host of ['localhost', 'studio.example:80', '10.0.0.5', 'x.studio.example']) expect(await status(host)).toBe(421);
});

test('W-05 tells browsers to stay with https where an origin is https', async () => {
  await using server = await serveTable({ origins: ['https://studio.example'] });
  const { headers } = await server.call('GET', '/api/health', undefined, { host: 'studio.example' });
  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
});

const session = { authorization: undefined, cookie: 'studio_session=writer', 'osd-xsrf': 'true', 'sec-fetch-site': 'same-origin' };

test.each<[string, Record<string, string | undefined>, number]>([
  ['from our own page', {}, 200],
  [
    'F-01 with a text body, as a form of another site sends it',
    { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site', 'osd-xsrf': undefined },
    403,
  ],
  ['F-01 with a text body, even from our own page', { 'content-type': 'text/plain' }, 403],
  ['F-02 from the origin null', { 'sec-fetch-site': undefined, origin: 'null' }, 403],
  ['F-03 from a sibling domain', { 'sec-fetch-site': 'same-site' }, 403],
  ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['from no page at all, as a typed address', { 'sec-fetch-site': 'none' }, 403],
  ['F-04 without a word about its origin', { 'sec-fetch-site': undefined }, 403],
  [
    'F-05 with an origin that only a forwarded host confirms',
    { 'sec-fetch-site': undefined, origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    403,
  ],
  ['from another port of this machine', { 'sec-fetch-site': undefined, origin: 'http://localhost:9999', host: 'localhost:3000' }, 403],
  [
    'from our own origin, in a browser that says no more',
    { 'sec-fetch-site': undefined, origin: 'http://localhost:3000', host: 'localhost:3000' },
    200,
  ],
  ['without the header that forms cannot send', { 'osd-xsrf': undefined }, 403],
])('a change with a session %s', async (_name, headers, status) => {
  await using server = await serveTable();
  const answer = await server.call('POST', '/_plugins/_ml/things/_create', {}, { ...session, ...headers });
  expect(answer.status).toBe(status);
  if (status === 403) expect(answer.body).toMatchObject({ error: { type: 'security_exception' } });
});

test('a session reads without any of that', async () => {
  await using server = await serveTable();
  const { status } = await server.call('GET', '/_plugins/_ml/things/a', undefined, {
    authorization: undefined,
    cookie: 'studio_session=writer',
  });
  expect(status).toBe(200);
});

test('F-07 signing in, too, is for our own page only', async () => {
  await using server = await serveTable();
  const signIn = async (headers: Record<string, string | undefined>) =>
    (await server.call('POST', '/api/studio/session', { name: 'n' }, { authorization: undefined, ...headers })).status;
  expect(await signIn({ 'osd-xsrf': 'true', 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await signIn({ 'osd-xsrf': 'true', 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await signIn({ 'osd-xsrf': 'true' })).toBe(403);
  expect(await signIn({ 'sec-fetch-site': 'same-origin' })).toBe(403);
});

test('a password or token needs no proof of origin, unless a browser sent it along from another site', async () => {
  await using server = await serveTable();
  const create = async (headers: Record<string, string>) => (await server.call('POST', '/_plugins/_ml/things/_create', {}, headers)).status;
  expect(await create({})).toBe(200);
  expect(await create({ authorization: 'Bearer writer' })).toBe(200);
  expect(await create({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await create({ 'sec-fetch-site': 'none' })).toBe(200);
  expect(await create({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await create({ 'sec-fetch-site': 'same-site' })).toBe(403);
});

test('E-01 a failure that nobody foresaw shows its id and nothing else; the log finds it by that id', async () => {
  await using server = await serveTable();
  const { text, status, headers } = await server.call('GET', '/api/studio/wrong?error_trace=true');
  expect(status).toBe(500);
  expect(JSON.parse(text)).toEqual({
    error: { root_cause: [{ type: 'exception', reason: 'Internal error' }], type: 'exception', reason: 'Internal error', id: 'request-1' },
    status: 500,
  });
  expect(headers['x-request-id']).toBe('request-1');
  const logged = server.lines.map((line) => JSON.parse(line));
  expect(logged).toMatchObject([
    { level: 'error', event: 'failure', request_id: 'request-1', error: 'TypeError' },
    { level: 'info', event: 'request', request_id: 'request-1', status: 500 },
  ]);
  expect(server.lines.join('')).not.toContain('hunter2');
});

test('E-02 a failure shows its causes; the root is the innermost of OpenSearch own failures', async () => {
  const inner = new StudioError('parsing_exception', 400, 'inner', { details: { line: 1, col: 2 } });
  const table = [
    route('GET', '/own', { run: () => Promise.reject(new StudioError('settings_exception', 400, 'outer', { cause: inner })) }),
    route('GET', '/java', {
      run: () =>
        Promise.reject(illegalArgument('outer', { cause: new StudioError('number_format_exception', 400, 'For input string: "x"') })),
    }),
    route('GET', '/later', {
      run: () => Promise.reject(new StudioError('m_l_exception', 500, 'last', { suppressed: [statusError(429, 'first')] })),
    }),
  ];
  const ports: EdgePorts = {
    origins: undefined,
    authenticate,
    bodyLimit: () => 1,
    newRequestId: () => 'r',
    elapsed: () => 0,
    log: makeLog('silent'),
  };
  await using server = await listen(makeHandle(table, ports));
  const own = { type: 'parsing_exception', reason: 'inner', line: 1, col: 2 };
  expect((await server.call('GET', '/own')).text).toBe(
    JSON.stringify({ error: { root_cause: [own], type: 'settings_exception', reason: 'outer', caused_by: own }, status: 400 }),
  );
  expect((await server.call('GET', '/java')).body).toEqual(
    failure(400, 'illegal_argument_exception', 'outer', {
      caused_by: { type: 'number_format_exception', reason: 'For input string: "x"' },
    }),
  );
  expect((await server.call('GET', '/later')).body).toEqual(
    failure(500, 'm_l_exception', 'last', { suppressed: [{ type: 'status_exception', reason: 'first' }] }),
  );
  expect((await server.call('GET', '/java?error_trace=true&filter_path=status&pretty')).text).toBe(`{
  "error" : {
    "root_cause" : [
      {
        "type" : "illegal_argument_exception",
        "reason" : "outer",
        "stack_trace" : "illegal_argument_exception: outer\\nCaused by: number_format_exception: For input string: \\"x\\""
      }
    ],
    "type" : "illegal_argument_exception",
    "reason" : "outer",
    "caused_by" : {
      "type" : "number_format_exception",
      "reason" : "For input string: \\"x\\""
    },
    "stack_trace" : "illegal_argument_exception: outer\\nCaused by: number_format_exception: For input string: \\"x\\""
  },
  "status" : 400
}
`);
});

test('a failure may say when to come back', async () => {
  await using server = await serveTable();
  const busy = await server.call('GET', '/api/studio/busy');
  expect([busy.status, busy.headers['retry-after'], busy.body]).toEqual([
    503,
    '1',
    failure(503, 'status_exception', 'The database is busy'),
  ]);
});

test('HEAD answers as GET does, without the body', async () => {
  await using server = await serveTable();
  const get = await server.call('GET', '/api/health');
  const head = await server.call('HEAD', '/api/health');
  expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', String(get.text.length)]);
});

test('E-05 logs one line for each request, without its query, and no name can forge another', async () => {
  await using server = await serveTable();
  await server.call('GET', '/_plugins/_ml/things/a%0a%7b%22x%22%3a1%7d?return_content&key=secret-in-query');
  expect(server.lines).toHaveLength(1);
  expect(JSON.parse(server.lines[0] ?? '')).toMatchObject({
    level: 'info',
    event: 'request',
    request_id: 'request-1',
    method: 'GET',
    path: '/_plugins/_ml/things/a%0a%7b%22x%22%3a1%7d',
    status: 400,
    duration_ms: expect.any(Number),
    peer: '127.0.0.1',
    user_id: 'admin',
  });
  expect(server.lines[0]).not.toContain('secret-in-query');
});

test('streams events as they come and stops when the client leaves', async () => {
  await using server = await serveTable();
  const response = await fetch(`http://127.0.0.1:${server.port}/api/studio/stream`, { headers: { authorization: 'Basic admin' } });
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = '';
  while (!text.includes('"tick":3')) text += new TextDecoder().decode((await reader.read()).value);
  expect(text).toBe([1, 2, 3].map((tick) => `event: tick\ndata: {"tick":${tick}}\n\n`).join(''));
  expect(left).toEqual([]);
  await reader.cancel();
  await expect.poll(() => left).toEqual(['stream']);
});
