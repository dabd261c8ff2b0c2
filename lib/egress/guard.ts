import '#server-only';
import { illegalArgument } from '#lib/errors.ts';
import type { Uri } from '#lib/predict/build-uri.ts';
import { type AddressStage, type AddressVerdict, isRefusal, judgeAddress, type Refusal } from '#lib/predict/judge-address.ts';
import type { OutgoingRequest, TrustPolicy } from '#lib/predict/ports.ts';
import { javaPattern } from '#lib/settings/java-pattern.ts';
import { classOf, isLoopbackName, isMetadataName, literalOf, writingsOf } from './addresses.ts';
import type { Resolve } from './resolve.ts';

/** All stages in their order (threats.md §2.2); `connect` and `redirect` come after the socket is open. */
export const stages = ['param', 'scheme', 'form', 'port', 'trust', 'pin', 'scope', 'name', 'dns', 'ip', 'connect', 'redirect'] as const;
export type Stage = (typeof stages)[number];

/** Where a request may go: only to these addresses. */
export type Destination = {
  secure: boolean;
  /** As written. */
  host: string;
  port: number;
  /** Path and query as written, never empty. */
  path: string;
  addresses: readonly string[];
  trusted_by: number;
};

export type Verdict = Destination | Refusal<Stage>;

/** Milliseconds. */
const lookupLimit = 5000;

export type GuardPorts = {
  resolve: Resolve;
  /** Whether address and port are those that this server itself listens on. */
  isOwn(address: string, port: number): boolean;
};

export type Guard = {
  /** Stages `param` to `scope`, and `name`. Verdicts on the same address are kept while policy and parameters are the same. */
  judge(request: OutgoingRequest): AddressVerdict | Refusal<'name'>;
  /** `dns` and `ip`, after `judge` has let the address pass: one lookup, all of whose answers are judged. */
  vet(verdict: Exclude<AddressVerdict, Refusal<AddressStage>>, request: Pick<OutgoingRequest, 'url' | 'trust'>): Promise<Verdict> | Verdict;
};

export function makeGuard({ resolve, isOwn }: GuardPorts): Guard {
  const judge = remembering((request) => {
    const verdict = judgeAddress(request, request.trust.trusted);
    if (isRefusal(verdict)) return verdict;
    const refused = judgeName(verdict.uri.host, request.trust);
    return refused ? refuse('name', refused) : verdict;
  });
  return { judge, vet: makeVet({ resolve, isOwn }) };
}

function makeVet({ resolve, isOwn }: GuardPorts): Guard['vet'] {
  // A host that is an address itself has one verdict for as long as address and policy are the same objects.
  const literals = new WeakMap<Uri, { trust: TrustPolicy; verdict: Verdict }>();
  return ({ uri, trusted_by }, { url, trust }) => {
    const known = literals.get(uri);
    if (known && isSamePolicy(known.trust, trust)) return known.verdict;
    const { scheme, host, path, query } = uri;
    const port = uri.port ?? (scheme === 'https' ? 443 : 80);
    const admit = (addresses: readonly string[]): Verdict => {
      if (addresses.length === 0) return refuse('dns', `Failed to resolve remote host: ${host}`);
      const refused = judgeAddresses(addresses, { url, host, port, trust, isOwn });
      if (refused) return refuse('ip', refused);
      return { secure: scheme === 'https', host, port, path: `${path.startsWith('/') ? '' : '/'}${path}${query}`, addresses, trusted_by };
    };
    const literal = literalOf(host);
    if (literal === undefined) return lookUp(resolve, host).then(admit);
    const verdict = admit([literal]);
    literals.set(uri, { trust, verdict });
    return verdict;
  };
}

const isSamePolicy = (one: TrustPolicy, other: TrustPolicy) =>
  one.private_ip_enabled === other.private_ip_enabled &&
  one.trusted_private === other.trusted_private &&
  one.restricted_ip === other.restricted_ip;

/** A refusal on the way to the socket; ML Commons wraps it into itself, and says so in `caused_by`. */
const refuse = <Late extends 'name' | 'dns' | 'ip'>(stage: Late, reason: string) => ({
  stage,
  error: illegalArgument(reason, { cause: illegalArgument(reason) }),
});

/** `name`: names that stand for this machine or for what its cloud tells it. */
export function judgeName(host: string, { private_ip_enabled }: Pick<TrustPolicy, 'private_ip_enabled'>): string | undefined {
  const isRefused = isMetadataName(host) || (!private_ip_enabled && isLoopbackName(host));
  return isRefused ? `Remote inference host name has private ip address: ${host}` : undefined;
}

/** `dns`: no answer, an error and a late answer are one and the same to the caller. */
async function lookUp(resolve: Resolve, host: string): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly string[]>((done) => {
    timer = setTimeout(done, lookupLimit, []);
  });
  try {
    return await Promise.race([resolve(host), late]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

type Judged = { url: string; host: string; port: number; trust: TrustPolicy; isOwn: GuardPorts['isOwn'] };

/** `ip`: restricted addresses first, then what no setting unlocks, then private ones. One bad answer refuses the lot. */
export function judgeAddresses(addresses: readonly string[], { url, host, port, trust, isOwn }: Judged): string | undefined {
  const { restricted_ip, private_ip_enabled, trusted_private } = trust;
  const isRestricted = (address: string) =>
    restricted_ip.some((pattern) => writingsOf(address).some((text) => javaPattern(pattern).matches(text)));
  if (restricted_ip.length > 0 && addresses.some(isRestricted)) return `Remote inference host name has restricted ip address: ${host}`;
  const classes = addresses.map(classOf);
  const isForbidden = classes.some((one) => one === 'never' || one === 'metadata' || (one === 'private' && !private_ip_enabled));
  if (isForbidden || addresses.some((address) => isOwn(address, port))) return `Remote inference host name has private ip address: ${host}`;
  const isListed = trusted_private.length === 0 || trusted_private.some((pattern) => javaPattern(pattern).matches(url));
  if (classes.includes('private') && !isListed) return 'Connector URL is not matching the trusted connector private endpoint regex';
  return undefined;
}

type Judge = Guard['judge'];
type Kept = { request: Pick<OutgoingRequest, 'address' | 'trust'>; texts: readonly string[]; verdict: ReturnType<Judge> };

const mostKept = 1000;

/**
 * Keeps verdicts by address. One counts as long as template, saved parameters and policy are the very same objects, and no value of the
 * caller can stand in the address.
 */
function remembering(judge: Judge): Judge {
  const kept = new Map<string, Kept>();
  return (request) => {
    const { url, address, trust } = request;
    const known = kept.get(url);
    if (known && isSame(known.request, request) && !mayTouch(known.texts, address.runtime)) return known.verdict;
    const verdict = judge(request);
    const texts = textsWithPlaceholders(address);
    if (mayTouch(texts, address.runtime)) return verdict;
    if (kept.size >= mostKept) kept.clear();
    kept.set(url, { request: { address: { ...address, runtime: new Map() }, trust }, texts, verdict });
    return verdict;
  };
}

const isSame = ({ address, trust }: Kept['request'], request: OutgoingRequest) =>
  address.template === request.address.template &&
  address.saved === request.address.saved &&
  trust.trusted === request.trust.trusted &&
  trust.private_ip_enabled === request.trust.private_ip_enabled;

/** Whether a value of the caller may stand in the address: its name follows the opening of a placeholder somewhere. */
function mayTouch(texts: readonly string[], runtime: OutgoingRequest['address']['runtime']): boolean {
  if (texts.length === 0) return false;
  for (const name of runtime.keys()) {
    const opening = `\${parameters.${name}`;
    if (texts.some((text) => text.includes(opening))) return true;
  }
  return false;
}

/** All that an address can be filled from, as far as it holds placeholders. */
const textsWithPlaceholders = ({ template, saved }: OutgoingRequest['address']): string[] =>
  template.includes('${') ? [template, ...Object.values(saved).filter((value) => value.includes('${'))] : [];
