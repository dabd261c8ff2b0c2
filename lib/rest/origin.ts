import { StudioError, statusError } from '#lib/errors.ts';
import type { ApiRequest } from './http.ts';

/** Of `STUDIO_ORIGINS`; undefined stands for this machine over http, on any port. */
export type Origins = readonly string[] | undefined;

const thisMachine = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** The host and port that a browser leaves out when it is the scheme's own. */
const withoutDefaultPort = (host: string, scheme: string) => (scheme === 'https:' ? host.replace(/:443$/, '') : host.replace(/:80$/, ''));

/** Whether a `Host` header names this studio: a name that a stranger points at our address gets nothing (threats.md W-08). */
export function isOwnHost(host: string | null, origins: Origins): boolean {
  if (!host) return false;
  if (!origins) return thisMachine.test(host);
  const sent = host.toLowerCase();
  return origins.some((origin) => {
    const { protocol, host: own } = new URL(origin);
    return withoutDefaultPort(sent, protocol) === own;
  });
}

/** @throws StudioError 421 */
export function assertOwnHost(host: string | null, origins: Origins): void {
  if (!isOwnHost(host, origins))
    throw statusError(421, 'The studio is not reached under this host name. Add its origin to STUDIO_ORIGINS.');
}

/** Whether `origin` is ours; of several it must be the one that this request went to. */
function isOwnOrigin(origin: string, host: string | null, origins: Origins): boolean {
  if (!URL.canParse(origin)) return false; // "null" among them
  const { protocol, host: named, origin: spelled } = new URL(origin);
  const isListed = origins ? origins.includes(spelled) : protocol === 'http:' && thisMachine.test(named);
  return isListed && host !== null && withoutDefaultPort(host.toLowerCase(), protocol) === named;
}

const refuse = (reason: string) => new StudioError('security_exception', 403, reason);

export const isStateChanging = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/**
 * Refuses a change that another site made the browser send (threats.md §8). Only configuration decides what our origin is.
 * @param byCookie whether the request carries a session cookie, or is a sign-in or set-up, which would make one
 * @throws StudioError 403
 */
export function assertNotForged({ method, headers }: ApiRequest, { byCookie, origins }: { byCookie: boolean; origins: Origins }): void {
  if (!isStateChanging(method)) return;
  const site = headers.get('sec-fetch-site');
  if (!byCookie) {
    // A browser that remembers a Basic password sends it for other sites too; programs send no Sec-Fetch-Site.
    if (site !== null && site !== 'same-origin' && site !== 'none') throw refuse('The request comes from another site');
    return;
  }
  const origin = headers.get('origin');
  if (site === null && origin === null) throw refuse('The request does not say where it comes from: send the header Origin');
  if (site !== null && site !== 'same-origin') throw refuse('The request comes from another site');
  if (origin !== null && !isOwnOrigin(origin, headers.get('host'), origins)) throw refuse('The request comes from another origin');
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? ''))
    throw refuse('The request must have the content type application/json');
  if (!headers.has('osd-xsrf')) throw refuse('The request must have the header osd-xsrf');
}
