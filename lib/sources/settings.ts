import '#server-only';
import type { LoadedSettings } from '#lib/client/settings.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import { checkTrustedEndpoints } from '#lib/settings/check-trusted-endpoints.ts';
import { listSettings } from '#lib/settings/cluster-settings.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Every setting, and the verdicts on the trusted endpoints in force, for the first paint of their page. */
export async function readSettings() {
  const { user } = await requireSession();
  const { ports } = studio();
  const { seq_no, ...list } = await listSettings(user, {}, ports);
  const settings: LoadedSettings = { ...list, _seq_no: seq_no, _primary_term: primaryTerm };
  const { trusted, trusted_private } = ports.settings.current().trustPolicy();
  const check = await checkTrustedEndpoints(user, { patterns: [...trusted], private_patterns: [...trusted_private] }, ports);
  return { settings, check };
}
