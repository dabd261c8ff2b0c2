import { isStudioError } from '#lib/errors.ts';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { parsePlainValue } from '#lib/settings/parse-plain-value.ts';
import type { SettingValue } from '#lib/settings/setting.ts';

const grouped = new Intl.NumberFormat('en');
const units = ['b', 'kb', 'mb', 'gb', 'tb', 'pb'];

/** The largest unit that leaves no fraction: *10 mb*. */
function size(bytes: number): string {
  let [value, at] = [bytes, 0];
  for (; value > 0 && value % 1024 === 0 && at < units.length - 1; at++) value /= 1024;
  return `${grouped.format(value)} ${units[at]}`;
}

/** *1 to 10,000*, *at least 0*; undefined where everything is allowed. */
export function rangeOf({ type, min, max }: Pick<SettingRow, 'type' | 'min' | 'max'>): string | undefined {
  const write = (value: number) => (type === 'bytes' ? size(value) : grouped.format(value));
  if (min !== undefined && max !== undefined) return `${write(min)} to ${write(max)}`;
  if (min !== undefined) return `at least ${write(min)}`;
  return max === undefined ? undefined : `at most ${write(max)}`;
}

const types: Record<SettingRow['type'], string> = {
  boolean: 'On or off',
  integer: 'Whole number',
  long: 'Whole number',
  float: 'Number',
  bytes: 'Size with its unit',
  text: 'Text',
  list: 'List of texts',
  patterns: 'List of patterns',
};

/** *Whole number, 0 to 10,000*: what a setting takes. */
export function typeWords(row: Pick<SettingRow, 'type' | 'min' | 'max'>): string {
  const range = rangeOf(row);
  return range ? `${types[row.type]}, ${range}` : types[row.type];
}

const kinds: Partial<Record<SettingRow['type'], string>> = {
  integer: 'a whole number',
  long: 'a whole number',
  float: 'a number',
  bytes: 'a size with its unit, such as 10mb',
};

/** Why a value cannot be saved, in plain words; undefined when it can. Patterns are judged by the server. */
export function problemOf(row: SettingRow, value: SettingValue): string | undefined {
  try {
    parsePlainValue(row, value);
    return undefined;
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const kind = kinds[row.type];
    if (!kind) return thrown.message;
    const range = rangeOf(row);
    return range ? `Enter ${kind}, ${range}.` : `Enter ${kind}.`;
  }
}
