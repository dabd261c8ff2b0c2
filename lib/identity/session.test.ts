import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { basic, cookieOf, identityBench } from '../../test/identity-bench.ts';

const ada = { username: 'ada', password: 'correct horse battery' };
const minute = 60_000;

/** Writes behind a request are done once a later write of the same connection is. */
const settled = (bench: ReturnType<typeof identityBench>) => bench.store.prisma.$queryRawUnsafe('SELECT 1');
const who = (bench: ReturnType<typeof identityBench>, cookie: string, headers: Record<string, string> = {}) =>
  bench.call('GET', '/api/studio/session', { headers: { cookie, ...headers } });

test('A-01 only a digest of the session token is stored', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const token = cookie.split('=')[1] ?? '';
  const rows = await bench.store.prisma.session.findMany();
  expect(rows.map(({ id }) => id)).toEqual([hash('sha256', token, 'hex')]);
});

test('A-02 over http on this machine the cookie is HttpOnly and strict about sites, and not Secure', async () => {
  await using bench = identityBench();
  await bench.setUp();
  const { headers } = await bench.call('POST', '/api/studio/session', { body: ada });
  expect(headers['set-cookie']).toMatch(/^studio_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
});

test('A-02 over https the cookie has the host prefix and is Secure, and no other is taken', async () => {
  await using bench = identityBench({ origins: ['https://studio.example'] });
  const cookie = await bench.setUp();
  const { headers } = await bench.call('POST', '/api/studio/session', { body: ada });
  expect(headers['set-cookie']).toMatch(/^__Host-studio_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
  expect((await who(bench, cookie)).status).toBe(200);
  expect((await who(bench, cookie.replace('__Host-', ''))).status).toBe(401);
});

test('A-03 a session ends after an hour without activity', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  bench.clock.now += 59 * minute;
  expect((await who(bench, cookie)).status).toBe(200);
  await settled(bench);
  bench.clock.now += 59 * minute; // extended by the request before
  expect((await who(bench, cookie)).status).toBe(200);
  await settled(bench);
  bench.clock.now += 60 * minute;
  expect((await who(bench, cookie)).status).toBe(401);
});

test('A-03 a page that refreshes by itself keeps nobody signed in', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  bench.clock.now += 59 * minute;
  expect((await who(bench, cookie, { 'studio-background': 'true' })).status).toBe(200);
  await settled(bench);
  bench.clock.now += minute;
  expect((await who(bench, cookie)).status).toBe(401);
});

test('A-03 a session ends after twelve hours whatever happens in it', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const end = bench.clock.now + 12 * 60 * minute;
  while (bench.clock.now + 50 * minute < end) {
    bench.clock.now += 50 * minute;
    expect((await who(bench, cookie)).status).toBe(200);
    await settled(bench);
  }
  expect((await who(bench, cookie)).body.idle_expires_at).toBeLessThanOrEqual(end);
  bench.clock.now = end;
  expect((await who(bench, cookie)).status).toBe(401);
});

test('A-03 signing out ends the session on the server: the old cookie is worth nothing', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const answer = await bench.call('DELETE', '/api/studio/session', { headers: { cookie } });
  expect(answer).toMatchObject({ status: 200, body: { acknowledged: true } });
  expect(answer.headers['clear-site-data']).toBe('"cache", "storage"'); // W-06
  expect(answer.headers['set-cookie']).toBe('studio_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0');
  expect((await who(bench, cookie)).status).toBe(401);
});

test('A-03 a disabled user is out at once, by cookie, password and token', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const headers = { authorization: basic('ada', ada.password) };
  const { body } = await bench.call('POST', '/api/studio/account/tokens', { headers: { cookie }, body: { name: 'ci', scope: 'read' } });
  expect((await bench.call('GET', '/api/studio/session', { headers })).status).toBe(200);
  await bench.store.prisma.user.updateMany({ data: { state: 'disabled' } });
  expect((await who(bench, cookie)).status).toBe(401);
  expect((await bench.call('GET', '/api/studio/session', { headers })).status).toBe(401);
  expect((await bench.call('GET', '/api/studio/session', { headers: { authorization: `Bearer ${body.token}` } })).status).toBe(401);
});

test('A-03 a new password ends all other sessions and starts a new one', async () => {
  await using bench = identityBench();
  const first = await bench.setUp();
  const second = cookieOf((await bench.call('POST', '/api/studio/session', { body: ada })).headers);
  const password = { current: ada.password, new: 'staple battery horse' };
  const answer = await bench.call('PATCH', '/api/studio/account', { headers: { cookie: second }, body: { password } });
  const third = cookieOf(answer.headers);
  expect([(await who(bench, first)).status, (await who(bench, second)).status, (await who(bench, third)).status]).toEqual([401, 401, 200]);
  expect((await bench.call('POST', '/api/studio/session', { body: ada })).status).toBe(401);
  expect((await bench.call('POST', '/api/studio/session', { body: { ...ada, password: password.new } })).status).toBe(200);
});

test('A-11 a changed role acts on the next request, by cookie and by password', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const headers = { authorization: basic('ada', ada.password) };
  await bench.call('GET', '/api/studio/session', { headers });
  await bench.store.prisma.user.updateMany({ data: { role: 'ml_read_access' } });
  expect((await who(bench, cookie)).body.user.role).toBe('ml_read_access');
  expect((await bench.call('GET', '/api/studio/session', { headers })).body.user.role).toBe('ml_read_access');
});

test('A-12 the token before signing in is never the one after, and is worth nothing', async () => {
  await using bench = identityBench();
  const before = await bench.setUp();
  const planted = `studio_session=${'A'.repeat(43)}`;
  for (const cookie of [before, planted]) {
    const after = cookieOf((await bench.call('POST', '/api/studio/session', { headers: { cookie }, body: ada })).headers);
    expect(after).not.toBe(cookie);
    expect((await who(bench, cookie)).status).toBe(401);
    expect((await who(bench, after)).status).toBe(200);
  }
});

test('D-15 a clock that goes back does not revive a session', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  bench.clock.now += 61 * minute;
  expect((await who(bench, cookie)).status).toBe(401);
  await settled(bench);
  bench.clock.now -= 60 * minute;
  expect((await who(bench, cookie)).status).toBe(401);
});

test('F-07 another site can neither sign in nor out', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await bench.call('POST', '/api/studio/session', { headers: foreign, body: ada })).status).toBe(403);
  expect((await bench.call('DELETE', '/api/studio/session', { headers: { ...foreign, cookie } })).status).toBe(403);
  expect((await who(bench, cookie)).status).toBe(200);
});
