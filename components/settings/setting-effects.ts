import { mlCommons } from '#lib/settings/setting.ts';
import type { Change } from './settings-draft.ts';

export const trustedKey = `${mlCommons}trusted_connector_endpoints_regex`;
export const privateKey = `${mlCommons}trusted_connector_private_endpoints_regex`;
export const privateAllowedKey = `${mlCommons}connector.private_ip_enabled`;
const connectorAccessKey = `${mlCommons}connector_access_control_enabled`;
const modelAccessKey = `${mlCommons}model_access_control_enabled`;

/** What saving brings about beyond the values themselves. */
export type Effect = { kind: 'info' | 'warning'; text: string };

type Named = { name: string };

const longestList = 5;

/** *Local Ollama, Rerank and 3 more* */
export function listNames(named: readonly Named[]): string {
  const names = named.map(({ name }) => name);
  const more = names.length - longestList;
  if (more > 0) return `${names.slice(0, longestList).join(', ')} and ${more} more`;
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export const blockedText = (blocked: readonly Named[]) =>
  `${blocked.length === 1 ? '1 connector becomes' : `${blocked.length} connectors become`} blocked: ${listNames(blocked)}.`;

/** Whether saving could change which connectors are blocked. */
export const touchesTrust = (changes: readonly Change[]) =>
  changes.some(({ row: { key } }) => key === trustedKey || key === privateKey || key === privateAllowedKey);

const switchedOff = (changes: readonly Change[], key: string) =>
  changes.some(({ row, before, after }) => row.key === key && before === 'true' && after === 'false');

export const opensConnectors = (changes: readonly Change[]) => switchedOff(changes, connectorAccessKey);
export const opensModels = (changes: readonly Change[]) => switchedOff(changes, modelAccessKey);

/** @param blocked connectors that the change blocks; undefined while that is not known */
export function effectsOf(changes: readonly Change[], blocked: readonly Named[] | undefined): Effect[] {
  const effects: Effect[] = [];
  if (touchesTrust(changes) && blocked) {
    if (blocked.length > 0) effects.push({ kind: 'warning', text: blockedText(blocked) });
    else effects.push({ kind: 'info', text: 'No connector becomes blocked.' });
  }
  if (opensConnectors(changes)) {
    effects.push({ kind: 'warning', text: 'Everyone who may read connectors sees and uses all of them, private ones included.' });
  }
  if (opensModels(changes)) effects.push({ kind: 'warning', text: 'Model groups no longer decide who sees and uses a model.' });
  if (switchedOff(changes, `${mlCommons}remote_inference.enabled`)) {
    effects.push({ kind: 'warning', text: 'No connector can be called or created until it is on again.' });
  }
  return effects;
}

/** Whether saving takes something away that is not easily noticed. */
export const needsConfirmation = (changes: readonly Change[], blocked: readonly Named[]) =>
  blocked.length > 0 || opensConnectors(changes) || opensModels(changes);
