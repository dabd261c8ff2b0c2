import type { ApiRequest } from './http.ts';

export type Target = {
  /** As it was sent: `new URL` would take `%2e%2e` for a step up. */
  path: string;
  query: string;
};

/** The request target without scheme and host. Node's listener gives it with or without them, Next's always with them. */
export function targetOf({ url }: Pick<ApiRequest, 'url'>): Target {
  const target = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').split('#', 1)[0] ?? '';
  const mark = target.indexOf('?');
  if (mark < 0) return { path: target || '/', query: '' };
  return { path: target.slice(0, mark) || '/', query: target.slice(mark + 1) };
}
