import { isStudioError } from '#lib/errors.ts';
import { parseValue } from './parse-value.ts';
import { findSetting, settings } from './registry.ts';
import type { SettingValues } from './setting.ts';

/**
 * What is wrong with the node's file, if anything: a key that nobody knows, or a value that its setting refuses. OpenSearch refuses to start
 * with such a file, and so do we.
 * @returns one line for the operator
 */
export function nodeSettingsProblem(file: SettingValues): string | undefined {
  for (const [key, value] of file) {
    const setting = findSetting(key);
    if (!setting) return `unknown setting [${key}]${suggestion(key)}`;
    try {
      parseValue(setting, value);
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      return thrown.message.includes(key) ? thrown.message : `${key}: ${thrown.message}`;
    }
  }
  return undefined;
}

/** A key that was only given a wrong beginning, or lacks it. */
function suggestion(key: string): string {
  const last = key.split('.').at(-1) ?? key;
  const near = settings.filter((setting) => setting.key.endsWith(`.${last}`)).map((setting) => setting.key);
  return near.length > 0 ? ` did you mean [${near.join(', ')}]?` : '';
}
