import '#server-only';
import { timingSafeEqual } from 'node:crypto';
import type { Log } from '#lib/log.ts';
import type { UserRow } from '#lib/store/account-store.ts';
import type { OutsideUsers } from './outside-user.ts';
import type { Peer, RequestHead } from './ports.ts';
import type { ProxyLoginConfig } from './proxy-login-config.ts';
import { digest } from './secret-token.ts';

type Ports = { config: ProxyLoginConfig; userFor: OutsideUsers; log: Pick<Log, 'warn'>; elapsed(): number };

const minute = 60_000; // milliseconds

/**
 * Makes the function that finds who a reverse proxy says somebody is (threats.md A-08). It is believed when the connection comes from it
 * and it knows the shared secret; from anybody else the headers count for nothing, which the log says.
 * @returns undefined for a request that no proxy vouches for; throws as `makeOutsideUsers`
 */
export function makeProxyLogin({ config, userFor, log, elapsed }: Ports) {
  const { user_header, roles_header, secret_header } = config;
  let said = Number.NEGATIVE_INFINITY;
  const reject = (peer: string | undefined) => {
    if (elapsed() - said < minute) return; // once a minute, however often somebody tries
    said = elapsed();
    log.warn({ event: 'proxy_headers.rejected', peer }, 'Headers of a proxy came from elsewhere, or without its secret');
  };
  return ({ headers }: RequestHead, { peer }: Peer): UserRow | Promise<UserRow> | undefined => {
    const username = headers.get(user_header);
    if (username === null) return undefined;
    const isKnown = timingSafeEqual(Buffer.from(digest(headers.get(secret_header) ?? '')), Buffer.from(config.secret));
    if (!config.isTrusted(peer) || !isKnown) {
      reject(peer);
      return undefined;
    }
    const roles = roles_header === undefined ? undefined : namesIn(headers.get(roles_header) ?? '');
    return userFor({ username: decoded(username), roles });
  };
}

export type ProxyLogin = ReturnType<typeof makeProxyLogin>;

const namesIn = (text: string) =>
  decoded(text)
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

/** Node reads header bytes as Latin-1; proxies write UTF-8. */
const decoded = (text: string) => Buffer.from(text, 'latin1').toString('utf8');
