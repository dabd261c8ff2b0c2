import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import type { ClientConfig } from '#lib/connectors/connector.ts';
import { clientCertificate, clientKey, clientKeystore, keystorePassword } from './client-certificate.ts';
import { type LocalExecutor, localExecutor } from './local-executor.ts';
import { requestTo } from './request-to.ts';
import { certificate, privateKey } from './tls-certificate.ts';

const seen: { subject: PeerCertificate['subject'] | undefined; isKnown: boolean; socket: unknown }[] = [];
const server = https.createServer(
  { cert: certificate, key: privateKey, ca: clientCertificate, requestCert: true, rejectUnauthorized: true },
  (request, response) => {
    const socket = request.socket as TLSSocket;
    seen.push({ subject: socket.getPeerCertificate().subject, isKnown: socket.authorized, socket });
    request.resume().on('end', () => {
      if (request.url?.startsWith('/stream')) response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: a\n\n');
      else response.end('{}');
    });
  },
);
let url = '';
let local: LocalExecutor;
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `https://studio.test:${(server.address() as AddressInfo).port}/`;
  local = localExecutor();
});
afterAll(async () => {
  await local.egress.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  seen.length = 0;
});

const pem = { client_cert_pem: clientCertificate, client_key_pem: clientKey, ca_cert_pem: certificate };
const given = (fields: Record<string, string>, config: Partial<ClientConfig> = {}) => ({
  client_config: { ...defaultClientConfig, mutual_tls_enabled: true, ...config },
  credential: { owner: 'connector-one', data_key: '', fields },
});
const send = (...[fields, config]: Parameters<typeof given>) => local.send(url, given(fields, config));

test('a certificate and its key are shown, and only the given authority is trusted', async () => {
  expect((await send(pem)).status).toBe(200);
  expect(seen).toMatchObject([{ subject: { CN: 'studio client' }, isKnown: true }]);
  const { ca_cert_pem: _ca, ...own } = pem;
  await expect(send(own)).rejects.toMatchObject({ status: 500, message: expect.stringContaining('signed by itself') });
  expect(seen).toHaveLength(1);
});

test('in base64 too, and out of a PKCS12 keystore', async () => {
  const base64 = Object.fromEntries(Object.entries(pem).map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
  expect((await send(base64)).status).toBe(200);
  const keystore = { client_cert_pkcs12: clientKeystore, keystore_password: keystorePassword, ca_cert_pem: certificate };
  expect((await send(keystore, { keystore_type: 'pkcs12' })).status).toBe(200);
  expect(seen.map(({ subject }) => subject?.CN)).toEqual(['studio client', 'studio client']);
});

test('C-09 nothing that was opened outlives the call: the next one shakes hands anew', async () => {
  await send(pem);
  await send(pem);
  expect(seen[0]?.socket).not.toBe(seen[1]?.socket);
});

test('a stream is as any call', async () => {
  const signal = new AbortController().signal;
  const answer = await local.executor.stream(requestTo(`${url}stream`, given(pem)), { signal, format: 'sse' });
  if ('reply' in answer) throw new Error('refused');
  expect((await Array.fromAsync(answer.stream.events)).flat()).toEqual([{ name: '', data: 'a' }]);
});

test('a service that wants a certificate does not answer without one', async () => {
  const skip = { client_config: { ...defaultClientConfig, skip_ssl_verification: true } };
  await expect(local.send(url, skip)).rejects.toMatchObject({ status: 500 });
  expect(seen).toEqual([]);
});

const invalid = (message: string) => ({ status: 500, type: 'm_l_validation_exception', message });
const unbuildable = (cause: string) => invalid(`Failed to build mutual TLS managers: ${cause}`);
const path =
  'File paths are not supported for certificate fields. Provide the certificate content itself (PEM text or base64-encoded PEM), not a file path.';
const cases: [name: string, fields: Record<string, string>, config: Partial<ClientConfig>, failure: object][] = [
  [
    'verification is off at the same time',
    pem,
    { skip_ssl_verification: true },
    invalid(
      'skip_ssl_verification cannot be enabled together with mutual_tls_enabled. Disabling server certificate validation while presenting a client certificate defeats the purpose of mutual TLS and allows man-in-the-middle attacks. Provide a trusted CA certificate (ca_cert_pem) instead of skipping SSL verification.',
    ),
  ],
  ['there is no credential', {}, {}, invalid('Credentials are required when mutual TLS is enabled')],
  [
    'the keystore is of another type',
    pem,
    { keystore_type: 'JKS' },
    invalid('Unsupported keystore type: JKS. Supported types are: PEM, PKCS12'),
  ],
  [
    'the key is missing',
    { client_cert_pem: clientCertificate },
    {},
    invalid('For PEM keystore, provide both client_cert_pem and client_key_pem'),
  ],
  ['the keystore is missing', pem, { keystore_type: 'PKCS12' }, invalid('For PKCS12 keystore, provide client_cert_pkcs12')],
  [
    'there is an API key, too',
    { ...pem, api_key: 'k' },
    {},
    invalid(
      "Mixed authentication methods are not allowed. When using mutual TLS with client certificates, API keys should not be provided. Please remove the 'api_key' from credentials when 'mutual_tls_enabled' is true.",
    ),
  ],
  [
    'the certificate is none',
    { ...pem, client_cert_pem: 'not a certificate' },
    {},
    unbuildable('Invalid PEM certificate format. Expected -----BEGIN CERTIFICATE----- block.'),
  ],
  ['the certificate is a path', { ...pem, client_cert_pem: '/etc/ssl/client.pem' }, {}, unbuildable(path)],
  [
    'the key belongs to another certificate',
    { ...pem, client_key_pem: privateKey },
    {},
    unbuildable('The private key does not belong to the certificate.'),
  ],
  [
    'the password is wrong',
    { client_cert_pkcs12: clientKeystore, keystore_password: 'wrong' },
    { keystore_type: 'PKCS12' },
    unbuildable('The keystore_password is missing or wrong.'),
  ],
];
for (const [name, fields, config, failure] of cases) {
  test(`nothing is sent when ${name}`, async () => {
    await expect(send(fields, config)).rejects.toMatchObject(failure);
    expect(seen).toEqual([]);
  });
}

test('connectors to AWS sign, and show no certificate', async () => {
  const aws = { access_key: 'AKIAEXAMPLE', secret_key: 'a-secret-key-for-tests' };
  const request = { ...given(aws), protocol: 'aws_sigv4' as const, signing: { service: 'bedrock', region: 'us-east-1' } };
  await expect(local.send(url, request)).rejects.toMatchObject({ message: expect.stringContaining('signed by itself') });
});
