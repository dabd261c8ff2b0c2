import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { StartError } from '#lib/start-error.ts';
import { freshFolder } from '../fresh-store.ts';
import { identityProvider } from '../identity-provider.ts';
import { serve } from '../serve.ts';

const secret = 'a-secret-that-the-provider-knows-too';

/** A file in a folder that goes with the test. */
function secretFile() {
  const folder = freshFolder();
  const file = path.join(folder, 'secret');
  fs.writeFileSync(file, secret);
  return { file, [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true }) };
}

test('A-09: what the settings file says about a provider is how people sign in', async () => {
  using kept = secretFile();
  await using provider = await identityProvider({ id: 'studio', secret });
  provider.says({ groups: 'ml_full_access search' });
  const nodeSettings = new Map([
    ['studio.oidc.issuer', provider.issuer],
    ['studio.oidc.client_id', 'studio'],
    ['studio.oidc.client_secret_file', kept.file],
    ['studio.oidc.roles_claim', 'groups'],
  ]);
  await using studio = await serve({ nodeSettings, hasRealUsers: true });
  const visit = (target: string, cookie?: string) => studio.call('GET', target, undefined, { authorization: undefined, cookie });
  const cookieOf = ({ headers }: Awaited<ReturnType<typeof visit>>) => headers['set-cookie']?.[0]?.split(';')[0];
  const begun = await visit('/api/studio/session/oidc?next=%2Fmodels');
  const there = await fetch(begun.headers.location ?? '', { redirect: 'manual' });
  const back = new URL(there.headers.get('location') ?? '');
  const ended = await visit(back.pathname + back.search, cookieOf(begun));
  expect([ended.status, ended.headers.location]).toEqual([303, '/models']);
  const { body } = await visit('/api/studio/session', cookieOf(ended));
  expect(body).toMatchObject({ user: { username: 'greta', role: 'ml_full_access', backend_roles: ['search'] } });
  expect(studio.lines.join('')).not.toContain(secret);
});

test('A-08: what the settings file says about a proxy is whom it may name', async () => {
  using kept = secretFile();
  const nodeSettings = new Map<string, string | string[]>([
    ['studio.proxy_login.trusted_proxies', ['127.0.0.0/8']],
    ['studio.proxy_login.user_header', 'x-remote-user'],
    ['studio.proxy_login.roles_header', 'x-remote-roles'],
    ['studio.proxy_login.secret_header', 'x-proxy-secret'],
    ['studio.proxy_login.secret_file', kept.file],
  ]);
  await using studio = await serve({ nodeSettings, hasRealUsers: true });
  const headers = { authorization: undefined, 'x-remote-user': 'greta', 'x-remote-roles': 'ml_read_access,it' };
  expect((await studio.call('GET', '/api/studio/session', undefined, headers)).status).toBe(401);
  const { status, body } = await studio.call('GET', '/api/studio/session', undefined, { ...headers, 'x-proxy-secret': secret });
  expect([status, body]).toMatchObject([200, { user: { username: 'greta', role: 'ml_read_access', backend_roles: ['it'] } }]);
  await expect(serve({ nodeSettings: new Map([['studio.proxy_login.user_header', 'x-remote-user']]) })).rejects.toThrow(StartError);
});
