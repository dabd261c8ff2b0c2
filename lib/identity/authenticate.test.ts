import { expect, test } from 'vitest';
import { Turns } from '#lib/turns.ts';
import { basic, identityBench } from '../../test/identity-bench.ts';
import { makePasswords } from './password.ts';

const ada = { username: 'ada', password: 'correct horse battery' };
type Bench = ReturnType<typeof identityBench>;
const ask = (bench: Bench, authorization: string, more: Record<string, string> = {}) =>
  bench.call('GET', '/api/studio/session', { headers: { authorization, ...more } });
const signIn = (bench: Bench, body: { username: string; password: string }, peer?: string) =>
  bench.call('POST', '/api/studio/session', { body, peer });

test('A-04 passwords are hashed with scrypt, N=2^17, and both answers cost it', async () => {
  const passwords = makePasswords(new Turns());
  const stored = await passwords.hash('grüße aus dem Norden');
  expect(stored).toMatch(/^scrypt\$131072\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await passwords.verify('gru\u0308ße aus dem Norden', stored)).toBe(true); // the same text, typed on another keyboard
  const cost = async (work: () => Promise<boolean>) => {
    const before = process.cpuUsage(); // of this process alone, however busy the machine is
    expect(await work()).toBe(false);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const wrong = await cost(() => passwords.verify('something else here', stored));
  const unknown = await cost(() => passwords.verify('something else here', undefined));
  expect(unknown / wrong).toBeGreaterThan(0.5);
  expect(unknown / wrong).toBeLessThan(2);
});

test('HTTP Basic: the right password is let in, everything else gets the same 401', async () => {
  await using bench = identityBench();
  await bench.setUp();
  expect((await ask(bench, basic('ada', ada.password))).body).toMatchObject({ user: { username: 'ada' }, expires_at: null });
  const wrong = [
    'Basic',
    'Basic !',
    'Digest x',
    'Bearer x',
    basic('ada', 'wrong password'),
    basic('nobody', ada.password),
    `Basic ${btoa('ada')}`,
  ];
  const answers = await Promise.all(wrong.map((header) => ask(bench, header)));
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect(body.error.reason).toBe('Missing or wrong credentials');
  }
});

test('a right password is hashed once, until it changes', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  let turns = 0;
  const take = bench.memory.passwordTurns.take.bind(bench.memory.passwordTurns);
  bench.memory.passwordTurns.take = () => {
    turns++;
    return take();
  };
  await Promise.all(Array.from({ length: 20 }, () => ask(bench, basic('ada', ada.password))));
  await ask(bench, basic('ada', ada.password));
  expect(turns).toBe(1);
  await bench.call('PATCH', '/api/studio/account', {
    headers: { cookie },
    body: { password: { current: ada.password, new: 'staple battery horse' } },
  });
  expect((await ask(bench, basic('ada', ada.password))).status).toBe(401);
});

test('a password that another process changed is no longer let in', async () => {
  await using bench = identityBench();
  await bench.setUp();
  expect((await ask(bench, basic('ada', ada.password))).status).toBe(200);
  const password = await makePasswords(new Turns(), { N: 16, r: 8, p: 1 }).hash('staple battery horse');
  await bench.store.prisma.user.updateMany({ data: { password } });
  expect((await ask(bench, basic('ada', ada.password))).status).toBe(401);
});

test('the cache of right passwords holds neither names nor passwords', async () => {
  await using bench = identityBench();
  await bench.setUp();
  await ask(bench, basic('ada', ada.password));
  expect([...bench.memory.verified.keys()]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  expect(JSON.stringify([...bench.memory.verified.values()])).not.toContain(ada.password);
});

test('A-05, E-04: three failures within a minute block the name for a minute, whether it exists or not', async () => {
  await using bench = identityBench();
  await bench.setUp();
  for (const username of ['ada', 'nobody']) {
    for (let n = 0; n < 3; n++) expect((await signIn(bench, { username, password: 'wrong password' }, `10.1.${n}.1`)).status).toBe(401);
    const blocked = await signIn(bench, { ...ada, username });
    expect(blocked).toMatchObject({
      status: 429,
      body: { error: { type: 'security_exception', reason: 'Too many tries. Try again in 60 s' } },
    });
    expect(blocked.headers['retry-after']).toBe('60');
  }
  bench.clock.elapsed += 60_000;
  expect((await signIn(bench, ada)).status).toBe(200);
});

test('A-05 failures that are more than a minute apart block nobody', async () => {
  await using bench = identityBench();
  await bench.setUp();
  for (let n = 0; n < 6; n++) {
    expect((await signIn(bench, { ...ada, password: 'wrong password' })).status).toBe(401);
    bench.clock.elapsed += 31_000;
  }
});

test('A-05 a right password forgives the failures before it', async () => {
  await using bench = identityBench();
  await bench.setUp();
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 2; n++) await signIn(bench, { ...ada, password: 'wrong password' }, `10.2.${round}.${n}`);
    expect((await signIn(bench, ada, `10.3.${round}.1`)).status).toBe(200);
  }
});

test('A-05 ten failures from one address block it for three minutes, with names that differ', async () => {
  await using bench = identityBench();
  await bench.setUp();
  for (let n = 0; n < 10; n++) await signIn(bench, { username: `user${n}`, password: 'wrong password' });
  expect((await signIn(bench, ada)).status).toBe(429);
  expect((await signIn(bench, ada, '10.9.9.9')).status).toBe(200);
  bench.clock.elapsed += 179_999;
  expect((await signIn(bench, ada)).status).toBe(429);
  bench.clock.elapsed += 1;
  expect((await signIn(bench, ada)).status).toBe(200);
});

test('A-05 many tries at once gain nothing', async () => {
  await using bench = identityBench();
  await bench.setUp();
  const tries = Array.from({ length: 30 }, (_, n) => ask(bench, basic('ada', `wrong password ${n}`)));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(3);
  expect(statuses.filter((status) => status === 429)).toHaveLength(27);
});

test('A-05 the counters stop at 100,000 entries', async () => {
  await using bench = identityBench();
  const { attempts } = bench.memory;
  for (let n = 0; n < 100_000; n++) attempts.set(`user name ${n}`, { failures: [], blockedUntil: 0 });
  await signIn(bench, ada);
  expect(attempts.size).toBe(100_000);
  expect(attempts.has('user ada')).toBe(true);
});

test('a block does not lock out a client whose password was right before', async () => {
  await using bench = identityBench();
  await bench.setUp();
  expect((await ask(bench, basic('ada', ada.password))).status).toBe(200);
  for (let n = 0; n < 3; n++) await ask(bench, basic('ada', `wrong password ${n}`));
  expect((await ask(bench, basic('ada', ada.password))).status).toBe(200);
});

const makeToken = async (bench: Bench, cookie: string, body: Record<string, unknown>) =>
  (await bench.call('POST', '/api/studio/account/tokens', { headers: { cookie }, body })).body.token as string;

test('A-07 a token is shown once, stored as a digest, and goes before the cookie', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const token = await makeToken(bench, cookie, { name: 'ci', scope: 'full' });
  expect(token).toMatch(/^studio_[\w-]{43}$/);
  const { body } = await bench.call('GET', '/api/studio/account/tokens', { headers: { cookie } });
  expect(body).toEqual({
    total: 1,
    items: [{ id: expect.any(String), name: 'ci', scope: 'full', created_at: bench.clock.now, expires_at: null, last_used: null }],
  });
  expect(
    JSON.stringify(await bench.store.prisma.apiToken.findMany(), (_, value) => (typeof value === 'bigint' ? Number(value) : value)),
  ).not.toContain(token.slice(7));
  const answer = await ask(bench, `Bearer ${token}`, { cookie });
  expect(answer.body).toMatchObject({ user: { username: 'ada', role: 'ml_full_access' }, expires_at: null });
});

test('A-07 a token is never more than its user, and no token makes one that is more', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const admin = await makeToken(bench, cookie, { name: 'a', scope: 'admin' });
  const read = await makeToken(bench, cookie, { name: 'r', scope: 'read' });
  expect((await ask(bench, `Bearer ${read}`)).body.user.role).toBe('ml_read_access');
  await bench.store.prisma.user.updateMany({ data: { role: 'ml_full_access' } });
  expect((await ask(bench, `Bearer ${admin}`)).body.user.role).toBe('ml_full_access');
  const headers = { authorization: `Bearer ${read}` };
  for (const scope of ['full', 'admin', 'metrics']) {
    expect((await bench.call('POST', '/api/studio/account/tokens', { headers, body: { name: scope, scope } })).status).toBe(403);
  }
  expect((await bench.call('POST', '/api/studio/account/tokens', { headers, body: { name: 'r2', scope: 'read' } })).status).toBe(200);
});

test('A-07 a token of scope metrics opens nothing else', async () => {
  await using bench = identityBench();
  const token = await makeToken(bench, await bench.setUp(), { name: 'm', scope: 'metrics' });
  expect((await ask(bench, `Bearer ${token}`)).status).toBe(403);
});

test('A-07 a token ends when it expires or is removed', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const short = await makeToken(bench, cookie, { name: 'short', scope: 'read', expires_at: bench.clock.now + 1_000 });
  const long = await makeToken(bench, cookie, { name: 'long', scope: 'read' });
  expect((await ask(bench, `Bearer ${short}`)).status).toBe(200);
  bench.clock.now += 1_000;
  expect((await ask(bench, `Bearer ${short}`)).status).toBe(401);
  const { body } = await bench.call('GET', '/api/studio/account/tokens', { headers: { cookie } });
  const id = body.items.find(({ name }: { name: string }) => name === 'long').id;
  expect((await bench.call('DELETE', `/api/studio/account/tokens/${id}`, { headers: { cookie } })).body).toEqual({ acknowledged: true });
  expect((await ask(bench, `Bearer ${long}`)).status).toBe(401);
  expect((await bench.call('DELETE', `/api/studio/account/tokens/${id}`, { headers: { cookie } })).status).toBe(404);
});

test('two tokens of one name, and one that has already ended, are refused', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const make = (body: object) => bench.call('POST', '/api/studio/account/tokens', { headers: { cookie }, body });
  expect((await make({ name: 'ci', scope: 'read' })).status).toBe(200);
  expect((await make({ name: 'ci', scope: 'read' })).status).toBe(409);
  expect((await make({ name: 'old', scope: 'read', expires_at: bench.clock.now })).body.error.fields).toEqual([
    { path: 'expires_at', message: 'Choose a time that is still to come.' },
  ]);
});

test('preferences that are sent replace the old ones, the others stay; unknown ones are refused by name', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const patch = (preferences: object) => bench.call('PATCH', '/api/studio/account', { headers: { cookie }, body: { preferences } });
  await patch({ theme: 'dark', time_zone: 'Europe/Berlin' });
  expect((await patch({ theme: 'light', prices: [{ match: 'gpt*', input: 1, output: 2.5, currency: 'USD' }] })).body.preferences).toEqual({
    theme: 'light',
    time_zone: 'Europe/Berlin',
    prices: [{ match: 'gpt*', input: 1, output: 2.5, currency: 'USD' }],
  });
  expect((await patch({ time_zone: 'Middle/Earth' })).body.error.fields).toEqual([
    { path: 'preferences.time_zone', message: 'There is no such time zone.' },
  ]);
  expect((await patch({ colour: 'red' })).status).toBe(400);
  expect((await bench.call('GET', '/api/studio/session', { headers: { cookie } })).body.preferences.theme).toBe('light');
});

test('a wrong present password is said at its field, and too many of them block', async () => {
  await using bench = identityBench();
  const cookie = await bench.setUp();
  const change = (current: string) =>
    bench.call('PATCH', '/api/studio/account', { headers: { cookie }, body: { password: { current, new: 'staple battery horse' } } });
  for (let n = 0; n < 3; n++) {
    expect((await change('wrong password')).body.error.fields).toEqual([
      { path: 'password.current', message: 'This is not the present password.' },
    ]);
  }
  expect((await change(ada.password)).status).toBe(429);
});

test('a stranger gets 401 everywhere but at the open doors', async () => {
  await using bench = identityBench();
  await bench.setUp();
  for (const [method, target] of [
    ['GET', '/api/studio/session'],
    ['GET', '/api/studio/account'],
    ['PATCH', '/api/studio/account'],
    ['POST', '/api/studio/account/tokens'],
    ['GET', '/_plugins/_ml/nothing'],
  ] as const) {
    expect((await bench.call(method, target)).status, target).toBe(401);
  }
  for (const target of ['/api/health', '/api/ready', '/api/studio/setup'])
    expect((await bench.call('GET', target)).status, target).toBe(200);
});

test('a browser is not offered the Basic dialog, a program is', async () => {
  await using bench = identityBench();
  expect((await bench.call('GET', '/api/studio/session')).headers['www-authenticate']).toBeUndefined();
  const program = await bench.call('GET', '/api/studio/session', { headers: { 'sec-fetch-site': '', origin: '' } });
  expect(program.headers['www-authenticate']).toMatch(/^Basic realm=/);
});
