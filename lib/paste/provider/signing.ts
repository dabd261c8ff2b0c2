import type { JsonObject } from '#lib/json/json.ts';
import type { Moved } from '../paste-result.ts';
import type { PastedRequest } from '../pasted-request.ts';
import type { Reading } from '../reading.ts';
import type { Address } from './address.ts';
import { keep } from './secrets.ts';

type Work = { reading: Reading; parameters: JsonObject; credential: JsonObject; moved: Moved[] };

const signature = /^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)\/\d+\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/i;
const headerOf = ({ headers }: PastedRequest, name: string) => headers.find(([one]) => one.toLowerCase() === name)?.[1];

/** Headers that the signer writes anew for each call. */
export const signedHeaders = new Set(['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256', 'host']);

/** Whether a call is signed as AWS wants it, rather than authorised by a key in a header. */
export function isSigned(request: PastedRequest, address: Address): boolean {
  if (request.signing || signature.test(headerOf(request, 'authorization') ?? '')) return true;
  return address.aws !== undefined && headerOf(request, 'authorization') === undefined && headerOf(request, 'x-api-key') === undefined;
}

/** What protocol aws_sigv4 needs: region, service and keys. The secret key is never part of a signed request. */
export function readSigning(request: PastedRequest, address: Address, { reading, parameters, credential, moved }: Work): void {
  const [, accessKey, region, service] = signature.exec(headerOf(request, 'authorization') ?? '') ?? [];
  const [user, password] = splitUser(request.user);
  parameters.set('region', address.aws?.region ?? request.signing?.region ?? region ?? '');
  parameters.set('service_name', request.signing?.service ?? service ?? address.aws?.service ?? '');
  const work = { reading, credential, moved };
  keep('access_key', user ?? accessKey ?? '', user ? 'the option -u' : 'the signature', work);
  keep('secret_key', password ?? '', 'the option -u', work);
  const token = headerOf(request, 'x-amz-security-token');
  if (token !== undefined) keep('session_token', token, 'the header x-amz-security-token', work);
}

function splitUser(user: string | undefined): [string | undefined, string | undefined] {
  if (user === undefined) return [undefined, undefined];
  const colon = user.indexOf(':');
  return colon < 0 ? [user, undefined] : [user.slice(0, colon), user.slice(colon + 1)];
}
