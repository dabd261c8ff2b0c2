import { expect, test } from 'vitest';
import { assertAwsRules } from '#lib/connectors/aws-rules.ts';
import { signRequest } from '#lib/executor/sign-request.ts';
import { scopeOf } from '#lib/executor/signing-scope.ts';
import { hasSharedMaterial, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';

const operations: Operations = {
  validateAwsConnector({ credential, parameters }) {
    assertAwsRules('aws_sigv4', new Set(Object.keys(credential ?? {})), parameters ?? {});
    return { ok: true };
  },
  awsSigningScope({ credential, parameters }) {
    const { service_name: service, region } = parameters ?? {};
    const scope = scopeOf({ ...(service && { service }), ...(region && { region }) }, (name) => credential[name]);
    return { ...scope, sessionToken: credential.session_token };
  },
};

// biome-ignore lint/suspicious/noExplicitAny: a vector, read as it is
async function sign(given: any) {
  const query = given.query.map((pair: string[]) => pair.map(encodeURIComponent).join('=')).join('&');
  const { headers, report } = await signRequest(
    {
      method: given.method,
      authority: given.host,
      path: query ? `${given.path}?${query}` : given.path,
      headers: Object.entries<string>(given.headers),
      body: new TextEncoder().encode(given.body),
    },
    { access_key: given.accessKey, secret_key: given.secretKey, session_token: given.sessionToken ?? undefined },
    { region: given.region, service: given.service },
    Date.parse(given.amzDate.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')),
  );
  const sent = new Map(headers);
  return {
    canonical_request: report.canonical_request,
    string_to_sign: report.string_to_sign,
    signature: report.signature,
    authorization: sent.get('Authorization'),
    content_sha256: sent.get('x-amz-content-sha256'),
  };
}

const cases = vectors('sigv4');

test.skipIf(!hasSharedMaterial)('the vectors of signatures are there', () => {
  expect(cases.length).toBeGreaterThan(10);
});

test.each(cases.filter(({ op }) => op !== 'sign').map((vector) => [vector.id, vector] as const))('%s', (_id, vector) =>
  checkVector(vector, operations),
);

test.each(cases.filter(({ op }) => op === 'sign').map((vector) => [vector.id, vector] as const))(
  '%s',
  async (_id, { given, expect: expected }) => {
    expect(await sign(given)).toEqual(expected);
  },
);
