import { statusError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { Writable } from '#lib/json/write-json.ts';
import type { Executor, OutgoingRequest, TrustPolicy } from '#lib/predict/ports.ts';
import type { Target } from '#lib/predict/target.ts';

/** One conversation with an MCP server. */
export type Transport = {
  /** Version of the protocol that is offered. */
  readonly version: string;
  /** Where the conversation begins. */
  open(): Promise<void>;
  /** What both sides agreed on, where later requests have to say it. */
  agreed(version: string): void;
  /** @throws StudioError as a prediction answers for HTTP, 502 for what is no answer */
  ask(method: string, params: Writable): Promise<JsonObject>;
  notify(method: string): Promise<void>;
  /** Leaves nothing open. Throws nothing. */
  close(): Promise<void>;
};

export type TransportContext = {
  target: Target;
  trust: TrustPolicy;
  executor: Pick<Executor, 'send' | 'stream'>;
  signal: AbortSignal;
};

type Message = { method: OutgoingRequest['method']; url: string; own: Record<string, string>; body?: string };

/** A request with the headers of the connector, but for those that the protocol decides. */
export function mcpRequest({ target, trust }: TransportContext, { method, url, own, body }: Message): OutgoingRequest {
  const { connector_id, connector, client_config, credential } = target;
  const decided = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const given = Object.entries(connector.headers ?? {}).filter(([name]) => !decided.has(name.toLowerCase()));
  return {
    connector_id,
    protocol: connector.protocol,
    method,
    url,
    headers: [...given, ...Object.entries(own)],
    body: body === undefined ? null : new TextEncoder().encode(body),
    // A stream of events and what is posted meanwhile take two.
    client_config: { ...client_config, max_connection: Math.max(2, client_config.max_connection) },
    credential,
    trust,
    address: { template: url, saved: connector.parameters, runtime: new Map() },
  };
}

/** A text of the server that is sent back to it in a header. @throws StudioError 502 */
export function headerToken(text: string, what: string): string {
  if (/^[\x21-\x7e]{1,512}$/.test(text)) return text;
  throw statusError(502, `The MCP server gave ${what} that no header can hold`);
}
