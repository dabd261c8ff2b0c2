import { expect, test } from 'vitest';
import { basic, cookieOf, identityBench } from '../../test/identity-bench.ts';

const ada = { username: 'ada', password: 'correct horse battery' };
const password = 'staple battery horse';
type Bench = ReturnType<typeof identityBench>;

/** A studio with an administrator who is signed in, and what she asks. */
async function aStudio() {
  const bench = identityBench();
  const cookie = await bench.setUp();
  const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    bench.call(method, `/api/studio${path}`, { body, headers: { cookie, ...headers } });
  const add = async (username: string, more: object = {}) => {
    const { status, body } = await ask('POST', '/users', { username, role: 'ml_full_access', backend_roles: [], password, ...more });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const { body } = await ask('GET', '/session');
  return { bench, ask, add, me: body.user.id as string, [Symbol.asyncDispose]: bench[Symbol.asyncDispose] };
}

const signIn = (bench: Bench, username: string, secret = password) =>
  bench.call('POST', '/api/studio/session', { body: { username, password: secret } });
const tokenIn = (link: string) => new URL(link, 'http://x').searchParams.get('invitation') ?? '';
const accept = (bench: Bench, link: string, secret = password) =>
  bench.call('POST', '/api/studio/session/_accept', { body: { invitation: tokenIn(link), password: secret } });

test('a user with a password is active and can sign in', async () => {
  await using studio = await aStudio();
  const made = await studio.add('bo', { backend_roles: ['search', 'it', 'search'] });
  expect(made).toEqual({
    id: expect.stringMatching(/^[\w-]{20}$/),
    username: 'bo',
    role: 'ml_full_access',
    backend_roles: ['search', 'it'],
    state: 'active',
    created_at: studio.bench.clock.now,
    last_seen: null,
    can: { update: true, delete: true, disable: true },
    _seq_no: 0,
    _primary_term: 1,
  });
  const { body } = await signIn(studio.bench, 'bo');
  expect(body.user).toEqual({ id: made.id, username: 'bo', role: 'ml_full_access', backend_roles: ['search', 'it'] });
  expect((await studio.ask('GET', `/users/${made.id}`)).body).toEqual({ ...made, last_seen: studio.bench.clock.now });
});

test('an invitation works once: its link chooses the first password and signs in', async () => {
  await using studio = await aStudio();
  const made = await studio.add('bo', { password: undefined });
  expect(made).toMatchObject({ state: 'invited', invitation_expires_at: studio.bench.clock.now + 72 * 3_600_000 });
  expect(made.invitation).toMatch(/^\/sign-in\?invitation=[\w-]{43}$/);
  expect(studio.bench.identity.invited(tokenIn(made.invitation))).toEqual({ username: 'bo' });
  expect((await signIn(studio.bench, 'bo', '')).status).toBe(401);
  expect((await accept(studio.bench, made.invitation, 'short')).body.error.fields).toEqual([
    { path: 'password', message: 'Use at least 12 characters.' },
  ]);
  const accepted = await accept(studio.bench, made.invitation);
  expect(accepted).toMatchObject({ status: 200, body: { user: { username: 'bo' } } });
  const headers = { cookie: cookieOf(accepted.headers) };
  expect((await studio.bench.call('GET', '/api/studio/session', { headers })).body.user.id).toBe(made.id);
  const again = await accept(studio.bench, made.invitation, 'another good password');
  expect(again).toMatchObject({
    status: 401,
    body: { error: { reason: expect.stringMatching(/^This invitation is not valid any more/) } },
  });
  expect((await signIn(studio.bench, 'bo')).status).toBe(200);
  expect((await studio.ask('GET', `/users/${made.id}`)).body).not.toHaveProperty('invitation_expires_at');
});

test('of two people who open the same invitation at once, one gets in', async () => {
  await using studio = await aStudio();
  const { invitation } = await studio.add('bo', { password: undefined });
  const tries = await Promise.all([
    accept(studio.bench, invitation, 'the first of two'),
    accept(studio.bench, invitation, 'the other of two'),
  ]);
  expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 401]);
});

test('an invitation ends after 72 hours, and with the next one', async () => {
  await using studio = await aStudio();
  const made = await studio.add('bo', { password: undefined });
  studio.bench.clock.now += 72 * 3_600_000;
  expect(studio.bench.identity.invited(tokenIn(made.invitation))).toBeUndefined();
  expect((await accept(studio.bench, made.invitation)).status).toBe(401);
  const cookie = cookieOf((await signIn(studio.bench, 'ada', ada.password)).headers); // hers ended too
  const again = await studio.ask('PATCH', `/users/${made.id}`, { invite: true }, { cookie });
  expect(again.body.invitation).not.toBe(made.invitation);
  expect((await accept(studio.bench, made.invitation)).status).toBe(401);
  expect((await accept(studio.bench, again.body.invitation)).status).toBe(200);
  const refused = await studio.ask('PATCH', `/users/${made.id}`, { invite: true }, { cookie });
  expect(refused).toMatchObject({ status: 400, body: { error: { fields: [{ path: 'invite' }] } } });
});

test('A-01 only a digest of an invitation is stored, and nobody can read it again', async () => {
  await using studio = await aStudio();
  const { id, invitation } = await studio.add('bo', { password: undefined });
  const rows = await studio.bench.store.prisma.invitation.findMany();
  expect(JSON.stringify(rows.map(({ hash }) => hash))).not.toContain(tokenIn(invitation));
  const shown = [await studio.ask('GET', '/users'), await studio.ask('GET', `/users/${id}`)];
  expect(JSON.stringify(shown)).not.toMatch(/invitation=|scrypt/);
});

test.each([
  ['disabling', { state: 'disabled' }, 401],
  ['a new role', { role: 'ml_read_access' }, 200],
  ['a new password', { password: 'a password of today' }, 401],
  ['signing out everywhere', { sign_out: true }, 200],
] as const)('A-03 %s ends every session at once', async (_, change, signInAgain) => {
  await using studio = await aStudio();
  const { id } = await studio.add('bo');
  const cookies = [await signIn(studio.bench, 'bo'), await signIn(studio.bench, 'bo')].map(({ headers }) => cookieOf(headers));
  const who = async (cookie: string) => (await studio.bench.call('GET', '/api/studio/session', { headers: { cookie } })).status;
  const byPassword = async () =>
    (await studio.bench.call('GET', '/api/studio/session', { headers: { authorization: basic('bo', password) } })).status;
  expect([await who(cookies[0] ?? ''), await who(cookies[1] ?? ''), await byPassword()]).toEqual([200, 200, 200]);
  expect((await studio.ask('PATCH', `/users/${id}`, change)).status).toBe(200);
  expect([await who(cookies[0] ?? ''), await who(cookies[1] ?? '')]).toEqual([401, 401]);
  expect(await byPassword()).toBe(signInAgain);
});

test('A-03 new backend roles act at once and end no session', async () => {
  await using studio = await aStudio();
  const { id } = await studio.add('bo');
  const cookie = cookieOf((await signIn(studio.bench, 'bo')).headers);
  await studio.ask('PATCH', `/users/${id}`, { backend_roles: ['hr'] });
  const { body } = await studio.bench.call('GET', '/api/studio/session', { headers: { cookie } });
  expect(body.user.backend_roles).toEqual(['hr']);
});

test('A-03 a person has at most 20 sessions: one more ends the one that was used least lately', async () => {
  await using studio = await aStudio();
  await studio.add('bo');
  const cookies: string[] = [];
  for (let n = 0; n < 21; n++) {
    studio.bench.clock.now += 1_000;
    cookies.push(cookieOf((await signIn(studio.bench, 'bo')).headers));
  }
  const statuses = await Promise.all(
    cookies.map(async (cookie) => (await studio.bench.call('GET', '/api/studio/session', { headers: { cookie } })).status),
  );
  expect(statuses).toEqual([401, ...Array.from({ length: 20 }, () => 200)]);
  expect((await studio.ask('GET', '/session')).status).toBe(200); // those of others stay
});

test('who is disabled is no user until enabled again, and their tokens and passwords are none meanwhile', async () => {
  await using studio = await aStudio();
  const { id } = await studio.add('bo');
  const cookie = cookieOf((await signIn(studio.bench, 'bo')).headers);
  const made = await studio.bench.call('POST', '/api/studio/account/tokens', { headers: { cookie }, body: { name: 'ci', scope: 'read' } });
  const byToken = async () =>
    (await studio.bench.call('GET', '/api/studio/session', { headers: { authorization: `Bearer ${made.body.token}` } })).status;
  expect(await byToken()).toBe(200);
  await studio.ask('PATCH', `/users/${id}`, { state: 'disabled' });
  expect(await byToken()).toBe(401);
  expect((await studio.ask('PATCH', `/users/${id}`, { state: 'active' })).body.state).toBe('active');
  expect(await byToken()).toBe(200);
  expect((await signIn(studio.bench, 'bo')).status).toBe(200);
});

test('enabled again, a user is what they were: invited, or somebody who signs in elsewhere', async () => {
  await using studio = await aStudio();
  const change = async (id: string, sent: object) => (await studio.ask('PATCH', `/users/${id}`, sent)).body;
  const invited = await studio.add('bo', { password: undefined });
  expect((await change(invited.id, { state: 'disabled' })).state).toBe('disabled');
  expect((await accept(studio.bench, invited.invitation)).status).toBe(401);
  expect((await change(invited.id, { invite: true })).error.fields).toMatchObject([{ path: 'invite' }]);
  expect((await change(invited.id, { state: 'active' })).state).toBe('invited');
  expect((await change(invited.id, { state: 'active' })).error.fields).toMatchObject([{ path: 'state' }]);
  expect((await accept(studio.bench, invited.invitation)).status).toBe(200);
  await studio.bench.store.prisma.user.update({ where: { id: invited.id }, data: { password: '' } }); // as a proxy's user
  expect((await change(invited.id, { state: 'disabled' })).state).toBe('disabled');
  expect((await change(invited.id, { state: 'active' })).state).toBe('active');
  expect((await change(invited.id, { invite: true })).error.fields).toMatchObject([{ path: 'invite' }]);
  expect((await signIn(studio.bench, 'bo', '')).status).toBe(401);
});

test('yourself and the last administrator stay', async () => {
  await using studio = await aStudio();
  const own = `/users/${studio.me}`;
  for (const change of [{ state: 'disabled' }, { role: 'ml_full_access' }, { password }]) {
    const refused = await studio.ask('PATCH', own, change);
    expect(refused).toMatchObject({ status: 400, body: { error: { type: 'illegal_argument_exception' } } });
  }
  expect(await studio.ask('DELETE', own)).toMatchObject({ status: 400, body: { error: { reason: 'This is your own account.' } } });
  expect((await studio.ask('GET', own)).body.can).toEqual({
    update: true,
    delete: 'This is your own account.',
    disable: 'This is your own account.',
  });
  const { id } = await studio.add('eve', { role: 'all_access' });
  const eve = { cookie: cookieOf((await signIn(studio.bench, 'eve')).headers) };
  // Both at the same moment: one of them stays.
  const both = await Promise.all([studio.ask('DELETE', `/users/${id}`), studio.ask('DELETE', own, undefined, eve)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  const left = await studio.bench.store.prisma.user.count({ where: { role: 'all_access' } });
  expect(left).toBe(1);
});

test('M-10 a name that is given again brings no old rights: the id is another', async () => {
  await using studio = await aStudio();
  const before = await studio.add('bo');
  const cookie = cookieOf((await signIn(studio.bench, 'bo')).headers);
  expect((await studio.ask('DELETE', `/users/${before.id}`)).body).toEqual({ acknowledged: true });
  expect((await studio.bench.call('GET', '/api/studio/session', { headers: { cookie } })).status).toBe(401);
  expect((await studio.ask('GET', `/users/${before.id}`)).status).toBe(404);
  expect((await studio.add('bo')).id).not.toBe(before.id);
});

test('a name is given once, and what cannot be is refused by field', async () => {
  await using studio = await aStudio();
  await studio.add('bo');
  const taken = await studio.ask('POST', '/users', { username: 'bo', role: 'ml_read_access' });
  expect(taken).toMatchObject({ status: 409, body: { error: { type: 'status_exception', fields: [{ path: 'username' }] } } });
  const refused: [object, string][] = [
    [{ username: 'a:b', role: 'ml_read_access' }, 'username'],
    [{ username: 'cy', role: 'root' }, 'role'],
    [{ username: 'cy', role: 'ml_read_access', password: 'short' }, 'password'],
    [{ username: 'cy', role: 'ml_read_access', backend_roles: ['a\u202eb'] }, 'backend_roles.0'],
    [{ username: 'cy' }, 'role'],
  ];
  for (const [sent, path] of refused) {
    const { status, body } = await studio.ask('POST', '/users', sent);
    expect([status, body.error.fields?.[0]?.path], JSON.stringify(sent)).toEqual([400, path]);
  }
});

test('V-02 a change that was meant for another state of the user is refused', async () => {
  await using studio = await aStudio();
  const { id } = await studio.add('bo');
  expect((await studio.ask('PATCH', `/users/${id}`, { backend_roles: ['it'], _seq_no: 0, _primary_term: 1 })).body._seq_no).toBe(1);
  const late = await studio.ask('PATCH', `/users/${id}`, { backend_roles: ['hr'], _seq_no: 0, _primary_term: 1 });
  expect(late).toMatchObject({ status: 409, body: { error: { type: 'version_conflict_engine_exception' } } });
  expect((await studio.ask('PATCH', `/users/${id}`, { backend_roles: ['hr'] }, { 'if-match': '"0-1"' })).status).toBe(412);
  expect((await studio.ask('DELETE', `/users/${id}?if_seq_no=0&if_primary_term=1`)).status).toBe(409);
  expect((await studio.ask('GET', `/users/${id}`)).body.backend_roles).toEqual(['it']);
});

test('M-08 users are for administrators: everybody else gets 403 and nothing changes', async () => {
  await using studio = await aStudio();
  for (const role of ['ml_full_access', 'ml_read_access']) {
    const { id } = await studio.add(role, { role });
    const headers = { cookie: cookieOf((await signIn(studio.bench, role)).headers) };
    const calls: [string, string, unknown?][] = [
      ['GET', '/users'],
      ['GET', `/users/${id}`],
      ['POST', '/users', { username: 'x', role: 'all_access', password }],
      ['PATCH', `/users/${id}`, { role: 'all_access' }],
      ['PATCH', `/users/${id}`, { nonsense: true }],
      ['DELETE', `/users/${studio.me}`],
    ];
    for (const [method, path, body] of calls) {
      const { status, body: answer } = await studio.ask(method, path, body, headers);
      expect([status, answer.error.type], `${role}: ${method} ${path}`).toEqual([403, 'security_exception']);
    }
  }
  expect((await studio.ask('GET', '/users')).body.total).toBe(3);
});

test('A-07 a token of scope full does not administer, though its user does', async () => {
  await using studio = await aStudio();
  const { body } = await studio.ask('POST', '/account/tokens', { name: 'ci', scope: 'full' });
  const headers = { cookie: '', authorization: `Bearer ${body.token}` };
  expect((await studio.ask('GET', '/users', undefined, headers)).status).toBe(403);
  expect((await studio.ask('DELETE', `/account/tokens/${body.id}`)).body).toEqual({ acknowledged: true });
  expect((await studio.ask('GET', '/session', undefined, headers)).status).toBe(401);
});

test('the list is searched, filtered, sorted and counted', async () => {
  await using studio = await aStudio();
  await studio.add('bo', { backend_roles: ['it', 'search'] });
  await studio.add('Cy', { backend_roles: ['it'], role: 'ml_read_access', password: undefined });
  const list = async (query: string) => {
    const { body } = await studio.ask('GET', `/users?${query}`);
    return [body.total, body.items.map(({ username }: { username: string }) => username)];
  };
  expect(await list('')).toEqual([3, ['ada', 'bo', 'Cy']]);
  expect(await list('dir=desc')).toEqual([3, ['Cy', 'bo', 'ada']]);
  expect(await list('sort=last_seen&dir=desc&size=1')).toEqual([3, ['ada']]);
  expect(await list('q=search')).toEqual([1, ['bo']]);
  expect(await list('role=ml_read_access,all_access')).toEqual([2, ['ada', 'Cy']]);
  expect(await list('state=invited')).toEqual([1, ['Cy']]);
  expect(await list('backend_role=it&size=1&page=9')).toEqual([2, ['Cy']]);
  expect((await studio.ask('GET', '/users?state=invited')).body.facets).toEqual({
    role: [{ value: 'ml_read_access', count: 1 }],
    state: [
      { value: 'active', count: 2 },
      { value: 'invited', count: 1 },
    ],
    backend_role: [{ value: 'it', count: 1 }],
  });
});
