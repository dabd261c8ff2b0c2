import { illegalArgument, StudioError } from '#lib/errors.ts';

/** An address taken apart; `path` and `query` are as written, byte for byte. */
export type Uri = {
  scheme: 'http' | 'https';
  /** As written; an IPv6 address in its brackets. */
  host: string;
  /** Undefined when none is written. */
  port: number | undefined;
  /** Empty when none is written. */
  path: string;
  /** With its question mark, or empty. */
  query: string;
};

const longestUrl = 4096;

/** @returns the scheme as written, or undefined when there is none */
export const schemeOf = (url: string): string | undefined => /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(url)?.[1];

/**
 * Takes an address apart that can mean one thing only: what stands in it is what every parser sees and what goes on the wire (threats.md
 * §2.2 `form`). Its scheme is judged before.
 * @throws StudioError 400 in the words of ML Commons, with Java's own words for a character that may not be there
 */
export function buildUri(url: string): Uri {
  assertSpelling(url);
  const [, scheme = '', authority = '', path = '', query = ''] = /^(https?):\/\/([^/?#]+)([^?#]*)(\?[^#]*)?$/i.exec(url) ?? [];
  const [, host = '', port] = /^(\[[^\]]*\]|[^:[\]]+)(?::(\d+))?$/.exec(authority) ?? [];
  if (/[@%]/.test(authority) || host === '' || !isHostName(host) || Number(port ?? 0) > 65_535) throw badUri(noHost);
  // What another parser sees may differ from what is written: numbers for addresses, folded letters, removed dots.
  if (!URL.canParse(url)) throw badUri(noHost);
  const parsed = new URL(url);
  if (parsed.hostname !== host.toLowerCase() || parsed.pathname !== (path || '/')) throw badUri(noHost);
  if (hidesSomething(path, query)) throw badUri(noHost);
  return {
    scheme: scheme.toLowerCase() === 'https' ? 'https' : 'http',
    host,
    port: port === undefined ? undefined : Number(port),
    path,
    query,
  };
}

const noHost = 'Invalid URI. Please check if the endpoint is valid from connector.';

const badUri = (reason: string, cause?: StudioError) =>
  illegalArgument(
    'Encountered error when trying to create uri from endpoint in ml connector. Please update the endpoint in connection configuration: ',
    { cause: illegalArgument(reason, cause && { cause }) },
  );

/** Characters that no address may hold as they are, and percent signs that start nothing. */
function assertSpelling(url: string): void {
  if (url.length > longestUrl) throw badUri(noHost);
  const bad = /[^!-~]|[\\<>"^`{|}]|%(?![0-9A-Fa-f]{2})/.exec(url);
  if (bad) {
    const what = bad[0] === '%' ? 'Malformed escape pair' : `Illegal character in ${componentAt(url, bad.index)}`;
    const reason = `${what} at index ${bad.index}: ${url}`;
    throw badUri(reason, new StudioError('u_r_i_syntax_exception', 400, reason));
  }
  // A fragment is never sent, so it only hides what is.
  if (url.includes('#')) throw badUri(noHost);
}

/** How Java calls the part of an address that a character stands in. */
function componentAt(url: string, index: number): string {
  const before = url.slice(0, index);
  if (before.includes('?')) return 'query';
  const start = before.indexOf('://');
  return start >= 0 && !before.slice(start + 3).includes('/') ? 'authority' : 'path';
}

const isHostName = (host: string) => host.startsWith('[') || /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(host);

/** Rounds of percent decoding that some server on the way may do. */
const mostDecodings = 3;

/** Dot segments, control characters and backslashes, plain or behind percent signs (threats.md S-122 to S-128). */
function hidesSomething(path: string, query: string): boolean {
  let segments = path;
  let rest = query;
  for (let round = 0; ; round++) {
    if (/(^|\/)\.\.?(\/|$)/.test(segments)) return true;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    if (/[\u0000-\u001f\u007f\\]/.test(segments + rest)) return true;
    if (round === mostDecodings || !(segments + rest).includes('%')) return false;
    segments = decodeOnce(segments);
    rest = decodeOnce(rest);
  }
}

const decodeOnce = (text: string) =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
