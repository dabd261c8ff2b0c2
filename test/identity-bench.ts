import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { makeIdentity } from '#lib/identity/identity.ts';
import { makeIdentityMemory } from '#lib/identity/memory.ts';
import type { ProviderFetch } from '#lib/identity/oidc.ts';
import type { OidcConfig } from '#lib/identity/oidc-config.ts';
import { makePasswords } from '#lib/identity/password.ts';
import type { ProxyLoginConfig } from '#lib/identity/proxy-login-config.ts';
import { accountRoutes } from '#lib/rest/account-routes.ts';
import { makeHandle } from '#lib/rest/handle.ts';
import { healthRoutes } from '#lib/rest/health-routes.ts';
import { oidcRoutes } from '#lib/rest/oidc-routes.ts';
import { sessionRoutes } from '#lib/rest/session-routes.ts';
import { type SetupPorts, setupRoutes } from '#lib/rest/setup-routes.ts';
import { userRoutes } from '#lib/rest/user-routes.ts';
import { newId } from '#lib/store/new-id.ts';
import { freshStore } from './fresh-store.ts';

type Sent = { headers?: Record<string, string>; body?: unknown; peer?: string };

type Options = {
  origins?: string[];
  createSample?: SetupPorts['createSample'];
  proxyLogin?: ProxyLoginConfig | undefined;
  oidc?: { config: OidcConfig; fetch: ProviderFetch } | undefined;
};

/** Identity and its routes on a store of their own, with a clock that the test moves and a hash that costs little. */
export function identityBench({ origins, createSample, proxyLogin, oidc }: Options = {}) {
  const store = freshStore();
  const memory = makeIdentityMemory();
  const clock = { now: Date.UTC(2026, 0, 1), elapsed: 0 };
  const failures: unknown[] = [];
  const warnings: unknown[] = [];
  const log = {
    info: () => {},
    warn: (fields: object) => void warnings.push(fields),
    error: (fields: { error?: unknown }) => void failures.push(fields.error),
  };
  const tokenFile = path.join(store.folder, 'setup-token');
  const identity = makeIdentity({
    store,
    memory,
    origins,
    tokenFile,
    proxyLogin,
    oidc,
    log,
    now: () => clock.now,
    elapsed: () => clock.elapsed,
    newId,
    passwords: makePasswords(memory.passwordTurns, { N: 16, r: 8, p: 1 }),
  });
  const routes = [
    ...healthRoutes({ obstacle: () => undefined }),
    ...setupRoutes({ identity, key: { id: '0a1b2c3d', source: 'data_directory' }, createSample, log }),
    ...sessionRoutes(identity),
    ...accountRoutes(identity),
    ...userRoutes(identity),
    ...oidcRoutes({ identity, log }),
  ];
  const handle = makeHandle(routes, {
    origins,
    authenticate: identity.authenticate,
    bodyLimit: () => 1024 * 1024,
    newRequestId: randomUUID,
    elapsed: () => clock.elapsed,
    log,
  });
  const host = origins?.[0] ? new URL(origins[0]).host : '127.0.0.1:3000';
  const origin = origins?.[0] ?? `http://${host}`;

  /** Sends a request as a page of the studio does, unless `headers` say otherwise; an empty value leaves a header out. */
  async function call(method: string, target: string, { headers = {}, body, peer = '10.0.0.1' }: Sent = {}) {
    const bytes = body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(body));
    const all = {
      'content-length': String(bytes.length),
      host,
      origin,
      'sec-fetch-site': 'same-origin',
      'osd-xsrf': 'true',
      'content-type': 'application/json',
      ...headers,
    };
    const sent = new Headers(Object.entries(all).filter(([, value]) => value !== ''));
    const request = { method, url: `http://${host}${target}`, headers: sent, body: null, signal: new AbortController().signal };
    const answer = await handle({ ...request, bytesUpTo: async () => bytes }, { peer });
    return { status: answer.status, headers: answer.headers, body: answer.body === null ? null : JSON.parse(String(answer.body)) };
  }

  /** Makes the first administrator. @returns the `Cookie` header of a session */
  async function setUp(username = 'ada', password = 'correct horse battery'): Promise<string> {
    const token = (await identity.setUp.prepare(undefined)) ?? '';
    const { headers } = await call('POST', '/api/studio/setup', { body: { token, username, password } });
    return cookieOf(headers);
  }

  return { store, identity, memory, clock, failures, warnings, tokenFile, call, setUp, [Symbol.asyncDispose]: store.close };
}

export const cookieOf = (headers: Record<string, string>) => (headers['set-cookie'] ?? '').split(';')[0] ?? '';
export const basic = (username: string, password: string) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
