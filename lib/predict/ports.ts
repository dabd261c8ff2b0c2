import type { ClientConfig, Connector } from '#lib/connectors/connector.ts';
import type { TextMask } from './stream/stream-reader.ts';
import type { UpstreamEvent } from './stream/upstream-event.ts';

declare const sealed: unique symbol;

/**
 * Credential values, each sealed on its own; key names are readable. Only lib/sealing makes one and only lib/executor opens one.
 * `owner` is the connector (or model, or draft) that the values are bound to.
 */
export type SealedCredential = { owner: string; data_key: string; fields: Record<string, string>; [sealed]?: true };

/** What of the cluster settings decides about an address (settings.md A.1). */
export type TrustPolicy = {
  trusted: readonly string[];
  private_ip_enabled: boolean;
  trusted_private: readonly string[];
  restricted_ip: readonly string[];
};

/** A request with every `${parameters.*}` filled; `${credential.*}` still stands in header values until the executor opens it. */
export type OutgoingRequest = {
  connector_id: string;
  protocol: Connector['protocol'];
  method: 'POST' | 'GET' | 'PUT' | 'DELETE';
  /** As written: bytes outside the authority and the query reach the wire unchanged. */
  url: string;
  headers: [name: string, value: string][];
  body: Uint8Array | null;
  /** Only for `aws_sigv4`; a member that is absent here is taken from the credential. */
  signing?: { service?: string; region?: string };
  client_config: ClientConfig;
  credential: SealedCredential;
  trust: TrustPolicy;
  /** For the rules that judge what the caller changed (threats.md §2.2 `scope`, §2.3 `param`). */
  address: { template: string; saved: Record<string, string>; runtime: ReadonlyMap<string, string | null> };
};

/** Milliseconds of each phase of one attempt; a phase that did not happen (kept-alive socket) is absent. */
export type Timings = { dns?: number; connect?: number; tls?: number; first_byte?: number; body?: number; total: number };

export type UpstreamReply = {
  status: number;
  /** Lower-case names; credential echoes are masked. */
  headers: Record<string, string>;
  /** Decoded as UTF-8; credential echoes are masked. */
  body: string;
  timings: Timings;
};

/** How events are written: as text, or as AWS frames them. */
export type StreamFormat = 'sse' | 'aws_events';

/** An answer whose events are read as they come. Leaving the iteration early gives the call up. */
export type UpstreamStream = {
  status: number;
  /** As in a reply. */
  headers: Record<string, string>;
  /** Up to the first byte. */
  timings: Timings;
  /** Those that arrived together come together; credential echoes are masked in each. Throws StudioError when the stream fails. */
  events: AsyncIterable<readonly UpstreamEvent[]>;
  /** Masks a credential that is spread over several events; one for each text of the answer. */
  mask(): TextMask;
};

/** What the Sign tab shows; secret-derived values are masked, `signature` is absent in a dry run. */
export type SigningReport = {
  canonical_request: string;
  string_to_sign: string;
  credential_scope: string;
  signed_headers: string[];
  body_sha256: string;
  /** ISO 8601 of the clock that signed. */
  time: string;
  signature?: string;
};

/** A verdict of the egress guard: the first stage that refuses, or the pattern that trusts (index into `TrustPolicy.trusted`). */
export type Judgement = { allowed: true; trusted_by: number } | { allowed: false; stage: string; reason: string };

/** How a request will look on the wire, with secrets as `********`. */
export type PreparedRequest = {
  method: string;
  url: string;
  headers: [name: string, value: string][];
  body: string | null;
  signing?: SigningReport;
};

/** The executor: the only place where a credential is plaintext and the only way to a socket. */
export type Executor = {
  /** Judges stages `form` to `pin`, and `name`, `dns`, `ip` too when `deep`. Throws nothing; opens no credential, no socket but DNS. */
  judge(request: OutgoingRequest, options: { deep: boolean }): Promise<Judgement>;
  /** The request as it would be sent, without opening a credential. */
  preview(request: OutgoingRequest): Promise<PreparedRequest>;
  /**
   * One attempt: judge, open, fill headers, sign the final bytes, send, mask echoes.
   * @throws StudioError 400 on a refusal before the socket; 500/429/502 on transport failures (predict.md §12.1, threats.md §3).
   *   A remote error status is not thrown: it is the reply.
   */
  send(request: OutgoingRequest, options: SendOptions): Promise<UpstreamReply>;
  /**
   * As send, for an answer in events. Aborting `signal` closes the socket, whenever it comes.
   * @returns the reply where the service refused: it is read whole
   */
  stream(
    request: OutgoingRequest,
    options: SendOptions & { format: StreamFormat },
  ): Promise<{ stream: UpstreamStream } | { reply: UpstreamReply }>;
};

type SendOptions = { signal: AbortSignal; report?: (prepared: PreparedRequest) => void };
