/** An origin that no page has, so that resolving tells whether a path stays on whatever origin it is used on. */
const anywhere = 'http://studio.invalid';

/** A slash or backslash, plain or percent-encoded: what makes two of them in a row name another host. */
const slash = /^(?:[/\\]|%2f|%5c)/i;

/**
 * Where to go after sign-in: a path of this studio, or `/` (threats.md A-10).
 * @param next what the address bar said, which anyone may have written
 */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith('/') || slash.test(next.slice(1))) return '/';
  if (/[^\x20-\x7e]/.test(next)) return '/'; // control characters, tabs and line ends among them, vanish while a URL is read
  if (/%(?:0[0-9a-f]|1[0-9a-f]|7f)/i.test(next)) return '/';
  const resolved = resolve(next);
  if (resolved?.origin !== anywhere || slash.test(resolved.pathname.slice(1))) return '/';
  return resolved.pathname + resolved.search + resolved.hash;
}

function resolve(path: string): URL | undefined {
  return URL.canParse(path, anywhere) ? new URL(path, anywhere) : undefined;
}
