import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshFolder } from '../../test/fresh-store.ts';
import { basic, cookieOf, identityBench } from '../../test/identity-bench.ts';
import { readProxyLogin } from './proxy-login-config.ts';

const secret = 'what-only-the-proxy-and-the-studio-know';

function configured(more: Record<string, string | string[]> = {}, text = `${secret}\n`) {
  const folder = freshFolder();
  const file = path.join(folder, 'secret');
  fs.writeFileSync(file, text);
  const settings = {
    trusted_proxies: ['10.9.0.0/16', '::1'],
    user_header: 'X-Remote-User',
    roles_header: 'X-Remote-Roles',
    secret_header: 'X-Proxy-Secret',
    secret_file: file,
    ...more,
  };
  try {
    return readProxyLogin(new Map(Object.entries(settings).map(([name, value]) => [`studio.proxy_login.${name}`, value])));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

const fromProxy = (username: string, roles = 'ml_full_access, it', more: Record<string, string> = {}) => ({
  'x-remote-user': username,
  'x-remote-roles': roles,
  'x-proxy-secret': secret,
  ...more,
});
type Bench = ReturnType<typeof identityBench>;
const ask = (bench: Bench, headers: Record<string, string>, peer = '10.9.1.2') =>
  bench.call('GET', '/api/studio/session', { headers, peer });

async function behindProxy(more: Record<string, string | string[]> = {}) {
  const bench = identityBench({ proxyLogin: configured(more) });
  const cookie = await bench.setUp();
  return { bench, cookie, [Symbol.asyncDispose]: bench[Symbol.asyncDispose] };
}

describe('A-08 a trusted proxy says who somebody is', () => {
  test('and the first visit makes the user, with the roles that it names', async () => {
    await using studio = await behindProxy();
    const { status, body } = await ask(studio.bench, fromProxy('greta', 'it, ml_read_access, search, ml_full_access'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ user: { username: 'greta', role: 'ml_full_access', backend_roles: ['it', 'search'] }, expires_at: null });
    expect((await ask(studio.bench, fromProxy('greta', 'it, search, ml_full_access'))).body.user.id).toBe(body.user.id);
    expect((await ask(studio.bench, fromProxy('greta'), '::ffff:10.9.255.1')).body.user).toMatchObject({ backend_roles: ['it'] });
    expect((await ask(studio.bench, fromProxy('greta'), '::1')).status).toBe(200);
  });

  test('a role that it takes away acts on the same request, and ends sessions', async () => {
    await using studio = await behindProxy();
    const first = await ask(studio.bench, fromProxy('greta', 'all_access'));
    expect(first.body.permissions).toContain('user.read');
    const next = await ask(studio.bench, fromProxy('greta', 'ml_read_access'));
    expect(next.body.user).toEqual({ ...first.body.user, role: 'ml_read_access' });
    expect(next.body.permissions).not.toContain('predict.send');
    expect(await ask(studio.bench, fromProxy('greta', 'strangers'))).toMatchObject({ status: 403 });
    expect(await ask(studio.bench, fromProxy('greta', ''))).toMatchObject({ status: 403 });
  });

  test.each([
    ['from another address', fromProxy('ada', 'all_access'), '192.0.2.1'],
    ['without an address', fromProxy('ada', 'all_access'), ''],
    ['without the secret', { 'x-remote-user': 'ada', 'x-remote-roles': 'all_access' }, '10.9.1.2'],
    ['with another secret', fromProxy('ada', 'all_access', { 'x-proxy-secret': `${secret}x` }), '10.9.1.2'],
    ['with the address in a header only', fromProxy('ada', 'all_access', { 'x-forwarded-for': '10.9.1.2' }), '192.0.2.1'],
  ])('%s the headers count for nothing, and the log says so once', async (_, headers, peer) => {
    await using studio = await behindProxy();
    expect((await ask(studio.bench, headers, peer)).status).toBe(401);
    expect((await ask(studio.bench, headers, peer)).status).toBe(401);
    expect(studio.bench.warnings).toEqual([{ event: 'proxy_headers.rejected', peer }]);
    expect(JSON.stringify(studio.bench.warnings)).not.toContain(secret);
    const { body } = await ask(studio.bench, { ...headers, cookie: studio.cookie }, peer);
    expect(body.user.username).toBe('ada'); // by the cookie
  });

  test('who is disabled here stays out, and a name that cannot be one too', async () => {
    await using studio = await behindProxy();
    await ask(studio.bench, fromProxy('greta'));
    await studio.bench.store.prisma.user.updateMany({ where: { username: 'greta' }, data: { state: 'disabled' } });
    expect((await ask(studio.bench, fromProxy('greta'))).status).toBe(401);
    expect((await ask(studio.bench, fromProxy('a:b'))).status).toBe(401);
    expect(await studio.bench.store.prisma.user.count()).toBe(2);
  });

  test('who came this way has no password', async () => {
    await using studio = await behindProxy();
    await ask(studio.bench, fromProxy('greta'));
    for (const password of ['', 'anything at all']) {
      const { status } = await studio.bench.call('POST', '/api/studio/session', { body: { username: 'greta', password } });
      expect(status).toBe(401);
    }
    expect((await ask(studio.bench, { authorization: basic('greta', '') })).status).toBe(401);
  });

  test('without a header for roles only users of this studio are let in, as they are here', async () => {
    const config = configured();
    await using bench = identityBench({ proxyLogin: config && { ...config, roles_header: undefined } });
    await bench.setUp();
    expect((await ask(bench, fromProxy('ada', 'ml_read_access'))).body.user).toMatchObject({ username: 'ada', role: 'all_access' });
    expect(await ask(bench, fromProxy('greta'))).toMatchObject({ status: 403, body: { error: { type: 'security_exception' } } });
  });

  test('a password or token goes before it, it goes before a cookie, and a page of another site changes nothing', async () => {
    await using studio = await behindProxy();
    const both = fromProxy('greta', 'ml_read_access');
    expect((await ask(studio.bench, { ...both, authorization: basic('ada', 'correct horse battery') })).body.user.username).toBe('ada');
    expect((await ask(studio.bench, { ...both, cookie: studio.cookie })).body.user.username).toBe('greta');
    const change = (headers: Record<string, string>) =>
      studio.bench.call('PATCH', '/api/studio/account', {
        body: { preferences: { density: 'compact' } },
        headers: { ...both, ...headers },
        peer: '10.9.1.2',
      });
    expect((await change({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await change({ 'osd-xsrf': '' })).status).toBe(403);
    expect((await change({})).status).toBe(200);
  });

  test('a name in UTF-8 is read as that', async () => {
    await using studio = await behindProxy();
    const bytes = Buffer.from('grüße', 'utf8').toString('latin1');
    expect((await ask(studio.bench, fromProxy(bytes))).body.user.username).toBe('grüße');
  });
});

test('A-08 it is off unless all of it is configured', async () => {
  expect(readProxyLogin(new Map())).toBeUndefined();
  await using bench = identityBench();
  await bench.setUp();
  expect((await ask(bench, fromProxy('ada', 'all_access'))).status).toBe(401);
  expect(cookieOf({})).toBe('');
  const halves: [Record<string, string | string[]>, RegExp][] = [
    [{ trusted_proxies: [] }, /trusted_proxies is missing/],
    [{ trusted_proxies: ['10.0.0.0/33'] }, /trusted_proxies must hold addresses/],
    [{ trusted_proxies: ['proxy.example'] }, /trusted_proxies must hold addresses/],
    [{ user_header: 'Authorization' }, /user_header must be the name of a header/],
    [{ secret_header: '' }, /secret_header is missing/],
    [{ secret_file: '/there/is/none' }, /secret_file: \/there\/is\/none cannot be read/],
  ];
  for (const [change, message] of halves) expect(() => configured(change)).toThrow(message);
  expect(() => configured({}, 'short')).toThrow(/secret_file holds less than 32 characters/);
});
