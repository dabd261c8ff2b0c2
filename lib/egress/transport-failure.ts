import '#server-only';
import { isStudioError, StudioError, statusError } from '#lib/errors.ts';
import { transportError } from '#lib/predict/handle-response.ts';

/** What was being attempted when it failed. Times in seconds, as the connector has them. */
export type AttemptContext = {
  host: string;
  port: number;
  connection_timeout: number;
  read_timeout: number;
  /** Of the answer, once its headers had arrived. */
  status?: number | undefined;
};

export const tooLarge = () => statusError(502, 'Remote service response is too large');

const protocolBroken = 502;

/**
 * A failure of the transport in words for the caller (predict.md §12.1): which phase, which limit. It names the host as it is written in
 * the URL and never an address (threats.md EG-7); what the library says stays inside.
 */
export function transportFailure(thrown: unknown, context: AttemptContext): StudioError {
  if (isStudioError(thrown)) return thrown;
  const code = codeOf(thrown);
  const { host, port, connection_timeout, read_timeout, status } = context;
  // An error status that had arrived says more than what happened to its body.
  const arrived = status !== undefined && status > 300 ? status : undefined;
  const tls = tlsProblem(code);
  if (tls) return tlsFailure(`TLS: ${tls} (${host})`);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return transportError(`no connection to ${host}:${port} within ${connection_timeout} s (connection_timeout)`);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return transportError(`no answer from ${host} within ${read_timeout} s (read_timeout)`);
  if (code === 'UND_ERR_BODY_TIMEOUT') {
    return transportError(`the answer of ${host} paused for longer than ${read_timeout} s (read_timeout)`, arrived ?? null);
  }
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return transportError(`the headers of ${host} are larger than 16 KiB`, protocolBroken);
  if (/^(Z_|ERR__ERROR|ERR_BROTLI|ZSTD_)/.test(code)) {
    return transportError(`the answer of ${host} is not encoded as it says`, arrived ?? protocolBroken);
  }
  if (status === undefined && isProtocolError(thrown, code))
    return transportError(`the answer of ${host} is not valid HTTP/1.1`, protocolBroken);
  if (status !== undefined)
    return transportError(`${host} closed the connection before its answer was complete`, arrived ?? protocolBroken);
  return transportError(beforeAnswer(code, host, port));
}

/** The parser's own failures; not all of them have a code. */
const isProtocolError = (thrown: unknown, code: string) =>
  code.startsWith('HPE_') ||
  code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH' ||
  (thrown instanceof Error && thrown.name === 'HTTPParserError');

/** Certificates and protocol versions do not change from one attempt to the next. */
function tlsFailure(message: string): StudioError {
  const { type, status, message: reason } = transportError(message);
  return new StudioError(type, status, reason, { isFinal: true });
}

function beforeAnswer(code: string, host: string, port: number): string {
  const problems: Readonly<Record<string, string>> = {
    ECONNREFUSED: `${host}:${port} refused the connection`,
    EHOSTUNREACH: `there is no way to ${host}`,
    ENETUNREACH: `there is no way to the network of ${host}`,
    EACCES: `this machine may not connect to ${host}:${port}`,
    EPERM: `this machine may not connect to ${host}:${port}`,
  };
  return problems[code] ?? `${host}:${port} closed the connection without an answer`;
}

const certificateProblems: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  CERT_REVOKED: 'the certificate was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate chain ends in one that is signed by itself',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no authority that is trusted here signed the certificate',
  UNABLE_TO_GET_ISSUER_CERT: 'no authority that is trusted here signed the certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no authority that is trusted here signed the certificate',
  CERT_UNTRUSTED: 'no authority that is trusted here signed the certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the service wants a certificate of ours (mutual_tls_enabled)',
};

function tlsProblem(code: string): string | undefined {
  const known = certificateProblems[code];
  if (known) return known;
  return /^(ERR_SSL_|ERR_TLS_|EPROTO$|CERT_|UNABLE_TO_)/.test(code) ? `the handshake failed (${code})` : undefined;
}

/** Of several addresses that were tried, the first failure counts. */
function codeOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && !hasCode(thrown)) return codeOf(thrown.errors[0]);
  return hasCode(thrown) ? thrown.code : '';
}

const hasCode = (thrown: unknown): thrown is Error & { code: string } =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string';
