import { StudioError } from '#lib/errors.ts';
import type { ApiRequest } from './http.ts';
import type { Origins } from './origins.ts';
import type { Authenticated } from './ports.ts';

const isChange = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method);

const refused = (reason: string) => new StudioError('security_exception', 403, reason);

/**
 * Refuses a change that another site made the browser send (threats.md §8). What proves our own page is judged for a session cookie and for
 * routes that strangers may call, and for what a proxy adds to every request of a browser; a header with a password or token is no such proof only where a browser added it by itself.
 * @throws StudioError 403
 */
export function assertOwnPage(request: ApiRequest, via: Authenticated['via'] | undefined, origins: Origins): void {
  if (!isChange(request.method)) return;
  const { headers } = request;
  const site = headers.get('sec-fetch-site');
  if (via === 'basic' || via === 'bearer') {
    if (site !== null && site !== 'same-origin' && site !== 'none') throw refused('Cross-site request refused');
    return;
  }
  const origin = headers.get('origin');
  const isOwn = site === null ? origin !== null && origins.isOwnOrigin(origin, headers.get('host')) : site === 'same-origin';
  if (!isOwn) throw refused('Cross-site request refused: send it from a page of this studio');
  if (!isJson(headers.get('content-type'))) throw refused('Changes made with a session need the header [Content-Type: application/json]');
  if (!headers.has('osd-xsrf')) throw refused('Changes made with a session need the header [osd-xsrf]');
}

export const isJson = (contentType: string | null): boolean =>
  contentType !== null && /^application\/json\s*(;|$)/i.test(contentType.trim());
