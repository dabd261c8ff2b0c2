import { expect, test } from 'vitest';
import type { ConnectorAction } from '#lib/connectors/connector.ts';
import { assertHeaderRules } from '#lib/connectors/header-rules.ts';
import { assertHeaderValues } from '#lib/connectors/header-values.ts';
import { literalOf } from '#lib/egress/addresses.ts';
import { judgeAddresses, judgeName } from '#lib/egress/guard.ts';
import { illegalArgument } from '#lib/errors.ts';
import { buildUri } from '#lib/predict/build-uri.ts';
import { judgePort, judgeScheme } from '#lib/predict/judge-address.ts';
import { streamingRequest } from '#lib/predict/stream/streaming-request.ts';
import { assertTrusted } from '#lib/settings/trusted-endpoints.ts';
import { fillHeaderParameters } from '#lib/template/fill-headers.ts';
import { fillUrl } from '#lib/template/fill-url.ts';
import { savedParameters } from '#lib/template/parameter-set.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const ok = { ok: true };

/** The stages of the guard that ML Commons has too, on what the vector says of the address. */
// biome-ignore lint/suspicious/noExplicitAny: a vector, read as it is
function validateHost(given: any) {
  const { endpoint: url, protocol, host, port, privateIpEnabled: private_ip_enabled, trustedPrivateEndpoints, restrictedIps } = given;
  const trust = { trusted: [], private_ip_enabled, trusted_private: trustedPrivateEndpoints ?? [], restricted_ip: restrictedIps ?? [] };
  const judged = { url, host, port, trust, isOwn: () => false };
  const reason =
    judgeScheme(`${protocol}:`) ??
    judgePort(port === -1 ? undefined : port) ??
    judgeName(host, trust) ??
    judgeAddresses([literalOf(host) ?? '93.184.215.14'], judged);
  if (reason) throw illegalArgument(reason);
  return ok;
}

const operations: Operations = {
  buildUri({ url }) {
    const { host, path } = buildUri(url);
    return { host, rawPath: path };
  },
  substituteHeaders: ({ headers, parameters }) => ({
    headers: headers && fillHeaderParameters(headers, savedParameters(parameters).values),
  }),
  validateConnectorHeaders({ headers, protocol }) {
    assertHeaderRules([{ ...(headers && { headers }) } as ConnectorAction], protocol);
    return ok;
  },
  validateHeaderValues({ headers }) {
    assertHeaderValues(Object.entries(headers ?? {}));
    return ok;
  },
  streamingRequest: ({ payload }) => streamingRequest(null, payload),
  streamingRequestHeaders({ headers }) {
    const { body: _body, ...request } = streamingRequest(headers, '{}');
    return request;
  },
  validateResolvedEndpoint({ url, regexes }) {
    assertTrusted(url, regexes);
    return ok;
  },
  resolveAndValidateEndpoint({ url, parameters, regexes }) {
    const { values, marks } = savedParameters(parameters);
    const resolved = fillUrl(url, values, marks).text;
    assertTrusted(resolved, regexes);
    return { url: resolved };
  },
  validateHost,
};

const cases = vectors('url_headers');

test.skipIf(!hasSharedMaterial)('the vectors of URLs and headers are there', () => {
  expect(cases.length).toBeGreaterThan(70);
});

test.each(cases.map((vector) => [vector.id, vector] as const))('%s', (_id, vector) => checkVector(vector, operations));
