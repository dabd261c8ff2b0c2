import { isStudioError } from '#lib/errors.ts';

/**
 * Whether another attempt may help (threats.md L-02): throttling, 429 and 5xx, which connect errors and time-outs count as. Refusals of
 * our own never change, and a certificate that is not trusted does not become so within a second.
 */
export function isRetryable(thrown: unknown): boolean {
  if (!isStudioError(thrown) || thrown.isFinal) return false;
  if (thrown.type === 'remote_connector_throttling_exception') return true;
  return thrown.type === 'status_exception' && (thrown.status === 429 || thrown.status >= 500);
}
