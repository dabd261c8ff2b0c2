import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeEgress } from '#lib/egress/egress.ts';
import { makeProviderFetch } from '#lib/egress/provider-fetch.ts';
import { makeResolve } from '#lib/egress/resolve.ts';
import { freshFolder } from '../../test/fresh-store.ts';
import { cookieOf, identityBench } from '../../test/identity-bench.ts';
import { type IdentityProvider, identityProvider } from '../../test/identity-provider.ts';
import { type OidcConfig, readOidc } from './oidc-config.ts';
import { rolesNamed } from './oidc-roles.ts';

const client = { id: 'studio', secret: 'the-secret-of-the-client' };
const origin = 'http://127.0.0.1:3000';
const path_ = '/api/studio/session/oidc';

let provider: IdentityProvider;
const egress = makeEgress({
  resolve: makeResolve([]),
  isOwn: () => false,
  limits: () => ({ max_calls: 10, max_queue: 10, response_max_bytes: 1_000_000 }),
});
beforeAll(async () => {
  provider = await identityProvider(client);
});
beforeEach(() => provider.says({ groups: ['studio-writers', 'it'] }));
afterAll(async () => {
  await egress.close();
  await provider[Symbol.asyncDispose]();
});

const config = (more: Partial<OidcConfig> = {}): OidcConfig => ({
  issuer: new URL(provider.issuer),
  client_id: client.id,
  client_secret: client.secret,
  username_claim: 'preferred_username',
  roles_claim: 'groups',
  role_map: new Map([
    ['studio-writers', 'ml_full_access'],
    ['studio-admins', 'all_access'],
  ]),
  redirect_uri: `${origin}${path_}/callback`,
  ...more,
});

async function studioWith(more: Partial<OidcConfig> = {}) {
  const fetch = makeProviderFetch(egress, '^http://127\\.0\\.0\\.1:\\d+/.*$');
  const bench = identityBench({ oidc: { config: config(more), fetch } });
  await bench.setUp();
  return bench;
}
type Bench = Awaited<ReturnType<typeof studioWith>>;

const browser = { 'content-type': '', 'osd-xsrf': '', origin: '', 'sec-fetch-site': 'cross-site' };
/** A page that the browser is sent to from anywhere. */
const visit = (bench: Bench, target: string, cookie = '') => bench.call('GET', target, { headers: { ...browser, cookie } });

/** To the provider and back. @returns where the browser would go now, and its cookie */
async function toProvider(bench: Bench, next = '/models') {
  const begun = await visit(bench, `${path_}?next=${encodeURIComponent(next)}`);
  expect(begun.status).toBe(303);
  const cookie = cookieOf(begun.headers);
  const sent = await fetch(begun.headers.location ?? '', { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(`${origin}${path_}/callback`);
  return { begun, cookie, back: back.pathname + back.search };
}
const failed = { status: 303, headers: { location: '/sign-in?sso=failed' } };
const isSignedIn = async (bench: Bench, cookie: string) =>
  (await bench.call('GET', '/api/studio/session', { headers: { cookie } })).status === 200;

describe('A-09 sign-in with OpenID Connect', () => {
  test('makes the user on the first visit, with mapped roles, and leads to the page that was asked for', async () => {
    await using bench = await studioWith();
    const { begun, cookie, back } = await toProvider(bench);
    const asked = new URL(begun.headers.location ?? '');
    expect(asked.searchParams.get('response_type')).toBe('code');
    expect(asked.searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    expect(begun.headers['set-cookie']).toMatch(/^studio_oidc=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/);
    const ended = await visit(bench, back, cookie);
    expect(ended).toMatchObject({ status: 303, headers: { location: '/models' } });
    const { body } = await bench.call('GET', '/api/studio/session', { headers: { cookie: cookieOf(ended.headers) } });
    expect(body.user).toMatchObject({ username: 'greta', role: 'ml_full_access', backend_roles: ['it'] });
    provider.says({ groups: ['studio-admins'] });
    const again = await toProvider(bench);
    const second = await visit(bench, again.back, again.cookie);
    const now = await bench.call('GET', '/api/studio/session', { headers: { cookie: cookieOf(second.headers) } });
    expect(now.body.user).toMatchObject({ id: body.user.id, role: 'all_access' });
    expect(await isSignedIn(bench, cookieOf(ended.headers))).toBe(false); // a new role ends older sessions
  });

  test('what came back is good once, in the browser that began, and for ten minutes', async () => {
    await using bench = await studioWith();
    const first = await toProvider(bench);
    expect(await visit(bench, first.back)).toMatchObject(failed); // another browser
    expect((await visit(bench, first.back, first.cookie)).headers.location).toBe('/models');
    expect(await visit(bench, first.back, first.cookie)).toMatchObject(failed); // again
    const [mine, other] = [await toProvider(bench), await toProvider(bench)];
    expect(await visit(bench, other.back, mine.cookie)).toMatchObject(failed); // the state of somebody else
    const late = await toProvider(bench);
    bench.clock.elapsed += 600_000;
    expect(await visit(bench, late.back, late.cookie)).toMatchObject(failed);
  });

  test.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'somebody-else' }],
    ['another nonce', { nonce: 'of-another-sign-in' }],
    ['no nonce', { nonce: undefined }],
    ['an end more than a minute ago', { exp: Math.floor(Date.now() / 1000) - 62, iat: Math.floor(Date.now() / 1000) - 400 }],
    ['no name', { preferred_username: undefined }],
    ['a name that cannot be one', { preferred_username: 'a:b' }],
  ])('a token with %s is refused, and nobody is made', async (_, claims) => {
    await using bench = await studioWith();
    provider.says({ groups: ['studio-admins'], ...claims });
    const { cookie, back } = await toProvider(bench);
    const before = provider.asked.filter((asked) => asked === '/token').length;
    expect(await visit(bench, back, cookie)).toMatchObject(failed);
    expect(provider.asked.filter((asked) => asked === '/token').length).toBe(before + 1); // it was the token that was looked at
    expect(await bench.store.prisma.user.count()).toBe(1);
  });

  test('clocks may differ by half a minute', async () => {
    await using bench = await studioWith();
    provider.says({ groups: ['studio-writers'], exp: Math.floor(Date.now() / 1000) - 30, iat: Math.floor(Date.now() / 1000) - 400 });
    const { cookie, back } = await toProvider(bench);
    expect((await visit(bench, back, cookie)).headers.location).toBe('/models');
  });

  test('who has no role here is told so; an unmapped name of a role gives none', async () => {
    await using bench = await studioWith();
    for (const groups of [[], ['all_access'], undefined, 'strangers']) {
      provider.says({ groups });
      const { cookie, back } = await toProvider(bench);
      expect(await visit(bench, back, cookie)).toMatchObject({ status: 303, headers: { location: '/sign-in?sso=no_role' } });
    }
  });

  test('a refusal of the provider, and a wrong secret, lead back to the sign-in', async () => {
    await using bench = await studioWith({ client_secret: 'wrong' });
    const { cookie, back } = await toProvider(bench);
    expect(await visit(bench, back, cookie)).toMatchObject(failed);
    const next = await toProvider(bench);
    const state = new URL(next.back, origin).searchParams.get('state') ?? '';
    const denied = `${path_}/callback?${new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer })}`;
    expect(await visit(bench, denied, next.cookie)).toMatchObject(failed);
    expect(JSON.stringify(bench.warnings)).not.toContain(client.secret);
  });

  test('A-10 leads nowhere but to a page of the studio', async () => {
    await using bench = await studioWith();
    const { cookie, back } = await toProvider(bench, '//e.example/x');
    expect((await visit(bench, back, cookie)).headers.location).toBe('/');
  });

  test('the address to come back to is that of the configuration, whatever a request says', async () => {
    await using bench = await studioWith();
    const headers = { ...browser, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'localhost:3000' };
    const { headers: sent } = await bench.call('GET', path_, { headers });
    expect(new URL(sent.location ?? '').searchParams.get('redirect_uri')).toBe(`${origin}${path_}/callback`);
  });

  test('a provider that does not answer is asked again by the next one', async () => {
    await using bench = await studioWith();
    provider.fails(503);
    expect(await visit(bench, path_)).toMatchObject(failed);
    provider.fails(undefined);
    expect((await visit(bench, path_)).headers.location).toMatch(`${provider.issuer}/authorize`);
  });

  test('EG-1 the provider is reached through the guard: metadata addresses stay closed, plain http too', async () => {
    const go = makeProviderFetch(egress, undefined);
    for (const url of ['https://169.254.169.254/latest', 'http://127.0.0.1:9/x', 'http://provider.example/x', 'file:///etc/passwd']) {
      await expect(go(url, { method: 'GET', headers: {} }), url).rejects.toThrow('The sign-in provider cannot be called');
    }
  });

  test('a token that another key signed is refused', async () => {
    await using bench = await studioWith();
    provider.forges();
    const { cookie, back } = await toProvider(bench);
    expect(await visit(bench, back, cookie)).toMatchObject(failed);
  });
});

describe('A-09 the configuration', () => {
  const read = (settings: Record<string, string | string[]>) =>
    readOidc(new Map(Object.entries(settings).map(([name, value]) => [`studio.oidc.${name}`, value])), 'https://studio.example');

  test('is off while nothing is said, and whole or refused', () => {
    expect(read({})).toBeUndefined();
    const folder = freshFolder();
    const file = path.join(folder, 'secret');
    fs.writeFileSync(file, 'x\n');
    const good = {
      issuer: 'https://idp.example/realm',
      client_id: 'studio',
      client_secret_file: file,
      role_map: ['a=all_access', 'b c=ml_read_access'],
    };
    expect(read(good)).toMatchObject({
      client_secret: 'x',
      username_claim: 'preferred_username',
      redirect_uri: 'https://studio.example/api/studio/session/oidc/callback',
      role_map: new Map([
        ['a', 'all_access'],
        ['b c', 'ml_read_access'],
      ]),
    });
    expect(() => read({ ...good, issuer: 'http://idp.example' })).toThrow('studio.oidc.issuer must be the https address');
    expect(() => read({ client_id: 'studio' })).toThrow('studio.oidc.issuer');
    expect(() => read({ ...good, client_id: '' })).toThrow('studio.oidc.client_id is missing');
    expect(() => read({ ...good, role_map: ['a=root'] })).toThrow('studio.oidc.role_map must hold pairs');
    expect(() => read({ ...good, client_secret_file: '/there/is/none' })).toThrow('cannot be read');
    fs.rmSync(folder, { recursive: true });
  });

  test('roles are a list or one text', () => {
    expect(rolesNamed('all_access it', new Map())).toEqual(['all_access', 'it']);
    expect(rolesNamed(['it', 5, null, ''], new Map())).toEqual(['it']);
    expect(rolesNamed({ it: true }, new Map())).toEqual([]);
  });
});
