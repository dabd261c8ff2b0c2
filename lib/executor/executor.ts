import '#server-only';
import { credentialMask } from '#lib/connectors/credential-rules.ts';
import { assertHeaderValues } from '#lib/connectors/header-values.ts';
import type { Egress } from '#lib/egress/egress.ts';
import type { WireReply, WireRequest } from '#lib/egress/exchange.ts';
import type { Destination } from '#lib/egress/guard.ts';
import type { ClientIdentity } from '#lib/egress/secure-context.ts';
import { buildUri } from '#lib/predict/build-uri.ts';
import { isRefusal } from '#lib/predict/judge-address.ts';
import type { Executor, OutgoingRequest, PreparedRequest, SealedCredential, UpstreamReply } from '#lib/predict/ports.ts';
import { clientIdentity, isMutual } from './client-identity.ts';
import { fillCredentials, maskCredentials, notSet, setValues } from './fill-credentials.ts';
import { maskPieces } from './mask-pieces.ts';
import { type Mask, makeMask, maskOf, spellingsOfAll } from './mask-secrets.ts';
import { readEvents } from './read-events.ts';
import { assertScope, type Signable, signRequest } from './sign-request.ts';
import { scopeOf } from './signing-scope.ts';

type Header = [name: string, value: string];

export type ExecutorPorts = {
  /** Turns a sealed credential into its values. Called once for each attempt, after the address was judged. */
  open(credential: SealedCredential): Record<string, string>;
  egress: Egress;
  /** Epoch milliseconds. */
  now(): number;
  /** Hears of every request that the guard refused, for the log and the audit (threats.md EG-7). */
  blocked?(event: { connector_id: string; stage: string; host: string }): void;
};

/** Executes calls: the only place where a credential is plaintext, for one attempt, and the only user of the egress module. */
export function makeExecutor(ports: ExecutorPorts): Executor {
  return {
    judge: (request, options) => ports.egress.judge(request, options),
    preview: (request) => preview(request, ports.now()),
    send: (request, options) => send(request, options, ports),
    stream: (request, options) => openStream(request, options, ports),
  };
}

type SendOptions = Parameters<Executor['send']>[1];

/** A request as it goes out in one attempt, and what must not come back. */
type Ready = {
  to: Destination;
  wire: WireRequest;
  identity: ClientIdentity | undefined;
  secrets: Iterable<string>;
  /** By performance.now(). */
  started: number;
  /** Milliseconds; absent where nothing was looked up. */
  dns: number | undefined;
};

/** One attempt up to the socket: judge, open, fill, sign. */
async function attempt<Result>(
  request: OutgoingRequest,
  { report }: Pick<SendOptions, 'report'>,
  { open, egress, now, blocked }: ExecutorPorts,
  go: (ready: Ready) => Promise<Result>,
): Promise<Result> {
  const started = performance.now();
  const admitted = egress.admit(request);
  const to = admitted instanceof Promise ? await admitted : admitted;
  const dns = admitted instanceof Promise ? performance.now() - started : undefined;
  if (isRefusal(to)) {
    blocked?.({ connector_id: request.connector_id, stage: to.stage, host: hostOf(request.url) });
    throw to.error;
  }
  const values = needsCredential(request) ? setValues(open(request.credential)) : nothing;
  const identity = isMutual(request) ? clientIdentity(request, values) : undefined;
  const time = now();
  const made = makeWire(request, to, values, time);
  const { wire, string_to_sign } = made instanceof Promise ? await made : made;
  if (report) report(await withSignature(request, values, string_to_sign, time));
  return go({ to, wire, identity, secrets: secretsOf(request, values), started, dns });
}

const send = (request: OutgoingRequest, options: SendOptions, ports: ExecutorPorts): Promise<UpstreamReply> =>
  attempt(request, options, ports, async (ready) => {
    const reply = await ports.egress.send(ready.to, ready.wire, request, { signal: options.signal, identity: ready.identity });
    return masked(reply, makeMask(ready.secrets), ready);
  });

type StreamOptions = Parameters<Executor['stream']>[1];

const openStream = (request: OutgoingRequest, options: StreamOptions, ports: ExecutorPorts): ReturnType<Executor['stream']> =>
  attempt(request, options, ports, async (ready) => {
    const answer = await ports.egress.stream(ready.to, ready.wire, request, { signal: options.signal, identity: ready.identity });
    const spellings = spellingsOfAll(ready.secrets);
    const mask = maskOf(spellings);
    if ('reply' in answer) return { reply: masked(answer.reply, mask, ready) };
    const { status, headers, timings, chunks } = answer.stream;
    for (const [name, value] of Object.entries(headers)) headers[name] = mask(value);
    const events = readEvents(chunks, options.format, mask);
    return { stream: { status, headers, timings: fullTimings(timings, ready), events, mask: () => maskPieces(spellings) } };
  });

const nothing: ReadonlyMap<string, string> = new Map();

/** What is not sent need not be opened. */
const needsCredential = (request: OutgoingRequest) => {
  const { protocol, headers, credential } = request;
  const isUsed = protocol === 'aws_sigv4' || isMutual(request) || headers.some(([, value]) => value.includes('${credential.'));
  return isUsed && Object.keys(credential.fields).length > 0;
};

/** The host of an address, as far as it has one, for those who look after the guard. */
const hostOf = (url: string) => /^[^:/?#]*:\/\/([^/?#\\]*)/.exec(url)?.[1]?.replace(/^.*@/, '').slice(0, 255) ?? '';

type Made = { wire: WireRequest; string_to_sign: string | undefined };

function makeWire(request: OutgoingRequest, to: Destination, values: ReadonlyMap<string, string>, now: number): Made | Promise<Made> {
  const { method, body, protocol, headers } = request;
  if (protocol === 'aws_sigv4') return signedWire(request, to, values, now);
  const filled = complete(fillCredentials(headers, values));
  return { wire: wireOf(method, to.path, authorityOf(to), filled, body), string_to_sign: undefined };
}

async function signedWire(request: OutgoingRequest, to: Destination, values: ReadonlyMap<string, string>, now: number): Promise<Made> {
  const { method, body } = request;
  const authority = authorityOf(to);
  const filled = complete(fillCredentials(request.headers, values));
  const scope = scopeOf(request.signing, (name) => values.get(name));
  assertScope(scope);
  const identity = {
    access_key: needed(values, 'access_key'),
    secret_key: needed(values, 'secret_key'),
    session_token: values.get('session_token'),
  };
  const signed = await signRequest({ method, authority, path: to.path, headers: filled, body }, identity, scope, now);
  return { wire: wireOf(method, to.path, authority, signed.headers, body), string_to_sign: signed.report.string_to_sign };
}

function complete(headers: Header[]): Header[] {
  assertHeaderValues(headers);
  return headers.some(([name]) => name.toLowerCase() === 'content-type') ? headers : [...headers, ['Content-Type', 'application/json']];
}

function needed(values: ReadonlyMap<string, string>, name: string): string {
  const value = values.get(name);
  if (value === undefined) throw notSet(name, 'a call to AWS is signed with it');
  return value;
}

const authorityOf = ({ secure, host, port }: Pick<Destination, 'secure' | 'host' | 'port'>) =>
  `${host.toLowerCase()}${port === (secure ? 443 : 80) ? '' : `:${port}`}`;

function wireOf(
  method: WireRequest['method'],
  path: string,
  authority: string,
  headers: readonly Header[],
  body: Uint8Array | null,
): WireRequest {
  const flat = ['host', authority];
  let choosesEncoding = false;
  for (const [name, value] of headers) {
    flat.push(name, value);
    choosesEncoding ||= name.toLowerCase() === 'accept-encoding';
  }
  if (!choosesEncoding) flat.push('accept-encoding', 'identity');
  return { method, path, headers: flat, body };
}

/** Where a signature is for is no secret: it stands in every request. */
const secretsOf = ({ protocol }: OutgoingRequest, values: ReadonlyMap<string, string>): Iterable<string> =>
  protocol === 'aws_sigv4'
    ? [...values].filter(([name]) => name !== 'region' && name !== 'service_name').map(([, value]) => value)
    : values.values();

/** What a redirect points at is not shown (threats.md §2.2 `redirect`). */
const pointers = ['location', 'refresh', 'content-location'];

function masked({ status, headers, body, timings }: WireReply, mask: Mask, ready: Ready): UpstreamReply {
  for (const [name, value] of Object.entries(headers)) headers[name] = mask(value);
  if (status >= 300 && status < 400) for (const name of pointers) delete headers[name];
  return { status, headers, body: mask(body.toString('utf8')), timings: fullTimings(timings, ready) };
}

function fullTimings(timings: WireReply['timings'], { dns, started }: Ready): UpstreamReply['timings'] {
  const total = performance.now() - started;
  return dns === undefined ? { ...timings, total } : { dns, ...timings, total };
}

async function preview(request: OutgoingRequest, now: number): Promise<PreparedRequest> {
  const { method, url, body, protocol, credential } = request;
  const headers = complete(maskCredentials(request));
  const shown = { method, url, body: body && new TextDecoder().decode(body) };
  if (protocol !== 'aws_sigv4') return { ...shown, headers };
  const isKept = (name: string) => (Object.hasOwn(credential.fields, name) ? credentialMask : undefined);
  const scope = scopeOf(request.signing, (name) => isKept(name) ?? `<${name}>`);
  if (!Object.values(scope).some((text) => text === credentialMask || text.startsWith('<'))) assertScope(scope);
  const signable = { ...signableOf(request), headers };
  const identity = { access_key: credentialMask, secret_key: credentialMask, session_token: isKept('session_token') };
  const signed = await signRequest(signable, identity, scope, now);
  const { signature, ...report } = signed.report;
  // The hash covers a session token that nobody has opened.
  const hidden =
    identity.session_token === undefined
      ? report
      : { ...report, string_to_sign: report.string_to_sign.replace(/\n[0-9a-f]{64}$/, `\n${credentialMask}`) };
  return { ...shown, headers: signed.headers.map(([name, value]) => [name, value.replace(signature, credentialMask)]), signing: hidden };
}

function signableOf({ method, url, body }: OutgoingRequest): Omit<Signable, 'headers'> {
  const { scheme, host, port, path, query } = buildUri(url);
  const secure = scheme === 'https';
  const authority = authorityOf({ secure, host, port: port ?? (secure ? 443 : 80) });
  return { method, authority, path: `${path || '/'}${query}`, body };
}

/** The preview, with what was signed in truth: hashes of what is masked, and a signature that nobody needs to see. */
async function withSignature(
  request: OutgoingRequest,
  values: ReadonlyMap<string, string>,
  string_to_sign: string | undefined,
  now: number,
) {
  if (string_to_sign === undefined) return preview(request, now);
  const scope = scopeOf(request.signing, (name) => values.get(name));
  const prepared = await preview({ ...request, signing: scope }, now);
  return prepared.signing ? { ...prepared, signing: { ...prepared.signing, string_to_sign, signature: credentialMask } } : prepared;
}
