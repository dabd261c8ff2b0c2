import { illegalArgument, isStudioError, type StudioError } from '#lib/errors.ts';
import { javaPattern } from '#lib/settings/java-pattern.ts';
import { admits, trustProblem } from '#lib/settings/trusted-endpoints.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { substitute, substituteTraced } from '#lib/template/substitute.ts';
import { buildUri, schemeOf, type Uri } from './build-uri.ts';
import type { OutgoingRequest } from './ports.ts';

/** The stages that judge an address before its name is looked up, in their order (threats.md §2.2). */
export const addressStages = ['param', 'scheme', 'form', 'port', 'trust', 'pin', 'scope'] as const;
export type AddressStage = (typeof addressStages)[number];

export type Refusal<Stage extends string> = { stage: Stage; error: StudioError };

/** `trusted_by` is the first pattern that admits the address. */
export type AddressVerdict = { uri: Uri; trusted_by: number } | Refusal<AddressStage>;

export const isRefusal = <Verdict extends object>(verdict: Verdict): verdict is Extract<Verdict, { stage: string }> => 'stage' in verdict;

/** An address, and what of it came with the call. */
export type JudgedAddress = Pick<OutgoingRequest, 'url' | 'address'>;

/**
 * Judges an address by what is written, without looking up its name.
 * @param trusted patterns of plugins.ml_commons.trusted_connector_endpoints_regex
 */
export function judgeAddress(judged: JudgedAddress, trusted: readonly string[]): AddressVerdict {
  const { url, address } = judged;
  try {
    const unfit = judgeParameters(address);
    if (unfit) return refuse('param', unfit);
    const badScheme = judgeScheme(url);
    if (badScheme) return refuse('scheme', badScheme);
    const uri = buildUri(url);
    const badPort = judgePort(uri.port);
    if (badPort) return refuse('port', badPort);
    return judgeTrust(judged, uri, trusted);
  } catch (error) {
    // What has no form: no address, or saved values that go round in circles.
    if (isStudioError(error)) return { stage: 'form', error };
    throw error;
  }
}

/** `trust`, `pin` and `scope`: whether the administrator's patterns admit the address, and not another than they were meant for. */
function judgeTrust({ url, address }: JudgedAddress, uri: Uri, trusted: readonly string[]): AddressVerdict {
  const untrusted = trustProblem(url, trusted);
  if (untrusted) return refuse('trust', untrusted);
  const trusted_by = trusted.findIndex((pattern) => admits(pattern, url));
  if (trusted_by < 0) return refuse('pin', 'Trusted pattern does not fix the end of the host name');
  const astray = judgeScope(url, address, trusted);
  return astray ? refuse('scope', astray) : { uri, trusted_by };
}

const refuse = <Stage extends AddressStage>(stage: Stage, reason: string) => ({ stage, error: illegalArgument(reason) });

/**
 * `param`: a value of the caller that stands in the host may hold nothing that ends a host; one in the path or query may hold nothing that
 * ends a segment (threats.md §2.3). It is inserted once, so a placeholder in it has no business there either.
 */
export function judgeParameters({ template, saved, runtime }: OutgoingRequest['address']): string | undefined {
  if (runtime.size === 0 || !template.includes('${')) return undefined;
  const values = new Map([...Object.entries(saved), ...runtime]);
  const marks = new Map([...runtime].map(([name, raw]) => [name, { origin: 'call', raw, kept: false }] as const));
  const { text, spans } = substituteTraced(template, values, { marks, expand: 'saved' });
  for (const { name, kind, start } of spans) {
    const value = runtime.get(name);
    if (kind !== 'filled' || typeof value !== 'string') continue;
    const fits = start < authorityEnd(text) ? /^[A-Za-z0-9._-]+(:\d{1,5})?$/ : /^(?!.*\$\{)[^/?#\\\p{Cc}]*$/u;
    if (!fits.test(value)) return `Parameter '${name}' contains characters that are not allowed in the URL`;
  }
  return undefined;
}

function authorityEnd(url: string): number {
  const start = url.indexOf('://');
  if (start < 0) return url.length;
  const end = url.slice(start + 3).search(/[/?#]/);
  return end < 0 ? url.length : start + 3 + end;
}

/** `scheme`: only http and https leave the house. An address without any is judged by its form. */
export function judgeScheme(url: string): string | undefined {
  const scheme = schemeOf(url);
  return scheme === undefined || /^https?$/i.test(scheme) ? undefined : `Protocol must be 'http' or 'https', but was ${scheme}`;
}

/** https://fetch.spec.whatwg.org/#port-blocking: ports of services that read HTTP as commands of their own. */
const badPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117,
  119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** `port`: as written; without one the scheme's own is used. */
export function judgePort(port: number | undefined): string | undefined {
  if (port === undefined) return undefined;
  if (port < 1 || port > 65_535) return `Port out of range: ${port}`;
  return badPorts.has(port) ? `Port is not allowed: ${port}` : undefined;
}

/**
 * `scope`: where a call changes the host or port, a pattern that admitted the saved address must admit the new one too: a key that was
 * meant for one provider may not go to another.
 */
function judgeScope(url: string, { template, saved, runtime }: OutgoingRequest['address'], trusted: readonly string[]) {
  if (runtime.size === 0 || !template.includes('${')) return undefined;
  const before = substitute(template, savedParameters(saved).values);
  if (before === url || authorityOf(before) === authorityOf(url)) return undefined;
  const isCovered = trusted.some((pattern) => javaPattern(pattern).matches(before) && admits(pattern, url));
  return isCovered ? undefined : 'Endpoint override is outside the trusted pattern of this connector';
}

const authorityOf = (url: string) => url.slice(0, authorityEnd(url)).toLowerCase();
