import { assertSafePatterns } from './java-pattern.ts';
import { type Parsed, parsePlainValue, type ValueRules } from './parse-plain-value.ts';
import type { SettingValue } from './setting.ts';

/**
 * Reads what a setting holds, as OpenSearch does (settings.md B.6). Bytes become a number of bytes.
 * @throws StudioError 400 in OpenSearch's words
 */
export function parseValue(setting: ValueRules, value: SettingValue): Parsed {
  const parsed = parsePlainValue(setting, value);
  if (setting.type === 'patterns' && Array.isArray(parsed)) assertSafePatterns(parsed);
  return parsed;
}
