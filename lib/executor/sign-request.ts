import '#server-only';
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { clearCredentialCache, SignatureV4 } from '@aws-sdk/signature-v4';
import { illegalArgument } from '#lib/errors.ts';
import type { SigningReport } from '#lib/predict/ports.ts';

type Header = [name: string, value: string];

export type AwsIdentity = { access_key: string; secret_key: string; session_token?: string | undefined };
export type AwsScope = { region: string; service: string };

/** The bytes that are signed are the bytes that go out. */
export type Signable = {
  method: string;
  /** Lower-case, with the port unless it is the scheme's own. */
  authority: string;
  /** As on the wire. */
  path: string;
  headers: readonly Header[];
  body: Uint8Array | null;
};

export type Signed = { headers: Header[]; report: SigningReport & { signature: string } };

/** @throws StudioError 400 for a region or service that AWS cannot have (threats.md H-12) */
export function assertScope({ region, service }: AwsScope): void {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(region)) throw illegalArgument(`Region [${region.slice(0, 100)}] is no name of an AWS region`);
  if (!/^[a-z0-9-]+$/.test(service)) throw illegalArgument(`Service name [${service.slice(0, 100)}] is no name of an AWS service`);
}

/** Made by the signature, whatever the connector says of them: `x-amz-content-sha256: required` is common in blueprints. */
const madeBySigner = new Set(['host', 'authorization', 'date', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256']);

/**
 * Signs a request with AWS Signature Version 4 (predict.md §10). The body is hashed always.
 * @param now epoch milliseconds
 */
export async function signRequest(request: Signable, identity: AwsIdentity, { region, service }: AwsScope, now: number): Promise<Signed> {
  const own = request.headers.filter(([name]) => !madeBySigner.has(name.toLowerCase()));
  const { access_key: accessKeyId, secret_key: secretAccessKey, session_token: sessionToken } = identity;
  const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
  const signer = new ReportingSigner({ service, region, credentials, sha256: Sha256, uriEscapePath: true, applyChecksum: true });
  const [path = '/', search = ''] = splitOnce(request.path, '?');
  const length = contentLength(request);
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: request.authority,
      path,
      query: decodeQuery(search),
      headers: { ...Object.fromEntries(own), host: request.authority, ...(length !== undefined && { 'content-length': length }) },
      ...(request.body && { body: request.body }),
    },
    { signingDate: new Date(now) },
  );
  // It keeps signing keys of the day; nothing derived from a secret outlives the call (threats.md C-09).
  clearCredentialCache();
  return { headers: [...own, ...made(signed.headers)], report: reportOf(signer, signed.headers, now) };
}

function made(headers: Readonly<Record<string, string>>): Header[] {
  const names = ['X-Amz-Date', 'X-Amz-Security-Token', 'x-amz-content-sha256', 'Authorization'];
  return names.flatMap((name): Header[] => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? [] : [[name, value]];
  });
}

function reportOf({ canonical_request, string_to_sign }: ReportingSigner, headers: Readonly<Record<string, string>>, now: number) {
  const [, credential_scope = '', signed = '', signature = ''] =
    /Credential=[^/]*\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]+)$/.exec(headers.authorization ?? '') ?? [];
  return {
    canonical_request,
    string_to_sign,
    credential_scope,
    signed_headers: signed.split(';'),
    body_sha256: headers['x-amz-content-sha256'] ?? '',
    time: new Date(now).toISOString(),
    signature,
  };
}

/** What the client of HTTP will send; undefined where it sends none. */
function contentLength({ method, body }: Signable): string | undefined {
  if (body && body.length > 0) return String(body.length);
  return method === 'POST' || method === 'PUT' ? '0' : undefined;
}

const splitOnce = (text: string, at: string): string[] => {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
};

/** Names and values as AWS reads them from the query that is sent as written; a plus sign is a space. */
function decodeQuery(search: string): Record<string, string | string[]> {
  const query: Record<string, string[]> = Object.create(null);
  for (const pair of search.split('&').filter(Boolean)) {
    const [name = '', value = ''] = splitOnce(pair, '=').map(decodePart);
    query[name] = [...(query[name] ?? []), value];
  }
  return query;
}

function decodePart(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced; // bytes that are no UTF-8 have no canonical spelling
  }
}

/** Keeps what was signed, for people to compare with what AWS says it expected. */
class ReportingSigner extends SignatureV4 {
  canonical_request = '';
  string_to_sign = '';

  protected override createCanonicalRequest(...given: Parameters<SignatureV4['createCanonicalRequest']>): string {
    this.canonical_request = super.createCanonicalRequest(...given);
    return this.canonical_request;
  }

  protected override async createStringToSign(...given: Parameters<SignatureV4['createStringToSign']>): Promise<string> {
    this.string_to_sign = await super.createStringToSign(...given);
    return this.string_to_sign;
  }
}

/** SHA-256, or its HMAC, in the shape that the signer asks for. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.hash.update(bytesOf(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }

  reset(): void {}
}

const bytesOf = (data: string | ArrayBuffer | ArrayBufferView): string | Uint8Array => {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
};
