import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { administrator, expect, test } from './fixtures.ts';
import { startStudio } from './running-studio.ts';

const basic = `Basic ${Buffer.from(`${administrator.username}:${administrator.password}`).toString('base64')}`;
type Answer = { status: number; headers: IncomingMessage['headers']; text: string };

/** As node:http sends it: any Host, any target, no redirects followed. */
function ask(origin: string, target: string, options: RequestOptions = {}): Promise<Answer> {
  const { port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, path: target, ...options }, async (incoming) => {
      const text = Buffer.concat(await Array.fromAsync(incoming)).toString('utf8');
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
    });
    outgoing.on('error', reject).end();
  });
}

test.slow(); // servers are started and stopped

const html = { accept: 'text/html,application/xhtml+xml' };
const freshFolder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'studio-server-'));

/** Runs the server with an environment that it should refuse. @returns what it wrote and its exit code */
function refusedStart(environment: Record<string, string>, args: string[] = []): Promise<{ code: number | null; line: string }> {
  const child = spawn(process.execPath, ['server.ts', ...args], {
    env: { ...process.env, PORT: '0', STUDIO_DATA_DIR: path.join(freshFolder(), 'data'), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let line = '';
  child.stderr.on('data', (chunk: Buffer) => {
    line += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, line: line.trim() })));
}

test('GET / is the info document for programs, with credentials, and a page for browsers', async ({ studio }) => {
  expect((await ask(studio.origin, '/')).status).toBe(401);
  const info = await ask(studio.origin, '/', { headers: { authorization: basic } });
  expect(JSON.parse(info.text)).toMatchObject({ version: { distribution: 'opensearch' }, tagline: expect.any(String) });
  const page = await ask(studio.origin, '/', { headers: html });
  expect([302, 303, 307, 308]).toContain(page.status);
  const soft = await ask(studio.origin, '/', { headers: { accept: '*/*', rsc: '1' } });
  expect(soft.headers['content-type'] ?? '').not.toContain('application/json');
});

test('W-01, W-03, W-04 a page carries the policy with a nonce of its own, and is not kept', async ({ studio }) => {
  const nonces = new Set<string>();
  for (let n = 0; n < 2; n++) {
    const page = await ask(studio.origin, '/sign-in', {
      headers: { ...html, 'content-security-policy': "script-src 'nonce-planted'", 'x-nonce': 'planted' },
    });
    expect(page.status).toBe(200);
    const policy = String(page.headers['content-security-policy']);
    const nonce = /script-src 'self' 'nonce-([A-Za-z0-9+/]{22}==)' 'strict-dynamic';/.exec(policy)?.[1] ?? '';
    expect(policy).not.toContain('unsafe-eval');
    expect(page.text).toContain(`nonce="${nonce}"`);
    expect(page.text).not.toContain('planted');
    for (const [tag] of page.text.matchAll(/<script[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    });
    expect(page.headers['cache-control']).toContain('no-store');
    expect(page.headers['x-powered-by']).toBeUndefined();
    expect(page.headers['strict-transport-security']).toBeUndefined();
  }
  expect(nonces.size).toBe(2);
});

test('W-02 to W-04 an answer of the API may run nothing and is not kept', async ({ studio }) => {
  for (const target of ['/_plugins/_ml/connectors/x', '/api/health', '/api/nothing']) {
    const { headers } = await ask(studio.origin, target, { headers: { authorization: basic } });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=UTF-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('F-09 a preflight from anywhere is told nothing', async ({ studio }) => {
  const { headers } = await ask(studio.origin, '/_plugins/_ml/connectors/_create', {
    method: 'OPTIONS',
    headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('N-02, N-10 headers by which Next talks to itself open nothing', async ({ studio }) => {
  const attempts: Record<string, string>[] = [
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-rewrite': '/settings' },
    { 'x-invoke-path': '/settings' },
    { 'x-matched-path': '/settings' },
    { 'next-resume': '1' },
    { 'x-nextjs-data': '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
  ];
  for (const headers of attempts) {
    const answer = await ask(studio.origin, '/connectors', { headers: { ...html, ...headers } });
    expect(answer.text, JSON.stringify(headers)).not.toMatch(/ml_read_access|all_access|connector\.create/);
  }
  const data = await ask(studio.origin, '/_next/data/x/connectors.json', { headers: html });
  expect(data.status).toBe(404);
});

test('N-04 there is no image optimizer', async ({ studio }) => {
  expect((await ask(studio.origin, '/_next/image?url=%2Ficon.svg&w=64&q=75')).status).toBe(404);
});

test('N-05 targets that name another host are refused, not followed', async ({ studio }) => {
  for (const target of ['//evil.example/x', 'http://evil.example/', '/\\evil.example']) {
    const { status, headers } = await ask(studio.origin, target, { headers: html });
    expect(status, target).toBeGreaterThanOrEqual(400);
    expect(headers.location, target).toBeUndefined();
  }
});

test('W-08 a host that is not ours gets nothing, but probes may use any', async ({ studio }) => {
  for (const target of ['/', '/sign-in', '/_plugins/_ml/connectors/x', '/_next/static/x.js']) {
    expect((await ask(studio.origin, target, { headers: { ...html, host: 'evil.example' } })).status, target).toBe(421);
  }
  for (const target of ['/api/health', '/api/ready']) {
    expect((await ask(studio.origin, target, { headers: { host: '10.0.0.7:8080' } })).status, target).toBe(200);
  }
});

test('I-02 a path that climbs reaches neither a file nor another route', async ({ studio }) => {
  const climbing = [
    '/api/%2e%2e/settings',
    '/_plugins/_ml/connectors/..%2f..%2fetc%2fpasswd',
    '/_next/static/..%2f..%2fpackage.json',
    '/%00',
  ];
  for (const target of climbing) {
    const { status, text } = await ask(studio.origin, target, { headers: { authorization: basic } });
    expect([400, 404], target).toContain(status);
    expect(text).not.toMatch(/root:|ml-connector-studio"/);
  }
});

test('F-08 an upgrade is not taken', async ({ studio }) => {
  const { port } = new URL(studio.origin);
  const answer = await new Promise<string>((resolve) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(
        'GET /api/health HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: https://evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ),
    );
    socket.on('data', (chunk) => {
      text += chunk;
      if (text.includes('}')) socket.destroy();
    });
    socket.on('close', () => resolve(text));
  });
  expect(answer).not.toContain(' 101 ');
});

/** A request whose body is still under way. */
async function openRequest(origin: string): Promise<{ finish(): void; answer: Promise<string> }> {
  const { port } = new URL(origin);
  let socket: Socket | undefined;
  const answer = new Promise<string>((resolve) => {
    let text = '';
    socket = connect(Number(port), '127.0.0.1', () =>
      socket?.write(
        `POST /_plugins/_ml/connectors/_search HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: ${basic}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{`,
      ),
    );
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
  await new Promise((resolve) => setTimeout(resolve, 200)); // so that the server has read the beginning
  return { finish: () => socket?.write('}'), answer };
}

const unattended = { STUDIO_ADMIN_USERNAME: administrator.username, STUDIO_ADMIN_PASSWORD: administrator.password };

test('D-14 SIGTERM lets a request in flight end, takes no new one, and exits 0', async () => {
  const studio = await startStudio(unattended);
  const { finish, answer } = await openRequest(studio.origin);
  const exit = studio.stop();
  await expect.poll(() => ask(studio.origin, '/api/health').then(String, ({ code }) => code)).toBe('ECONNREFUSED');
  finish();
  expect(await answer).toMatch(/^HTTP\/1\.1 (200|404) /);
  expect(await exit).toBe(0);
});

test('D-14 a second SIGTERM ends at once', async () => {
  const directory = freshFolder();
  const child = spawn(process.execPath, ['server.ts'], {
    env: { ...process.env, ...unattended, PORT: '0', STUDIO_DATA_DIR: path.join(directory, 'data') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await startedAt(child);
  const { answer } = await openRequest(origin);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await expect.poll(() => ask(origin, '/api/health').then(String, ({ code }) => code)).toBe('ECONNREFUSED');
  child.kill('SIGTERM');
  expect(await exit).toBe(1);
  expect(await answer).toBe('');
});

/** @returns the address that the log names */
function startedAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /The studio is at (http:\/\/[\d.:]+)/.exec(text)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`exit ${code}: ${text}`)));
  });
}

test('D-02 what was acknowledged is there after kill -9, with the same key and session', async () => {
  const directory = freshFolder();
  const start = () =>
    spawn(process.execPath, ['server.ts'], {
      env: { ...process.env, ...unattended, PORT: '0', STUDIO_DATA_DIR: path.join(directory, 'data') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const first = start();
  let origin = await startedAt(first);
  const call = async (method: string, target: string, body?: unknown) => {
    const headers = { authorization: basic, 'content-type': 'application/json' };
    const response = await fetch(origin + target, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return response.json();
  };
  const { token } = await call('POST', '/api/studio/account/tokens', { name: 'ci', scope: 'read' });
  first.kill('SIGKILL');
  await new Promise((resolve) => first.once('exit', resolve));
  const second = start();
  origin = await startedAt(second);
  const session = await fetch(`${origin}/api/studio/session`, { headers: { authorization: `Bearer ${token}` } });
  expect(session.status).toBe(200);
  second.kill('SIGTERM');
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
});

test('D-13 a second server on the same data stops with a clear line', async ({ studio }) => {
  const data = path.join(studio.directory, 'data');
  expect(await refusedStart({ STUDIO_DATA_DIR: data })).toEqual({
    code: 1,
    line: `The studio cannot start: Another server uses ${data}. Stop it first, or set STUDIO_DATA_DIR to a directory of its own.`,
  });
});

test('a port in use stops the start with a clear line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  expect(await refusedStart({ PORT: String(port) })).toEqual({
    code: 1,
    line: `The studio cannot start: PORT: ${port} is in use on 127.0.0.1.`,
  });
  other.close();
});

test('a wrong value stops the start with one line', async () => {
  const file = path.join(freshFolder(), 'studio.yml');
  fs.writeFileSync(file, 'plugins.ml_commons.no_such_setting: true\n');
  for (const [environment, line] of [
    [{ PORT: 'x' }, 'PORT must be a whole number from 0 to 65535.'],
    [{ STUDIO_SEALING_KEY: 'x' }, 'STUDIO_SEALING_KEY: key 1 is not 32 bytes in base64. Make one with: openssl rand -base64 32'],
    [{ STUDIO_CONFIG: file }, /^STUDIO_CONFIG: .*no_such_setting/],
  ] as const) {
    const { code, line: written } = await refusedStart(environment);
    expect(code).toBe(1);
    const said = written.replace('The studio cannot start: ', '');
    if (typeof line === 'string') expect(said).toBe(line);
    else expect(said).toMatch(line);
    expect(said).not.toContain('\n');
  }
});

test('N-09 development does not serve other machines', async () => {
  expect(await refusedStart({ HOST: '0.0.0.0' }, ['--dev'])).toEqual({
    code: 1,
    line: 'The studio cannot start: HOST: development serves this machine only, not 0.0.0.0.',
  });
});

test('the start-up log says where the sealing key is, and has one set-up link while there is no administrator', async () => {
  const studio = await startStudio();
  const lines = studio
    .log()
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  const text = lines.map(({ message }) => message ?? '').join('\n');
  expect(text).toContain(path.join(studio.directory, 'data', 'sealing.key'));
  expect(text.match(/\/setup\?token=[\w-]{43}/g)).toHaveLength(1);
  expect(await studio.stop()).toBe(0);
});
