import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import type { Log } from '#lib/log.ts';
import { accountStore, type UserRow } from '#lib/store/account-store.ts';
import type { Store } from '#lib/store/open.ts';
import { userStore } from '#lib/store/user-store.ts';
import { makeAccount } from './account.ts';
import { makeAuthenticate } from './authenticate.ts';
import { callerOf } from './caller-of.ts';
import { makeInvitations } from './invitations.ts';
import type { IdentityMemory } from './memory.ts';
import { makeOidc, type ProviderFetch } from './oidc.ts';
import type { OidcConfig } from './oidc-config.ts';
import { makeOutsideUsers } from './outside-user.ts';
import { makePasswords, type Passwords } from './password.ts';
import type { IdentityPorts, Peer, RequestHead } from './ports.ts';
import { makeProxyLogin } from './proxy-login.ts';
import type { ProxyLoginConfig } from './proxy-login-config.ts';
import { readWayToken, wayCookie } from './session-cookie.ts';
import { makeSessions, type Sessions, type SessionView, viewOf } from './sessions.ts';
import { makeSetUp } from './set-up.ts';
import { makeThrottle } from './throttle.ts';
import { makeUsers } from './users.ts';
import { wrongCredentials } from './wrong-credentials.ts';

type Outside = {
  store: Pick<Store, 'prisma' | 'reads' | 'commits'>;
  memory: IdentityMemory;
  origins: readonly string[] | undefined;
  /** Where the set-up token is kept. */
  tokenFile: string;
  log: Pick<Log, 'error' | 'warn'>;
  /** Undefined: nobody is signed in by a proxy. */
  proxyLogin?: ProxyLoginConfig | undefined;
  /** Undefined: there is no single sign-on. */
  oidc?: { config: OidcConfig; fetch: ProviderFetch } | undefined;
  now(): number;
  elapsed(): number;
  newId(): string;
  /** Only in tests: a cheaper hash. */
  passwords?: Passwords;
};

/** Users, sessions and tokens of this studio. */
export function makeIdentity(outside: Outside) {
  const { store, memory, origins, tokenFile, log, now, elapsed, newId } = outside;
  const ports: IdentityPorts = {
    accounts: accountStore(store),
    passwords: outside.passwords ?? makePasswords(memory.passwordTurns),
    throttle: makeThrottle(memory.attempts, elapsed),
    memory,
    origins,
    now,
    elapsed,
    newId,
    onFailure: (error) => log.error({ event: 'failure', error }),
  };
  const { accounts, passwords, throttle } = ports;
  const sessions = makeSessions(ports);
  const account = makeAccount(ports);
  const users = userStore(store);
  const invitations = makeInvitations({ ...ports, users });
  const userFor = makeOutsideUsers({ ...ports, users });
  const proxyLogin = outside.proxyLogin && makeProxyLogin({ config: outside.proxyLogin, userFor, log, elapsed });

  const oidc = outside.oidc && overHttp(makeOidc({ ...outside.oidc, userFor, memory, elapsed }), sessions);

  return {
    oidc,
    authenticate: makeAuthenticate(ports, sessions, proxyLogin),
    setUp: makeSetUp(ports, tokenFile),
    account,
    users: makeUsers({ ...ports, users }),
    /** Whom an invitation is for, as long as it is good. */
    invited: invitations.look,
    /** @throws StudioError 401 for an invitation that is not good any more */
    async acceptInvitation(
      sent: { invitation: string; password: string },
      request: RequestHead,
    ): Promise<{ view: SessionView; cookie: string }> {
      return sessions.start(await invitations.accept(sent), request);
    },
    /** For pages: who is signed in by the cookie of these headers. Counts as activity. */
    session(request: RequestHead): SessionView | undefined {
      const session = sessions.find(request);
      if (!session) return undefined;
      sessions.extend(session, request);
      return viewOf(session.user, callerOf(session.user), session);
    },
    /** The same for who a proxy in front of the studio says it is. @throws StudioError as the API answers */
    async proxySession(request: RequestHead, from: Peer): Promise<SessionView | undefined> {
      const user = await proxyLogin?.(request, from);
      return user && viewOf(user, callerOf(user));
    },
    /** For callers with a password or a token. */
    viewWithoutSession: (caller: Caller): SessionView => viewOf(account.userOf(caller), caller),
    /** @throws StudioError 401 for a wrong name or password, in the same time; 429 while the name or the address is blocked */
    async signIn(
      sent: { username: string; password: string },
      request: RequestHead,
      { peer }: Peer,
    ): Promise<{ view: SessionView; cookie: string }> {
      const username = sent.username.normalize('NFC');
      const takeBack = throttle.attempt(username, peer);
      const user = accounts.userByName(username);
      const isRight = await passwords.verify(sent.password, user?.password);
      if (!isRight || !user || user.state !== 'active') throw wrongCredentials();
      takeBack();
      return sessions.start(user, request);
    },
    signOut: sessions.end,
    startSession: sessions.start,
  };
}

/** Sign-in at a provider as a browser does it: with a cookie on the way. */
const overHttp = (oidc: ReturnType<typeof makeOidc>, { isSecure, allowsHttp }: Sessions) => ({
  async begin(next: string, request: RequestHead): Promise<{ location: string; cookie: string }> {
    const { location, token } = await oidc.begin(next);
    return { location, cookie: wayCookie(token, isSecure(request)) };
  },
  end: ({ url, headers }: RequestHead & { url: string }): Promise<{ user: UserRow; next: string }> =>
    oidc.end(/\?.*$/s.exec(url)?.[0] ?? '', readWayToken(headers.get('cookie'), { allowsHttp })),
});

export type Identity = ReturnType<typeof makeIdentity>;
