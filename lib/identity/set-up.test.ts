import fs from 'node:fs';
import { expect, test } from 'vitest';
import { cookieOf, identityBench } from '../../test/identity-bench.ts';

const ada = { username: 'ada', password: 'correct horse battery' };

test('A-06 the token of the link makes the first administrator and signs in', async () => {
  await using bench = identityBench();
  const token = await bench.identity.setUp.prepare(undefined);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(fs.statSync(bench.tokenFile).mode & 0o777).toBe(0o600);
  expect((await bench.call('GET', '/api/studio/setup')).body).toEqual({ open: true });
  expect((await bench.call('GET', `/api/studio/setup?token=${token}`)).body).toEqual({
    open: true,
    key: { id: '0a1b2c3d', source: 'data_directory' },
  });
  const answer = await bench.call('POST', '/api/studio/setup', { body: { token, ...ada } });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    user: { id: expect.stringMatching(/^[\w-]{20}$/), username: 'ada', role: 'all_access', backend_roles: [] },
    permissions: expect.arrayContaining(['settings.update', 'connector.create', 'predict.try']),
    preferences: {},
    idle_expires_at: bench.clock.now + 3_600_000,
    expires_at: bench.clock.now + 12 * 3_600_000,
  });
  const session = await bench.call('GET', '/api/studio/session', { headers: { cookie: cookieOf(answer.headers) } });
  expect(session.body.user.username).toBe('ada');
});

test('A-06 without the right token nothing is made', async () => {
  await using bench = identityBench();
  await bench.identity.setUp.prepare(undefined);
  for (const token of ['', 'x', 'A'.repeat(43)]) {
    const answer = await bench.call('POST', '/api/studio/setup', { body: { token, ...ada } });
    expect(answer).toMatchObject({ status: 401, body: { error: { type: 'security_exception' } } });
    expect((await bench.call('GET', `/api/studio/setup?token=${token}`)).status).toBe(401);
  }
  expect(bench.identity.setUp.isOpen()).toBe(true);
});

test('A-06 after its first use the link is closed for good', async () => {
  await using bench = identityBench();
  const token = await bench.identity.setUp.prepare(undefined);
  await bench.call('POST', '/api/studio/setup', { body: { token, ...ada } });
  const again = await bench.call('POST', '/api/studio/setup', { body: { token, username: 'eve', password: 'another password' } });
  expect(again).toMatchObject({ status: 403, body: { error: { reason: 'The studio is set up already. Sign in.' } } });
  expect((await bench.call('GET', `/api/studio/setup?token=${token}`)).body).toEqual({ open: false });
  expect(fs.existsSync(bench.tokenFile)).toBe(false);
  expect(await bench.identity.setUp.prepare(undefined)).toBeUndefined();
});

test('A-06 of two who use the link at once one becomes the administrator', async () => {
  await using bench = identityBench();
  const token = await bench.identity.setUp.prepare(undefined);
  const tries = ['ada', 'eve'].map((username) => bench.call('POST', '/api/studio/setup', { body: { ...ada, token, username } }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 403]);
  expect(await bench.store.prisma.user.count()).toBe(1);
});

test('A-06 the link still works after a restart before its use', async () => {
  await using bench = identityBench();
  const token = await bench.identity.setUp.prepare(undefined);
  expect(await bench.identity.setUp.prepare(undefined)).toBe(token);
});

test('A-06 the environment makes the administrator unattended, and is ignored once a user exists', async () => {
  await using bench = identityBench();
  expect(await bench.identity.setUp.prepare(ada)).toBeUndefined();
  expect(bench.identity.setUp.isOpen()).toBe(false);
  expect((await bench.call('POST', '/api/studio/session', { body: ada })).status).toBe(200);
  await bench.identity.setUp.prepare({ username: 'eve', password: 'another password' });
  expect(await bench.store.prisma.user.count()).toBe(1);
});

test('a name or password that will not do is said at its field', async () => {
  await using bench = identityBench();
  const token = await bench.identity.setUp.prepare(undefined);
  const answer = await bench.call('POST', '/api/studio/setup', { body: { token, username: 'a:b', password: 'short' } });
  expect(answer).toMatchObject({
    status: 400,
    body: {
      error: {
        type: 'illegal_argument_exception',
        fields: [
          { path: 'username', message: 'A username holds no colon.' },
          { path: 'password', message: 'Use at least 12 characters.' },
        ],
      },
    },
  });
});

test('the wish for a sample connector is heard with the new administrator as its owner', async () => {
  const owners: string[] = [];
  const createSample = async ({ username }: { username: string }) => {
    owners.push(username);
    return { connector_id: 'sample' };
  };
  await using bench = identityBench({ createSample });
  const token = await bench.identity.setUp.prepare(undefined);
  const answer = await bench.call('POST', '/api/studio/setup', { body: { token, ...ada, sample: true } });
  expect(answer.body.sample).toEqual({ connector_id: 'sample' });
  expect(owners).toEqual(['ada']);
});

test('a sample that cannot be made does not undo the set-up', async () => {
  const failure = new Error('no');
  await using bench = identityBench({ createSample: () => Promise.reject(failure) });
  const token = await bench.identity.setUp.prepare(undefined);
  const answer = await bench.call('POST', '/api/studio/setup', { body: { token, ...ada, sample: true } });
  expect(answer.status).toBe(200);
  expect(answer.body.sample).toBeUndefined();
  expect(bench.failures).toEqual([failure]);
});
