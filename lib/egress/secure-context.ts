import '#server-only';
import { createSecureContext, type SecureContext } from 'node:tls';
import { StudioError } from '#lib/errors.ts';

/** What a service is shown and what it is trusted by, where both sides show a certificate. */
export type ClientIdentity = {
  /** PEM. */
  cert?: string;
  key?: string;
  /** PKCS #12, instead of both. */
  pfx?: Uint8Array;
  passphrase?: string;
  /** PEM of the authorities that may have signed the service's certificate; absent: those that this machine knows. */
  ca?: string;
};

/** @throws StudioError 500 for parts that do not make a whole, in words that hold nothing of them */
export function secureContextOf({ pfx, ...identity }: ClientIdentity): SecureContext {
  try {
    return createSecureContext({ ...identity, ...(pfx && { pfx: Buffer.from(pfx) }), minVersion: 'TLSv1.2' });
  } catch (thrown) {
    throw new StudioError('m_l_validation_exception', 500, `Failed to build mutual TLS managers: ${problemOf(thrown)}`);
  }
}

function problemOf(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const message = thrown instanceof Error ? thrown.message : '';
  if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH') return 'The private key does not belong to the certificate.';
  if (/mac verify failure|bad decrypt|bad password|interrupted or cancelled/i.test(message))
    return 'The keystore_password is missing or wrong.';
  return `The certificate or its key cannot be read${/^[A-Z0-9_]+$/.test(code) ? ` (${code})` : ''}.`;
}
