import { illegalArgument } from '#lib/errors.ts';

/** UTF-16 units, as ML Commons counts. */
const longestHeader = 8192;
const longestHeaders = 65_536;

/** An HTTP token (RFC 9110): what a header may be called. */
export const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Headers that the client of HTTP makes itself, or that speak for somebody else (threats.md H-05). */
export const ownedHeaders =
  /^(host|content-length|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*|http2-settings|forwarded|x-forwarded-.*|via)$/i;

/**
 * What must hold for headers as they go out, with everything filled in: ML Commons' limits first, in its words (predict.md §8.2), then
 * ours (threats.md H-01 to H-09).
 * @throws StudioError 400
 */
export function assertHeaderValues(headers: Iterable<readonly [name: string, value: string | null]>): void {
  let total = 0;
  const seen = new Set<string>();
  for (const [name, value] of headers) {
    if (value === null) continue;
    const isUnusual = unusual.test(value);
    if (isUnusual && control.test(value)) throw illegalArgument('Header value contains invalid control character');
    if (name.length + value.length > longestHeader) throw illegalArgument('Header size (key + value) exceeds 8KB limit');
    total += name.length + value.length;
    if (total > longestHeaders) throw illegalArgument('Total headers size (key + value) exceeds 64KB limit');
    const problem = problemOfName(name) ?? (isUnusual ? problemOfValue(name, value) : undefined);
    if (problem) throw illegalArgument(problem);
    const key = name.toLowerCase();
    if (seen.has(key)) throw illegalArgument(`The header '${name}' is there twice`);
    seen.add(key);
  }
}

/** Hardly any value has a character of these, so that one look is enough. */
const unusual = /[^\t -~]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/;

function problemOfName(name: string): string | undefined {
  if (!headerName.test(name)) return `'${name.slice(0, 100)}' is no name of a header`;
  return ownedHeaders.test(name) ? `The header '${name}' is set by the client itself` : undefined;
}

const problemOfValue = (name: string, value: string) =>
  /[\u0100-\uffff]/.test(value) ? `The header '${name}' contains a character that a header cannot carry` : undefined;
