import type { SettingValue, SettingValues } from './setting.ts';

/** One section of an answer, its keys in alphabetical order: dotted when `flat`, else an object in an object for each dot. */
export function writeSection(values: SettingValues, flat: boolean): ReadonlyMap<string, unknown> {
  const sorted = [...values].sort(([a], [b]) => (a < b ? -1 : 1));
  return flat ? new Map(sorted) : nest(sorted);
}

type Nested = Map<string, SettingValue | Nested>;

function nest(sorted: Iterable<[string, SettingValue]>): Nested {
  const root: Nested = new Map();
  for (const [key, value] of sorted) {
    const names = key.split('.');
    const last = names.pop() ?? '';
    let at = root;
    for (const name of names) {
      const inner = at.get(name);
      const next: Nested = inner instanceof Map ? inner : new Map();
      at.set(name, next);
      at = next;
    }
    at.set(last, value);
  }
  return root;
}
