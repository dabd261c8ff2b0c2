import { connectorSettings } from './connector-settings.ts';
import { otherSettings } from './other-settings.ts';
import { mlCommons, type Setting } from './setting.ts';
import { studioSettings } from './studio-settings.ts';

/** Every setting that `_cluster/settings` and the node's file know, in the order in which pages show them. */
export const settings: readonly Setting[] = [
  ...connectorSettings.map((row): Setting => ({ update: 'dynamic', ...row, key: mlCommons + row.key })),
  ...studioSettings,
  ...otherSettings.map((row): Setting => ({ update: 'dynamic', isInert: true, ...row, key: mlCommons + row.key })),
];

const byKey: ReadonlyMap<string, Setting> = new Map(settings.map((setting) => [setting.key, setting]));

export const findSetting = (key: string): Setting | undefined => byKey.get(key);
