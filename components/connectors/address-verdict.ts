import type { Prediction } from '#lib/client/predictions.ts';
import type { CheckedTrust } from '#lib/settings/check-trusted-endpoints.ts';
import type { VerdictOfAddress } from './verdict.tsx';

/** What the step *request* tells of a dry run. */
type RequestDetail = { trusted_by?: number; refused?: { stage?: string; reason: string } };

type Asked = { dryRun: Prediction; trust: CheckedTrust['url'] | undefined };

const notTrusted = 'Connector URL is not matching the trusted connector endpoint regex';

/** The verdict on an address in the words of the server: from the dry run when it came so far, else from the patterns alone. */
export function addressVerdict({ dryRun, trust }: Asked): VerdictOfAddress {
  const step = dryRun.trace.steps.find(({ name }) => name === 'request');
  const { refused, trusted_by } = (step?.detail ?? {}) as RequestDetail; // as: written by the server's step of that name
  const reason = refused?.reason ?? step?.error?.reason;
  const suggestion = trust?.trusted_by === null ? trust.suggestion : undefined;
  // A refusal without a stage is about something else than the address; a name that cannot be looked up now may be found later.
  if (refused?.stage !== undefined && refused.stage !== 'dns') {
    return { kind: 'refused', reason: refused.reason, ...(suggestion && { suggestion }) };
  }
  const trustedBy = trusted_by ?? trust?.trusted_by;
  if (typeof trustedBy === 'number') return { kind: 'trusted', pattern: trustedBy, ...(reason && { warning: reason }) };
  if (trust) return { kind: 'refused', reason: notTrusted, ...(suggestion && { suggestion }) };
  return reason ? { kind: 'refused', reason } : { kind: 'unknown', words: 'The address is not known before a call.' };
}

/** The signature of a dry run, all but its secret part. */
export function signedHeaders(dryRun: Prediction | undefined): [string, string][] {
  const step = dryRun?.trace.steps.find(({ name }) => name === 'request');
  const detail = (step?.detail ?? {}) as { prepared?: { headers?: [string, string][] } }; // as: written by the server's step of that name
  return detail.prepared?.headers ?? [];
}
