import '#server-only';
import type { LoadedSettings } from '#lib/client/settings.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import { checkTrustedEndpoints } from '#lib/settings/check-trusted-endpoints.ts';
import { listSettings } from '#lib/settings/cluster-settings.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

type Wanted = { pattern: string | undefined; host: string | undefined };

/** Every setting, and the verdicts on the trusted endpoints in force, for the first paint of their page. */
export async function readSettings({ pattern, host }: Wanted) {
  const { user } = await requireSession();
  const { ports } = studio();
  const { seq_no, ...list } = await listSettings(user, {}, ports);
  const settings: LoadedSettings = { ...list, _seq_no: seq_no, _primary_term: primaryTerm };
  const { trusted, trusted_private } = ports.settings.current().trustPolicy();
  const tried = host === undefined ? '' : addressOf(host);
  const url = tried === '' ? undefined : tried;
  const { url: verdict, ...check } = await checkTrustedEndpoints(
    user,
    { patterns: [...trusted], private_patterns: [...trusted_private], url },
    ports,
  );
  return { settings, check, wanted: { pattern: pattern ?? (verdict?.trusted_by === null ? verdict.suggestion : undefined), tried } };
}

/** A host stands for its usual address; one without a host in it is shown as it came. */
const addressOf = (host: string) => (host.includes('://') ? host : `https://${host}/`);
