import type { Origins } from './origin.ts';

const forAll = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const strictTransport = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };
const isSecure = (origins: Origins) => origins?.some((origin) => origin.startsWith('https:')) ?? false;

/** On documents and static files (threats.md W-03, W-05). Documents also have the policy below. */
export const pageHeaders = (origins: Origins): Record<string, string> => ({ ...forAll, ...(isSecure(origins) && strictTransport) });

/** On every answer of the API (threats.md W-02 to W-05). */
export const apiHeaders = (origins: Origins): Record<string, string> => ({
  ...pageHeaders(origins),
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
});

/**
 * What a page may load and run (threats.md W-01): our own files, and inline only what carries the nonce of this response.
 * @param dev the error overlay of `next dev` needs styles without a nonce, and eval
 */
export function documentPolicy(nonce: string, { dev = false } = {}): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    `style-src-elem 'self' ${dev ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}
