import { createHash, createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingRequest, PreparedRequest } from '#lib/predict/ports.ts';
import { type LocalExecutor, localExecutor } from './local-executor.ts';
import { answerOf, type RawServer, rawServer } from './raw-server.ts';
import { requestTo } from './request-to.ts';

let server: RawServer;
let local: LocalExecutor;
let base: string;
const time = Date.UTC(2025, 0, 1, 12);

beforeEach(async () => {
  server = await rawServer((socket) => socket.write(answerOf('{}')));
  local = localExecutor({ now: () => time });
  base = `http://127.0.0.1:${server.port}`;
});
afterEach(async () => {
  await local.egress.close();
  await server.close();
});

const credential = (fields: Record<string, string>): OutgoingRequest['credential'] => ({ owner: 'connector-one', data_key: '', fields });
const headers = (...pairs: [string, string][]): Partial<OutgoingRequest> => ({ headers: pairs });
const sentLines = () => (server.received[0] ?? '').split('\r\n\r\n')[0]?.split('\r\n') ?? [];
const refused = (message: string) => expect.objectContaining({ status: 400, type: 'illegal_argument_exception', message });

describe('what goes on the wire', () => {
  test.each([
    '/v1/x',
    '/model/anthropic.claude-v2:1/invoke',
    '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fp1/converse',
    '//double//slashes/',
    "/a;b=c,d/$&'()*+=@~!",
    '/lower%c3%a9/upper%C3%A9',
    '/x?b=2&a=1&a=&flag&c=a=b=c+d%20e(~!*)',
    '/?x',
  ])('the path and query %s byte for byte', async (path) => {
    await local.send(base + path);
    expect(sentLines()[0]).toBe(`POST ${path} HTTP/1.1`);
  });

  test.each([
    ['', '/'],
    ['?x=1', '/?x=1'],
  ])('an address that ends in %j asks for %s', async (end, path) => {
    await local.send(base + end);
    expect(sentLines()[0]).toBe(`POST ${path} HTTP/1.1`);
  });

  test('method, headers as written, length and body', async () => {
    const body = new TextEncoder().encode('{"a":"é"}');
    await local.send(`${base}/x`, { method: 'PUT', body, ...headers(['X-Any', 'a b'], ['X-Empty', ''], ['X-Latin', '\u00e9']) });
    expect(sentLines()).toEqual(
      expect.arrayContaining([
        `host: 127.0.0.1:${server.port}`,
        'X-Any: a b',
        'X-Empty: ',
        'X-Latin: \u00e9',
        `content-length: ${body.length}`,
      ]),
    );
    expect(server.received[0]?.endsWith(Buffer.from(body).toString('latin1'))).toBe(true);
  });

  test('Content-Type is JSON unless a header says otherwise, whatever its case', async () => {
    await local.send(`${base}/x`, headers());
    expect(sentLines().filter((line) => /^content-type/i.test(line))).toEqual(['Content-Type: application/json']);
    await new Promise((done) => setImmediate(done));
    await local.send(`${base}/x`, headers(['content-TYPE', 'text/plain']));
    expect(server.received.join('').match(/content-type: [^\r]*/gi)).toEqual([
      'Content-Type: application/json',
      'content-TYPE: text/plain',
    ]);
  });

  test('a GET without a body has none, and a POST without one says so', async () => {
    await local.send(`${base}/x`, { method: 'GET', body: null });
    expect(sentLines().some((line) => /^content-length/i.test(line))).toBe(false);
    await new Promise((done) => setImmediate(done));
    await local.send(`${base}/y`, { body: null });
    expect(server.received.join('')).toMatch(/POST \/y HTTP\/1\.1\r\n(.+\r\n)*content-length: 0\r\n/);
  });

  test('H-11 nothing that came with the caller: no cookie, no proxy header', async () => {
    await local.send(`${base}/x`);
    const names = sentLines()
      .slice(1)
      .map((line) => line.split(':')[0]?.toLowerCase());
    expect(names.toSorted()).toEqual(['accept-encoding', 'connection', 'content-length', 'content-type', 'host']);
  });
});

describe('headers that are refused, before anything leaves', () => {
  const control = 'Header value contains invalid control character';
  test.each([
    ['H-01', 'X-A', 'a\r\nX-B: b', control],
    ['H-01', 'X-A', 'a\nb', control],
    ['H-01', 'X-A', 'a\u0000', control],
    ['H-01', 'X-A', '\u001b[0m', control],
    ['H-01', 'X-A', '\u007f', control],
    ['H-02', 'X A', 'a', "'X A' is no name of a header"],
    ['H-02', '', 'a', "'' is no name of a header"],
    ['H-02', 'X:A', 'a', "'X:A' is no name of a header"],
    ['H-03', 'X-A', 'a'.repeat(8190), 'Header size (key + value) exceeds 8KB limit'],
    ...[
      'Host',
      'content-length',
      'Transfer-Encoding',
      'CONNECTION',
      'keep-alive',
      'te',
      'trailer',
      'upgrade',
      'expect',
      'proxy-authorization',
      'proxy-x',
      'http2-settings',
      'Forwarded',
      'x-forwarded-for',
      'X-Forwarded-Any',
      'via',
    ].map((name) => ['H-05', name, 'a', `The header '${name}' is set by the client itself`]),
    ['H-08', 'X-A', '\u0100', "The header 'X-A' contains a character that a header cannot carry"],
  ])('%s %s: %j', async (_id, name = '', value = '', message = '') => {
    await expect(local.send(`${base}/x`, headers([name, value]))).rejects.toEqual(refused(message));
    await expect(local.executor.preview(requestTo(`${base}/x`, headers([name, value])))).rejects.toEqual(refused(message));
    expect(server.received).toEqual([]);
  });

  test('H-01 a tab may stand in a value', async () => {
    await local.send(`${base}/x`, headers(['X-A', 'a\tb']));
    expect(sentLines()).toContain('X-A: a\tb');
  });

  test('H-03 the sizes that just fit pass', async () => {
    const pairs = Array.from({ length: 8 }, (_, n): [string, string] => [`X-${n}`, 'a'.repeat(8189)]);
    await local.executor.preview(requestTo(`${base}/x`, headers(...pairs)));
    await expect(local.executor.preview(requestTo(`${base}/x`, headers(...pairs, ['a', ''])))).rejects.toEqual(
      refused('Total headers size (key + value) exceeds 64KB limit'),
    );
  });

  test('H-09 two names that differ in case only', async () => {
    await expect(local.send(`${base}/x`, headers(['X-A', '1'], ['x-a', '2']))).rejects.toEqual(refused("The header 'x-a' is there twice"));
  });
});

describe('credentials', () => {
  test('are filled into headers, each once', async () => {
    await local.send(`${base}/x`, {
      ...headers(['Authorization', 'Bearer ${credential.key}'], ['X-Two', '${credential.a.b}-${credential.key}']),
      credential: credential({ key: '$& ${credential.a.b}', 'a.b': 'two' }),
    });
    expect(sentLines()).toEqual(expect.arrayContaining(['Authorization: Bearer $& ${credential.a.b}', 'X-Two: two-$& ${credential.a.b}']));
  });

  test.each([
    ['H-07', {}],
    ['C-20', { key: '' }],
    ['C-20', { key: '<key>' }],
  ])('%s a field that is not set is refused by name and the placeholder never sent: %j', async (_id, fields) => {
    await expect(
      local.send(`${base}/x`, {
        ...headers(['Authorization', 'Bearer ${credential.key}']),
        credential: credential(fields as Record<string, string>),
      }),
    ).rejects.toEqual(refused("The credential 'key' is not set: the header 'Authorization' needs it"));
    expect(server.received).toEqual([]);
  });

  test('H-10 are never filled into the body, and an address that names one has no form', async () => {
    const body = new TextEncoder().encode('{"k":"${credential.key}"}');
    await local.send(`${base}/x`, { body, credential: credential({ key: 'secret-one' }) });
    expect(server.received[0]).toContain('{"k":"${credential.key}"}');
    await expect(local.send(`${base}/\${credential.key}`, { credential: credential({ key: 'secret-one' }) })).rejects.toThrow(
      'Encountered error when trying to create uri',
    );
  });

  test('H-01 a control character that a credential brings is refused', async () => {
    await expect(
      local.send(`${base}/x`, { ...headers(['X-A', '${credential.key}']), credential: credential({ key: 'a\r\nX-B: b' }) }),
    ).rejects.toEqual(refused('Header value contains invalid control character'));
  });

  test('a preview shows a mask for what is stored and opens nothing', async () => {
    const request = requestTo(`${base}/x`, {
      ...headers(['Authorization', 'Bearer ${credential.key}'], ['X-B', '${credential.other}']),
      credential: credential({ key: 'secret-one' }),
    });
    expect(await local.executor.preview(request)).toEqual({
      method: 'POST',
      url: `${base}/x`,
      headers: [
        ['Authorization', 'Bearer ********'],
        ['X-B', '${credential.other}'],
        ['Content-Type', 'application/json'],
      ],
      body: '{"a":1}',
    });
    expect(server.received).toEqual([]);
  });

  test('what is reported of a call holds masks only', async () => {
    let prepared: PreparedRequest | undefined;
    const request = requestTo(`${base}/x`, {
      ...headers(['Authorization', 'Bearer ${credential.key}']),
      credential: credential({ key: 'secret-one' }),
    });
    await local.executor.send(request, { signal: new AbortController().signal, report: (shown) => (prepared = shown) });
    expect(sentLines()).toContain('Authorization: Bearer secret-one');
    expect(prepared?.headers).toContainEqual(['Authorization', 'Bearer ********']);
    expect(JSON.stringify(prepared)).not.toContain('secret-one');
  });
});

describe('AWS signatures', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const keys = { access_key: 'AKIDEXAMPLE', secret_key: secret };
  const aws = (given: Partial<OutgoingRequest> = {}): Partial<OutgoingRequest> => ({
    protocol: 'aws_sigv4',
    signing: { region: 'us-east-1', service: 'bedrock' },
    credential: credential(keys),
    ...headers(['Content-Type', 'application/json'], ['x-amz-content-sha256', 'required'], ['X-Amz-Target', 'A.b']),
    ...given,
  });
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

  /** The signature that AWS would compute from what it received: a second implementation, over the bytes. */
  function signatureOf(received: string): { claimed: string; computed: string; names: Map<string, string> } {
    const [head = '', ...rest] = received.split('\r\n\r\n');
    const [line = '', ...lines] = head.split('\r\n');
    const [method = '', target = ''] = line.split(' ');
    const names = new Map(lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]));
    const [, scope = '', signed = '', claimed = ''] =
      /Credential=[^/]+\/(\S+), SignedHeaders=(\S+), Signature=(\S+)/.exec(names.get('authorization') ?? '') ?? [];
    const [path = '', query = ''] = target.split('?');
    const encode = (text: string) =>
      encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
    const canonicalPath = path.split('/').map(encode).join('/');
    const canonicalQuery = query
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('=').map((part) => encode(decodeURIComponent(part))))
      .map(([name = '', value = '']) => `${name}=${value}`)
      .sort()
      .join('&');
    const canonical = [
      method,
      canonicalPath,
      canonicalQuery,
      ...signed.split(';').map((name) => `${name}:${names.get(name)}`),
      '',
      signed,
      sha256(Buffer.from(rest.join('\r\n\r\n'), 'latin1')),
    ].join('\n');
    const [date = '', region = '', service = ''] = scope.split('/');
    const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
    const computed = hmac(key, ['AWS4-HMAC-SHA256', names.get('x-amz-date'), scope, sha256(canonical)].join('\n')).toString('hex');
    return { claimed, computed, names };
  }

  test.each([
    ['POST', '/model/anthropic.claude-v2:1/invoke', '{"a":"é"}'],
    ['POST', '/model/arn%3Aaws%3Abedrock/converse?b=2%20x&a=1', '{}'],
    ['GET', '/model-invocation-job/arn:aws:bedrock:job%2Fw1', null],
    ['POST', '/', null],
    ['PUT', '/x', '{}'],
    ['DELETE', '/x', null],
  ] as const)('H-12 the signature covers host, path and body as they were sent: %s %s', async (method, path, body) => {
    await local.send(base + path, aws({ method, body: body === null ? null : new TextEncoder().encode(body) }));
    const { claimed, computed, names } = signatureOf(server.received[0] ?? '');
    expect(claimed).toBe(computed);
    expect(names.get('x-amz-date')).toBe('20250101T120000Z');
    expect(names.get('x-amz-content-sha256')).toBe(sha256(body ?? ''));
    expect(names.has('x-amz-security-token')).toBe(false);
    expect(names.get('authorization')).toContain('x-amz-target');
  });

  test('H-12 a session token is sent and signed when there is one', async () => {
    await local.send(`${base}/x`, aws({ credential: credential({ ...keys, session_token: 'TOKEN/abc==' }) }));
    const { claimed, computed, names } = signatureOf(server.received[0] ?? '');
    expect(claimed).toBe(computed);
    expect(names.get('x-amz-security-token')).toBe('TOKEN/abc==');
  });

  test.each([{ session_token: '' }, { session_token: '<session_token>' }])(
    'H-12 C-20 a session token that is not set is not sent: %j',
    async (token) => {
      await local.send(`${base}/x`, aws({ credential: credential({ ...keys, ...token }) }));
      expect(signatureOf(server.received[0] ?? '').names.has('x-amz-security-token')).toBe(false);
    },
  );

  test('region and service come from the credential where the parameters have none', async () => {
    await local.send(
      `${base}/x`,
      aws({ signing: {}, credential: credential({ ...keys, region: 'eu-west-1', service_name: 'sagemaker' }) }),
    );
    const { claimed, computed, names } = signatureOf(server.received[0] ?? '');
    expect(claimed).toBe(computed);
    expect(names.get('authorization')).toContain('/20250101/eu-west-1/sagemaker/aws4_request');
  });

  test.each([
    [{ region: 'us-east-1\r\nX', service: 'bedrock' }, /^Region \[us-east-1/],
    [{ region: 'US-EAST-1', service: 'bedrock' }, /^Region \[US-EAST-1\] is no name of an AWS region$/],
    [{ region: 'us-east-1', service: 'bed rock' }, /^Service name \[bed rock\] is no name of an AWS service$/],
    [{ region: 'us-east-1', service: 'bedrock/x' }, /^Service name/],
  ])('H-12 %j is refused', async (signing, message) => {
    await expect(local.send(`${base}/x`, aws({ signing }))).rejects.toEqual(
      expect.objectContaining({ status: 400, message: expect.stringMatching(message) }),
    );
    await expect(local.executor.preview(requestTo(`${base}/x`, aws({ signing })))).rejects.toThrow(message);
    expect(server.received).toEqual([]);
  });

  test.each(['access_key', 'secret_key'] as const)('C-20 a call without %s is refused by name', async (name) => {
    const fields = { ...keys, [name]: `<${name}>` };
    await expect(local.send(`${base}/x`, aws({ credential: credential(fields) }))).rejects.toEqual(
      refused(`The credential '${name}' is not set: a call to AWS is signed with it`),
    );
  });

  test('a preview shows everything but the signature and the secrets', async () => {
    const request = requestTo(`${base}/x`, aws({ credential: credential({ ...keys, session_token: 'TOKEN' }) }));
    const { signing, headers: shown } = await local.executor.preview(request);
    expect(signing).toMatchObject({
      credential_scope: '20250101/us-east-1/bedrock/aws4_request',
      signed_headers: [
        'content-length',
        'content-type',
        'host',
        'x-amz-content-sha256',
        'x-amz-date',
        'x-amz-security-token',
        'x-amz-target',
      ],
      body_sha256: sha256('{"a":1}'),
      time: '2025-01-01T12:00:00.000Z',
    });
    expect(signing).not.toHaveProperty('signature');
    expect(signing?.canonical_request).toContain('\nx-amz-security-token:********\n');
    expect(signing?.string_to_sign).toBe('AWS4-HMAC-SHA256\n20250101T120000Z\n20250101/us-east-1/bedrock/aws4_request\n********');
    expect(Object.fromEntries(shown).Authorization).toMatch(
      /Credential=\*{8}\/20250101\/us-east-1\/bedrock\/aws4_request, .*Signature=\*{8}$/,
    );
  });

  test('what is reported of a signed call is what was signed, masked', async () => {
    let prepared: PreparedRequest | undefined;
    const request = requestTo(`${base}/x`, aws());
    await local.executor.send(request, { signal: new AbortController().signal, report: (shown) => (prepared = shown) });
    const text = JSON.stringify(prepared);
    expect(text).not.toContain('AKIDEXAMPLE');
    expect(text).not.toContain(signatureOf(server.received[0] ?? '').claimed);
    expect(prepared?.signing?.signature).toBe('********');
    expect(prepared?.signing?.string_to_sign.split('\n')[3]).toBe(sha256(prepared?.signing?.canonical_request ?? ''));
  });
});

describe('C-15 an echo of a credential', () => {
  const secret = 'sk-a/b+c=d "é" \\ x';
  const json = JSON.stringify(secret).slice(1, -1);
  test.each([
    ['as it is', secret],
    ['after Bearer', `Bearer ${secret}`],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['URL-encoded', encodeURIComponent(secret)],
    ['URL-encoded with lower-case digits', encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase())],
    ['as a form field', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['as JSON', json],
    ['as JSON with escaped slashes', json.replaceAll('/', '\\/')],
    ['as Gson writes JSON', json.replaceAll('=', '\\u003d').replaceAll('é', '\\u00e9')],
  ])('%s is masked in the body', async (_how, echo) => {
    const echoing = await rawServer((socket) => socket.write(answerOf(`{"seen":"${echo}"}`, {}, 401)));
    try {
      const reply = await local.send(`http://127.0.0.1:${echoing.port}/`, {
        ...headers(['X-Key', '${credential.key}']),
        credential: credential({ key: secret.replace('é', '\u00e9') }),
      });
      expect(reply.status).toBe(401);
      expect(reply.body.replace('Bearer ', '')).toBe('{"seen":"********"}');
    } finally {
      await local.egress.close();
      await echoing.close();
    }
  });

  test('is masked in headers too, the longest secret first', async () => {
    const echoing = await rawServer((socket) => socket.write(answerOf('abcdef abcdefgh abcde', { 'x-echo': 'Bearer abcdefgh' })));
    try {
      const reply = await local.send(`http://127.0.0.1:${echoing.port}/`, {
        ...headers(['X-Key', '${credential.long}${credential.short}${credential.tiny}']),
        credential: credential({ short: 'abcdef', long: 'abcdefgh', tiny: 'abcde' }),
      });
      expect(reply.headers['x-echo']).toBe('Bearer ********');
      expect(reply.body).toBe('******** ******** abcde');
    } finally {
      await local.egress.close();
      await echoing.close();
    }
  });

  test('of AWS keys is masked; region and service, which every request shows, are not', async () => {
    const echoing = await rawServer((socket) => socket.write(answerOf('secret-secret AKIDEXAMPLE us-east-1')));
    try {
      const reply = await local.send(`http://127.0.0.1:${echoing.port}/`, {
        protocol: 'aws_sigv4',
        signing: {},
        credential: credential({ access_key: 'AKIDEXAMPLE', secret_key: 'secret-secret', region: 'us-east-1', service_name: 'bedrock' }),
      });
      expect(reply.body).toBe('******** ******** us-east-1');
    } finally {
      await local.egress.close();
      await echoing.close();
    }
  });
});
