import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Record<string, unknown>;
type Waiting = { challenge: string; nonce: string; redirect_uri: string };

export type IdentityProvider = {
  issuer: string;
  /** What it says of whoever signs in next, over its usual claims; undefined leaves one out. */
  says(claims: Claims): void;
  /** Signs the next token with a key that it does not show. */
  forges(): void;
  /** What it was asked, path by path. */
  asked: string[];
  /** Answers every request with this status, if set. */
  fails(status: number | undefined): void;
  [Symbol.asyncDispose](): Promise<void>;
};

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID Connect provider on this machine: it lets everybody in, checks PKCE and the client's secret, and says what a test wants. */
export async function identityProvider(client: { id: string; secret: string }): Promise<IdentityProvider> {
  const [shown, hidden] = [keyPair(), keyPair()];
  const codes = new Map<string, Waiting>();
  const asked: string[] = [];
  let extra: Claims = {};
  let key = shown;
  let failure: number | undefined;
  let issuer = '';

  const token = (nonce: string) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: client.id,
      sub: 'subject-1',
      iat: now,
      exp: now + 300,
      nonce,
      preferred_username: 'greta',
      ...extra,
    };
    const head = `${encode({ alg: 'RS256', kid: 'k1' })}.${encode(claims)}`;
    return `${head}.${sign('sha256', Buffer.from(head), key.privateKey).toString('base64url')}`;
  };
  const answer = (response: ServerResponse, status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

  const exchange = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString());
    const waiting = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const [id, secret] = atob(request.headers.authorization?.split(' ')[1] ?? '')
      .split(':')
      .map(decodeURIComponent); // RFC 6749 §2.3.1 encodes both
    const isClient = id === client.id && secret === client.secret;
    if (!isClient) return answer(response, 401, { error: 'invalid_client' });
    const isGood = waiting?.challenge === challenge && waiting.redirect_uri === form.get('redirect_uri');
    if (!isGood) return answer(response, 400, { error: 'invalid_grant' });
    answer(response, 200, { access_token: 'access', token_type: 'Bearer', id_token: token(waiting.nonce) });
  };
  const authorize = (query: URLSearchParams, response: ServerResponse) => {
    const code = randomUUID();
    const redirect_uri = query.get('redirect_uri') ?? '';
    const isPkce = query.get('code_challenge_method') === 'S256';
    if (isPkce) codes.set(code, { challenge: query.get('code_challenge') ?? '', nonce: query.get('nonce') ?? '', redirect_uri });
    const back = new URL(redirect_uri);
    back.search = new URLSearchParams({ code, state: query.get('state') ?? '', iss: issuer, session_state: 'x' }).toString();
    response.writeHead(302, { location: back.href }).end();
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', issuer);
    asked.push(url.pathname);
    if (failure !== undefined) return answer(response, failure, {});
    if (url.pathname === '/.well-known/openid-configuration') {
      return answer(response, 200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: true,
      });
    }
    if (url.pathname === '/authorize') return authorize(url.searchParams, response);
    if (url.pathname === '/token') return void exchange(request, response);
    answer(response, 200, { keys: [{ ...shown.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked,
    says(claims) {
      extra = claims;
    },
    forges() {
      key = hidden;
    },
    fails(status) {
      failure = status;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
