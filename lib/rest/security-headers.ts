const forAll = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

const strictTransport = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' };

/**
 * On documents and static files (threats.md W-03, W-05). Documents also have the policy below.
 * @param isSecure whether the studio is reached over https
 */
export const pageHeaders = (isSecure: boolean): Record<string, string> => ({ ...forAll, ...(isSecure && strictTransport) });

/** On every answer of the API (threats.md W-02 to W-05). */
export const apiHeaders = (isSecure: boolean): Record<string, string> => ({
  ...pageHeaders(isSecure),
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
