import '#server-only';
import type { ClientIdentity } from '#lib/egress/secure-context.ts';
import { StudioError } from '#lib/errors.ts';
import type { OutgoingRequest } from '#lib/predict/ports.ts';

const invalid = (reason: string) => new StudioError('m_l_validation_exception', 500, reason);
const unbuildable = (reason: string) => invalid(`Failed to build mutual TLS managers: ${reason}`);

/** Whether both sides of a call show a certificate. */
export const isMutual = ({ protocol, client_config }: Pick<OutgoingRequest, 'protocol' | 'client_config'>): boolean =>
  client_config.mutual_tls_enabled && protocol === 'http';

/**
 * The certificate that a call shows, out of the connector's credential (connector-model.md §7.2).
 * @param values the credential, opened
 * @throws StudioError 500 in ML Commons' words and order
 */
export function clientIdentity({ client_config }: OutgoingRequest, values: ReadonlyMap<string, string>): ClientIdentity {
  if (client_config.skip_ssl_verification) {
    throw invalid(
      'skip_ssl_verification cannot be enabled together with mutual_tls_enabled. Disabling server certificate validation while presenting a client certificate defeats the purpose of mutual TLS and allows man-in-the-middle attacks. Provide a trusted CA certificate (ca_cert_pem) instead of skipping SSL verification.',
    );
  }
  if (values.size === 0) throw invalid('Credentials are required when mutual TLS is enabled');
  const type = client_config.keystore_type ?? 'PEM';
  const own = ownParts(type, values);
  if ((values.get('api_key') ?? '').trim() !== '') {
    throw invalid(
      "Mixed authentication methods are not allowed. When using mutual TLS with client certificates, API keys should not be provided. Please remove the 'api_key' from credentials when 'mutual_tls_enabled' is true.",
    );
  }
  const ca = values.get('ca_cert_pem');
  const passphrase = values.get('keystore_password');
  return { ...own(), ...(ca !== undefined && { ca: pemOf(ca, certificateBlock) }), ...(passphrase !== undefined && { passphrase }) };
}

/** @returns reads them, once everything else is well */
function ownParts(type: string, values: ReadonlyMap<string, string>): () => ClientIdentity {
  const given = (name: string) => ((values.get(name) ?? '').trim() === '' ? undefined : values.get(name));
  switch (type.toUpperCase()) {
    case 'PEM': {
      const [cert, key] = [given('client_cert_pem'), given('client_key_pem')];
      if (cert === undefined || key === undefined) throw invalid('For PEM keystore, provide both client_cert_pem and client_key_pem');
      return () => ({ cert: pemOf(cert, certificateBlock), key: pemOf(key, keyBlock) });
    }
    case 'PKCS12': {
      const keystore = given('client_cert_pkcs12');
      if (keystore === undefined) throw invalid('For PKCS12 keystore, provide client_cert_pkcs12');
      return () => ({ pfx: base64Of(keystore) });
    }
    default:
      throw invalid(`Unsupported keystore type: ${type.slice(0, 100)}. Supported types are: PEM, PKCS12`);
  }
}

type Block = { begin: RegExp; problem: string };
const certificateBlock: Block = {
  begin: /-----BEGIN (TRUSTED )?CERTIFICATE-----/,
  problem: 'Invalid PEM certificate format. Expected -----BEGIN CERTIFICATE----- block.',
};
const keyBlock: Block = {
  begin: /-----BEGIN ([A-Z]+ )*PRIVATE KEY-----/,
  problem: 'Invalid PEM private key format. Expected -----BEGIN PRIVATE KEY----- block.',
};

/** PEM as it is, or out of the base64 that it was put into. */
function pemOf(text: string, { begin, problem }: Block): string {
  if (begin.test(text)) return text;
  if (isPath(text)) throw notContent();
  const decoded = isBase64(text) ? Buffer.from(text, 'base64').toString('utf8') : '';
  if (begin.test(decoded)) return decoded;
  throw unbuildable(problem);
}

function base64Of(text: string): Uint8Array {
  if (isPath(text)) throw notContent();
  if (!isBase64(text)) throw unbuildable('client_cert_pkcs12 is not base64.');
  return Buffer.from(text, 'base64');
}

const isBase64 = (text: string) => /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text);

/** A name of a file; base64 may begin with a slash too, but is longer and has no dot. */
const isPath = (text: string) => /^(file:|~|\.{1,2}[/\\]|[A-Za-z]:[/\\])|^[^\n]{0,1000}\.(pem|crt|cer|key|p12|pfx|jks)$/i.test(text.trim());

const notContent = () =>
  unbuildable(
    'File paths are not supported for certificate fields. Provide the certificate content itself (PEM text or base64-encoded PEM), not a file path.',
  );
