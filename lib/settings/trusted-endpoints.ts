import { illegalArgument } from '#lib/errors.ts';
import { javaPattern } from './java-pattern.ts';

const notConfigured =
  'Trusted connector endpoints regex is not configured. Please set plugins.ml_commons.trusted_connector_endpoints_regex.';
const notMatching = 'Connector URL is not matching the trusted connector endpoint regex';

/** Whether a pattern matches the whole URL, as it is written (security.md §1.2). */
export const isTrusted = (url: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => javaPattern(pattern).matches(url));

/** Why a URL is not trusted, in ML Commons' words; undefined when it is. */
export function trustProblem(url: string | null | undefined, patterns: readonly string[] | null | undefined): string | undefined {
  if (!patterns || patterns.length === 0) return notConfigured;
  if (url === null || url === undefined) return 'Resolved connector URL is null';
  return isTrusted(url, patterns) ? undefined : notMatching;
}

/**
 * @param url action URL with every `${parameters.*}` already filled
 * @param patterns values of plugins.ml_commons.trusted_connector_endpoints_regex, in Java regex syntax
 * @throws StudioError 400
 */
export function assertTrusted(url: string | null | undefined, patterns: readonly string[] | null | undefined): void {
  const problem = trustProblem(url, patterns);
  if (problem) throw illegalArgument(problem);
}

const probeHost = 'studio-pin-probe.invalid';
const probeEnds = ['', '/', '/x', '/v1/x', '/v1/chat/completions', '/v1/embeddings'];

/**
 * Whether a pattern takes any host: the administrator's choice, as in `^https?://.*$` (threats.md §2.4).
 * @param scheme `http` or `https`; absent = under either
 */
export function isHostAgnostic(pattern: string, scheme?: string): boolean {
  const schemes = scheme === undefined ? ['https', 'http'] : [scheme];
  return schemes.some((one) => probeEnds.some((end) => javaPattern(pattern).matches(`${one}://${probeHost}${end}`)));
}

type Address = { scheme: string; host: string; rest: string };

/** Scheme, host and what follows the host, as they are written; undefined where there is no host to see. */
function splitAddress(url: string): Address | undefined {
  const parts = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(\[[^\]/?#]*\]|[^:/?#[\]]+)/.exec(url);
  return parts ? { scheme: parts[1] ?? '', host: parts[2] ?? '', rest: url.slice(parts[0].length) } : undefined;
}

const isAddressHost = (host: string) => host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host);

/**
 * Whether a pattern that matches `url` does so because of the host, or only thanks to text after it: the URL with the end of its host
 * replaced may not match (threats.md §2.4).
 */
export function pinsHost(pattern: string, url: string): boolean {
  const address = splitAddress(url);
  if (!address) return false;
  const { scheme, host, rest } = address;
  const other = isAddressHost(host) ? probeHost : host.replace(/[^.]*$/, 'invalid');
  return !javaPattern(pattern).matches(`${scheme}://${other}${rest}`);
}

/** Whether a pattern admits a URL: it matches, and either takes any host on purpose or fixes the end of this one. */
export const admits = (pattern: string, url: string): boolean =>
  javaPattern(pattern).matches(url) && (isHostAgnostic(pattern, splitAddress(url)?.scheme.toLowerCase()) || pinsHost(pattern, url));

/** Where the best pattern breaks off: "Pattern 3 stops at https://api.cohere.⟨ai⟩" is `{ pattern: 2, length: 19 }`. */
export type Stop = { pattern: number; length: number };

/**
 * @returns the pattern that reaches furthest into a URL that none matches, and how many characters it takes; undefined if none takes
 *   even the first character after `://`
 */
export function stopsAt(url: string, patterns: readonly string[]): Stop | undefined {
  let best: Stop | undefined;
  for (const [pattern, source] of patterns.entries()) {
    const length = javaPattern(source).reaches(url);
    if (length > (best?.length ?? 0)) best = { pattern, length };
  }
  const start = url.indexOf('://');
  return best && start > 0 && best.length > start + 3 ? best : undefined;
}
