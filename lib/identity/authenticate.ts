import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import { StudioError } from '#lib/errors.ts';
import type { UserRow } from '#lib/store/account-store.ts';
import { callerOf, narrowed } from './caller-of.ts';
import type { Verified } from './memory.ts';
import type { IdentityPorts, Peer, RequestHead } from './ports.ts';
import type { ProxyLogin } from './proxy-login.ts';
import { digest } from './secret-token.ts';
import type { Sessions } from './sessions.ts';
import { wrongCredentials } from './wrong-credentials.ts';

export type Authenticated = { caller: Caller; via: 'session' | 'basic' | 'bearer' | 'proxy' };

const trustFor = 15 * 60_000; // milliseconds that a right password is not hashed again
const mostVerified = 10_000;
const minute = 60_000; // milliseconds

/**
 * Makes the function that says who asks. A header wins over a cookie, so a request with both is judged by what it sent on purpose
 * (threats.md A-07), and what a trusted proxy says before a cookie. User and role are read from the database each time.
 */
export function makeAuthenticate(ports: IdentityPorts, sessions: Sessions, proxyLogin: ProxyLogin | undefined) {
  const { accounts, now, onFailure } = ports;
  const verify = makeVerify(ports);

  const byBearer = (token: string, path: string): Caller => {
    const found = accounts.tokenWithUser(digest(token));
    if (!found) throw wrongCredentials();
    const { token: row, user } = found;
    const time = now();
    if (user.state !== 'active' || (row.expires_at !== null && row.expires_at <= time)) throw wrongCredentials();
    if (row.scope === 'metrics' && path !== '/api/metrics') {
      throw new StudioError('security_exception', 403, 'A token of scope metrics opens /api/metrics only');
    }
    if (row.last_used === null || time - row.last_used >= minute)
      Promise.all([accounts.touchToken(row.id, time), accounts.touchUser(user.id, time)]).catch(onFailure);
    return narrowed(callerOf(user), row.scope);
  };

  const bySession = (request: RequestHead): Authenticated | undefined => {
    const session = sessions.find(request);
    if (!session) return undefined;
    sessions.extend(session, request);
    return { caller: callerOf(session.user), via: 'session' };
  };

  const byProxy = (request: RequestHead, from: Peer): Authenticated | undefined | Promise<Authenticated> => {
    const user = proxyLogin?.(request, from);
    if (user instanceof Promise) return user.then((known) => ({ caller: callerOf(known), via: 'proxy' }));
    return user && { caller: callerOf(user), via: 'proxy' };
  };

  /**
   * @returns undefined for a request without credentials, or with a session that has ended
   * @throws StudioError 401 for wrong ones, 429 while the name or the address is blocked
   */
  return (request: RequestHead & { url: string }, from: Peer): Authenticated | undefined | Promise<Authenticated> => {
    const header = request.headers.get('authorization');
    if (header === null) return byProxy(request, from) ?? bySession(request);
    const [, scheme = '', credentials = ''] = /^(\w+) +([^\s]+)$/.exec(header.trim()) ?? [];
    if (/^bearer$/i.test(scheme)) return { caller: byBearer(credentials, pathOf(request)), via: 'bearer' };
    if (!/^basic$/i.test(scheme)) throw wrongCredentials();
    const user = verify(credentials, from.peer);
    return user instanceof Promise
      ? user.then((known) => ({ caller: callerOf(known), via: 'basic' }))
      : { caller: callerOf(user), via: 'basic' };
  };
}

const pathOf = ({ url }: { url: string }) => url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');

/** HTTP Basic: hashes a password once, and again when it changes or after a while. */
function makeVerify({ accounts, passwords, throttle, memory, now, elapsed, onFailure }: IdentityPorts) {
  const { pepper, verified, verifying } = memory;

  const known = (key: string): UserRow | undefined => {
    const entry = verified.get(key);
    if (!entry) return undefined;
    const user = accounts.userById(entry.user_id);
    if (user && user.state === 'active' && user.password === entry.password && elapsed() < entry.until) return user;
    verified.delete(key);
    return undefined;
  };

  const check = async (key: string, username: string, password: string, address: string | undefined): Promise<Verified> => {
    const takeBack = throttle.attempt(username, address);
    const user = accounts.userByName(username);
    const isRight = await passwords.verify(password, user?.password);
    if (!isRight || !user || user.state !== 'active') throw wrongCredentials();
    takeBack();
    accounts.touchUser(user.id, now()).catch(onFailure);
    const entry = { user_id: user.id, password: user.password, until: elapsed() + trustFor };
    if (verified.size >= mostVerified) for (const oldest of verified.keys()) if (verified.delete(oldest)) break;
    verified.set(key, entry);
    return entry;
  };

  return (credentials: string, address: string | undefined): UserRow | Promise<UserRow> => {
    const key = digest(pepper + credentials);
    const user = known(key);
    if (user) return user;
    const { username, password } = readBasic(credentials);
    const running = verifying.get(key) ?? check(key, username, password, address).finally(() => verifying.delete(key));
    verifying.set(key, running);
    return running.then(() => {
      const fresh = known(key);
      if (!fresh) throw wrongCredentials(); // changed while it was checked
      return fresh;
    });
  };
}

/** @throws StudioError 401 when it is no `base64(name:password)` */
function readBasic(credentials: string): { username: string; password: string } {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw wrongCredentials();
  return { username: text.slice(0, colon).normalize('NFC'), password: text.slice(colon + 1) };
}
