import { operation } from '#lib/access/operation.ts';
import { assertUnchanged, type Precondition } from '#lib/connectors/precondition.ts';
import { StudioError } from '#lib/errors.ts';
import { applyChange } from './apply-change.ts';
import { type Origin, valueInForce } from './effective-settings.ts';
import { parseValue } from './parse-value.ts';
import type { ClusterSettingsPorts } from './ports.ts';
import { settings } from './registry.ts';
import { type Setting, type SettingValue, type SettingValues, settingScopes } from './setting.ts';
import type { SettingsChange } from './settings-body.ts';

export type UpdatedSettings = { persistent: SettingValues; transient: SettingValues; seq_no: number };

/**
 * Changes cluster settings (settings.md Part B): all of it or nothing.
 * @returns what this change set, section by section
 * @throws StudioError 400 for a key or value that is refused, 409 or 412 when the settings changed meanwhile
 */
export const updateClusterSettings = operation(
  'settings.update',
  async (
    caller,
    { change, precondition = {} }: { change: SettingsChange; precondition?: Precondition },
    { clusterSettings, now }: ClusterSettingsPorts,
  ): Promise<UpdatedSettings> => {
    if (settingScopes.every((scope) => change[scope].size === 0)) {
      throw new StudioError('action_request_validation_exception', 400, 'Validation Failed: 1: no settings to update;');
    }
    return clusterSettings.transaction(async (store) => {
      const stored = await store.read();
      assertUnchanged({ id: 'cluster settings', seq_no: stored.seq_no, version: 1 }, precondition);
      const transient = applyChange('transient', stored.transient, change.transient); // its complaints come first
      const persistent = applyChange('persistent', stored.persistent, change.persistent);
      if (change.transient.size > 0) await store.replace('transient', transient.section);
      if (change.persistent.size > 0) await store.replace('persistent', persistent.section);
      const { seq_no, ...after } = await store.read();
      await store.keepVersion({ version: seq_no, at: now(), by: caller.username, before: stored, after });
      return { persistent: persistent.set, transient: transient.set, seq_no };
    });
  },
);

export type ReadSettings = UpdatedSettings & { defaults: SettingValues };

/** @returns what is set, and, as defaults, everything else: the node's file over the values that came with the release */
export const getClusterSettings = operation(
  'settings.read',
  async (_caller, _input: Record<string, never>, { clusterSettings, nodeSettings }: ClusterSettingsPorts): Promise<ReadSettings> => {
    const { persistent, transient, seq_no } = clusterSettings.read();
    const others = settings.filter(({ key }) => !persistent.has(key) && !transient.has(key));
    const defaults = new Map(others.map((setting) => [setting.key, nodeSettings.get(setting.key) ?? setting.default]));
    return { persistent, transient, defaults, seq_no };
  },
);

export type SettingRow = Pick<Setting, 'key' | 'type' | 'min' | 'max' | 'since' | 'group' | 'title' | 'description'> & {
  default: SettingValue;
  value: SettingValue;
  origin: Origin;
  /** What the node's file says, for whoever asks what a reset leads to. */
  file?: SettingValue;
  /** False for what stands in the node's file only. */
  dynamic: boolean;
  /** The persistent value that a transient one hides. */
  persistent?: SettingValue;
  /** True where nothing in the studio acts on it. */
  inert: boolean;
  /** True for an inert one that stands among the others, because people look for it there. */
  sought: boolean;
};

/** Text as it is kept, or the items of a list, however it is kept. */
const present = (setting: Setting, value: SettingValue): SettingValue => {
  const parsed = parseValue(setting, value);
  return Array.isArray(parsed) ? parsed : String(value);
};

export type SettingList = { total: number; items: SettingRow[]; seq_no: number };

/** @returns every setting with what a page needs to show and change it */
export const listSettings = operation(
  'settings.read',
  async (_caller, _input: Record<string, never>, { clusterSettings, nodeSettings }: ClusterSettingsPorts): Promise<SettingList> => {
    const stored = clusterSettings.read();
    const items = settings.map((setting): SettingRow => {
      const { update, isInert, isSought, default: standard, ...row } = setting;
      const { value, origin } = valueInForce(setting, stored, nodeSettings);
      const file = nodeSettings.get(setting.key);
      const hidden = origin === 'transient' ? stored.persistent.get(setting.key) : undefined;
      return {
        ...row,
        default: present(setting, standard),
        value: present(setting, value),
        origin,
        ...(file !== undefined && { file: present(setting, file) }),
        ...(hidden !== undefined && { persistent: present(setting, hidden) }),
        dynamic: update === 'dynamic',
        inert: isInert ?? false,
        sought: isSought ?? false,
      };
    });
    return { total: items.length, items, seq_no: stored.seq_no };
  },
);
