import '#server-only';
import { clientConfigInUse } from '#lib/connectors/client-config.ts';
import { StudioError } from '#lib/errors.ts';
import { isRefusal } from '#lib/predict/judge-address.ts';
import type { OutgoingRequest } from '#lib/predict/ports.ts';
import { noCredential } from '#lib/predict/target.ts';
import type { Egress } from './egress.ts';

type ProviderRequest = {
  method: string;
  headers: Record<string, string>;
  /** A form. */
  body?: string | URLSearchParams | null | undefined;
  signal?: AbortSignal | undefined;
};

const patience = AbortSignal.timeout.bind(AbortSignal, 20_000); // milliseconds for one request

/**
 * Makes a fetch for a sign-in provider that goes the way of every outgoing call: one look-up, every address judged, no redirects followed.
 * Its addresses come from the operator's configuration and the provider itself, so private ones are allowed and metadata addresses not.
 * @param insecure pattern of an origin over plain http that is allowed, on this machine
 */
export function makeProviderFetch(egress: Pick<Egress, 'admit' | 'send'>, insecure: string | undefined) {
  const trusted = ['^https://.*$', ...(insecure ? [insecure] : [])];
  const trust = { trusted, private_ip_enabled: true, trusted_private: [], restricted_ip: [] };
  return async (url: string, { method, headers, body, signal }: ProviderRequest): Promise<Response> => {
    const bytes = body == null ? null : new TextEncoder().encode(body.toString());
    const request: OutgoingRequest = {
      connector_id: 'sign-in-provider',
      protocol: 'http',
      method: method === 'POST' ? 'POST' : 'GET',
      url,
      headers: Object.entries(headers),
      body: bytes,
      client_config: clientConfigInUse(undefined),
      credential: noCredential('sign-in-provider'),
      trust,
      address: { template: url, saved: {}, runtime: new Map() },
    };
    const verdict = await egress.admit(request);
    if (isRefusal(verdict))
      throw new StudioError('status_exception', 502, `The sign-in provider cannot be called: ${verdict.error.message}`);
    const wire = { method: request.method, path: verdict.path, headers: request.headers.flat(), body: bytes };
    const reply = await egress.send(verdict, wire, request, { signal: AbortSignal.any([patience(), ...(signal ? [signal] : [])]) });
    const hasBody = reply.status !== 204 && reply.status !== 304;
    return new Response(hasBody ? new Uint8Array(reply.body) : null, { status: reply.status, headers: plain(reply.headers) });
  };
}

/** The body is decoded already. */
const plain = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'content-encoding' && name !== 'content-length'));
