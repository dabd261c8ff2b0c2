import { StudioError } from '#lib/errors.ts';
import { globMatches } from '#lib/search/glob.ts';
import { parseValue } from './parse-value.ts';
import { findSetting } from './registry.ts';
import type { SettingScope, SettingValue, SettingValues } from './setting.ts';
import type { SectionChange } from './settings-body.ts';

const refused = (reason: string) => new StudioError('settings_exception', 400, reason);
const isDynamic = (key: string) => findSetting(key)?.update === 'dynamic';

/** What a section holds afterwards, and what this change set in it. */
export type AppliedChange = { section: SettingValues; set: SettingValues };

/**
 * Judges one section of a change and applies it (settings.md B.3, B.5, B.6). Keys are judged in their alphabetical order, as OpenSearch
 * keeps them, so its complaint is about the same key. Deletions come first: `{"a.*": null, "a.b": 1}` leaves `a.b`.
 * @throws StudioError 400 for the first key or value that is refused
 */
export function applyChange(scope: SettingScope, before: SettingValues, change: SectionChange): AppliedChange {
  const set = new Map<string, SettingValue>();
  const deleted: string[] = [];
  for (const [key, value] of [...change].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (value === null && (isDynamic(key) || key.endsWith('*'))) deleted.push(key);
    else {
      assertAccepted(scope, key, value);
      if (value !== null) set.set(key, value);
    }
  }
  const isDeleted = (key: string) => isDynamic(key) && deleted.some((pattern) => globMatches(pattern, key));
  const kept = [...before].filter(([key]) => !isDeleted(key));
  return { section: new Map([...kept, ...set]), set };
}

function assertAccepted(scope: SettingScope, key: string, value: SettingValue | null): void {
  const setting = findSetting(key);
  if (!setting) throw refused(`${scope} setting [${key}], not recognized`);
  if (setting.update === 'final') throw refused(`final ${scope} setting [${key}], not updateable`);
  if (setting.update === 'static' || value === null) throw refused(`${scope} setting [${key}], not dynamically updateable`);
  parseValue(setting, value);
}
