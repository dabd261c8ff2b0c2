import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import type { OutgoingRequest, TrustPolicy } from '#lib/predict/ports.ts';

export const anyHost: TrustPolicy = { trusted: ['^https?://.*$'], private_ip_enabled: false, trusted_private: [], restricted_ip: [] };
export const anyPrivateHost: TrustPolicy = { ...anyHost, private_ip_enabled: true };

/** One object for all: another one would stand for a connector that has changed. */
const noParameters = {};

/** A request that is fit to be sent unless told otherwise; its credential fields are "sealed" as what they are. */
export function requestTo(url: string, given: Partial<OutgoingRequest> = {}): OutgoingRequest {
  return {
    connector_id: 'connector-one',
    protocol: 'http',
    method: 'POST',
    url,
    headers: [['Content-Type', 'application/json']],
    body: new TextEncoder().encode('{"a":1}'),
    client_config: defaultClientConfig,
    credential: { owner: 'connector-one', data_key: '', fields: {} },
    trust: anyPrivateHost,
    address: { template: url, saved: noParameters, runtime: new Map() },
    ...given,
  };
}

/** Opens what requestTo "sealed". */
export const openPlain = ({ fields }: OutgoingRequest['credential']): Record<string, string> => ({ ...fields });
