import { mlCommons } from '#lib/settings/setting.ts';
import type { Change } from './settings-draft.ts';

export const trustedKey = `${mlCommons}trusted_connector_endpoints_regex`;
export const privateKey = `${mlCommons}trusted_connector_private_endpoints_regex`;
export const privateAllowedKey = `${mlCommons}connector.private_ip_enabled`;
const connectorAccessKey = `${mlCommons}connector_access_control_enabled`;
const remoteKey = `${mlCommons}remote_inference.enabled`;
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

const switched = (changes: readonly Change[], key: string, to: 'true' | 'false') =>
  changes.some(({ row, before, after }) => row.key === key && before !== to && after === to);
const switchedOff = (changes: readonly Change[], key: string) => switched(changes, key, 'false');
const switchedOn = (changes: readonly Change[], key: string) => switched(changes, key, 'true');

export const opensConnectors = (changes: readonly Change[]) => switchedOff(changes, connectorAccessKey);
const opensModels = (changes: readonly Change[]) => switchedOff(changes, modelAccessKey);

/** What the server says about changed lists. */
export type JudgedTrust = { blocked: readonly Named[]; patterns?: readonly { pattern: string; any_host: boolean }[] };

/** @param judged undefined while that is not known */
export function effectsOf(changes: readonly Change[], judged: JudgedTrust | undefined): Effect[] {
  return [...trustEffects(changes, judged), ...switchEffects(changes), ...retentionEffects(changes)];
}

function trustEffects(changes: readonly Change[], judged: JudgedTrust | undefined): Effect[] {
  const effects: Effect[] = [];
  if (touchesTrust(changes) && judged) {
    const { blocked } = judged;
    if (blocked.length > 0) effects.push({ kind: 'warning', text: blockedText(blocked) });
    else effects.push({ kind: 'info', text: 'No connector becomes blocked.' });
    const list = changes.find(({ row }) => row.key === trustedKey);
    for (const { pattern, any_host } of judged.patterns ?? []) {
      if (!any_host || !list || [list.before].flat().includes(pattern)) continue;
      effects.push({ kind: 'warning', text: `Connectors may send their credentials to any host, because of the pattern ${pattern}` });
    }
  }
  if (switchedOn(changes, privateAllowedKey)) {
    effects.push({ kind: 'warning', text: 'Connectors may call addresses inside your own network.' });
  }
  return effects;
}

function switchEffects(changes: readonly Change[]): Effect[] {
  const effects: Effect[] = [];
  if (opensConnectors(changes)) {
    effects.push({ kind: 'warning', text: 'Everyone who may read connectors sees and uses all of them, private ones included.' });
  }
  if (opensModels(changes)) effects.push({ kind: 'warning', text: 'Model groups no longer decide who sees and uses a model.' });
  if (switchedOff(changes, remoteKey)) {
    effects.push({ kind: 'warning', text: 'No connector can be called or created until it is on again.' });
  }
  return effects;
}

const kept = new Map([
  ['studio.history.keep_runs', 'Runs'],
  ['studio.history.keep_bodies', 'Inputs and answers of predictions'],
  ['studio.audit.keep', 'Entries of the audit log'],
]);

/** What is kept for fewer days than before is deleted. */
function retentionEffects(changes: readonly Change[]): Effect[] {
  return changes.flatMap(({ row, before, after }): Effect[] => {
    const what = kept.get(row.key);
    const [old, days] = [Number(before), Number(after)];
    if (!what || !(days < old)) return [];
    return [
      {
        kind: 'warning',
        text: days === 0 ? `${what} are deleted.` : `${what} that are older than ${days} ${days === 1 ? 'day' : 'days'} are deleted.`,
      },
    ];
  });
}

/** Whether saving takes something away, or opens something, that is not easily noticed or taken back. */
export const needsConfirmation = (changes: readonly Change[], judged: JudgedTrust) =>
  effectsOf(changes, judged).some(({ kind }) => kind === 'warning');

/** The question before such a save. */
export function questionOf(changes: readonly Change[], { blocked }: JudgedTrust): string {
  if (opensConnectors(changes)) return 'Disable connector access control?';
  if (blocked.length > 0) return blocked.length === 1 ? 'Block 1 connector?' : `Block ${blocked.length} connectors?`;
  if (opensModels(changes)) return 'Disable model access control?';
  if (switchedOff(changes, remoteKey)) return 'Switch remote inference off?';
  if (switchedOn(changes, privateAllowedKey)) return 'Allow private addresses?';
  return retentionEffects(changes).length > 0 ? 'Delete what is older?' : 'Trust any host?';
}
