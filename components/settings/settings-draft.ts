import type { SectionBody, SettingsBody } from '#lib/client/settings.ts';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';

/** What a person changed and did not save: key → value, null for the way back to the default. */
export type SettingsDraft = ReadonlyMap<string, SettingValue | null>;

export const noDraft: SettingsDraft = new Map();

/** A changed setting with the value it has now and the one it gets. */
export type Change = { row: SettingRow; before: SettingValue; after: SettingValue; isReset: boolean };

export function isSameValue(one: SettingValue, other: SettingValue): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** Whether `_cluster/settings` holds a value for it, so that there is something to reset. */
export const isOverridden = ({ origin }: SettingRow) => origin === 'persistent' || origin === 'transient';

/** What is in force once nothing is set: the node's file over the default. */
export const valueBeneath = (row: SettingRow): SettingValue => row.file ?? row.default;

/** The value on the screen. */
export function shownValue(row: SettingRow, draft: SettingsDraft): SettingValue {
  const drafted = draft.get(row.key);
  if (drafted === undefined) return row.value;
  return drafted ?? valueBeneath(row);
}

/** The draft after one control changed. A value that is what is saved anyway leaves no change behind. */
export function withValue(draft: SettingsDraft, row: SettingRow, value: SettingValue | null): SettingsDraft {
  const next = new Map(draft);
  const isNothing = value === null ? !isOverridden(row) : isSameValue(value, row.value);
  if (isNothing) next.delete(row.key);
  else next.set(row.key, value);
  return next;
}

/** Changes in the order of the page; what the draft says about keys that cannot be changed any more is left out. */
export function changesOf(draft: SettingsDraft, rows: readonly SettingRow[]): Change[] {
  return rows.flatMap((row) => {
    const drafted = draft.get(row.key);
    if (drafted === undefined || !row.dynamic) return [];
    const isReset = drafted === null;
    if (isReset ? !isOverridden(row) : isSameValue(drafted, row.value)) return []; // somebody else saved the same meanwhile
    return [{ row, before: row.value, after: shownValue(row, draft), isReset }];
  });
}

/** The value as JSON: numbers and booleans bare, as people write them. */
export function jsonValue({ type }: Pick<SettingRow, 'type'>, value: SettingValue): string | number | boolean | readonly string[] {
  if (typeof value !== 'string') return value;
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  const isNumber = type === 'integer' || type === 'long' || type === 'float';
  return isNumber && String(Number(value)) === value ? Number(value) : value;
}

/**
 * The body of `PUT /_cluster/settings`: values are persistent. A transient one wins over them, so it is taken away where there is one.
 */
export function settingsBody(changes: readonly Change[]): SettingsBody {
  const persistent: SectionBody = {};
  const transient: SectionBody = {};
  for (const { row, after, isReset } of changes) {
    persistent[row.key] = isReset ? null : jsonValue(row, after);
    if (row.origin === 'transient') transient[row.key] = null;
  }
  return { persistent, ...(Object.keys(transient).length > 0 && { transient }) };
}

/** The request as Dev Tools takes it. */
export const devToolsRequest = (changes: readonly Change[]): string =>
  `PUT /_cluster/settings\n${JSON.stringify(settingsBody(changes), null, 2)}`;

/** Titles of the settings of a draft that somebody else changed between two looks. */
export function changedByOthers(draft: SettingsDraft, before: readonly SettingRow[], now: readonly SettingRow[]): string[] {
  const old = new Map(before.map((row) => [row.key, row]));
  return now.filter((row) => draft.has(row.key) && !isSameValue(old.get(row.key)?.value ?? row.value, row.value)).map(({ title }) => title);
}
