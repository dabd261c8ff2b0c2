import type { SettingReads } from '#lib/connectors/ports.ts';
import type { Parsed } from './parse-plain-value.ts';
import { parseValue } from './parse-value.ts';
import type { EffectiveSettings } from './ports.ts';
import { findSetting } from './registry.ts';
import { mlCommons, type Setting, type SettingValue, type SettingValues, type StoredSettings } from './setting.ts';

export type Origin = 'transient' | 'persistent' | 'file' | 'default';

/** The value in force and where it comes from: transient, then persistent, then the node's file, then the default. */
export function valueInForce(setting: Setting, stored: StoredSettings, file: SettingValues): { value: SettingValue; origin: Origin } {
  const { key } = setting;
  const layers: [Origin, SettingValue | undefined][] = [
    ['transient', stored.transient.get(key)],
    ['persistent', stored.persistent.get(key)],
    ['file', file.get(key)],
  ];
  for (const [origin, value] of layers) if (value !== undefined) return { value, origin };
  return { value: setting.default, origin: 'default' };
}

/** Values by key, each read once. */
export function effectiveSettings(stored: StoredSettings, file: SettingValues): EffectiveSettings {
  const known = new Map<string, Parsed>();
  const get = (name: string): Parsed => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const setting = findSetting(name) ?? findSetting(mlCommons + name);
    if (!setting) throw new Error(`No setting is called ${name}`);
    const value = parseValue(setting, valueInForce(setting, stored, file).value);
    known.set(name, value);
    return value;
  };
  const typed =
    <Value extends Parsed>(isOfType: (value: Parsed) => value is Value) =>
    (key: string): Value => {
      const value = get(key);
      if (!isOfType(value)) throw new Error(`The setting ${key} has another type`);
      return value;
    };
  const list = typed((value) => Array.isArray(value));
  const flag = typed((value) => typeof value === 'boolean');
  return {
    flag,
    list,
    number: typed((value) => typeof value === 'number'),
    text: typed((value) => typeof value === 'string'),
    trustPolicy: () => ({
      trusted: list('trusted_connector_endpoints_regex'),
      private_ip_enabled: flag('connector.private_ip_enabled'),
      trusted_private: list('trusted_connector_private_endpoints_regex'),
      restricted_ip: list('connector.restricted_ip_patterns'),
    }),
  };
}

/** How the other domains ask: each call looks whether anything changed, so a change acts at once (threats.md R-08). */
export type SettingsPort = SettingReads & { current(): EffectiveSettings };

/**
 * @param changes how many changes there have been: the one question that every call asks of the database
 * @param read what is stored, with the number it belongs to
 */
export function settingsPort(changes: () => number, read: () => StoredSettings, file: SettingValues): SettingsPort {
  let seen = -1;
  let effective: EffectiveSettings | undefined;
  const current = () => {
    if (effective && changes() === seen) return effective;
    const stored = read();
    seen = stored.seq_no;
    effective = effectiveSettings(stored, file);
    return effective;
  };
  return { current, flag: async (key) => current().flag(key), list: async (key) => current().list(key) };
}
