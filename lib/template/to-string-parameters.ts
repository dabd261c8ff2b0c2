import { processTextDoc } from './escape-json.ts';
import type { Mark, ParameterSet, Values } from './parameter-set.ts';

const prefix = '${parameters.';
const suffix = '.toString()';

/** Names `k` whose `${parameters.k.toString()}` stands in some value (predict.md §6.3). */
export function toStringKeys(values: Values): Set<string> {
  const keys = new Set<string>();
  for (const value of values.values()) {
    if (value?.includes('.toString()}')) for (const key of keysIn(value)) keys.add(key);
  }
  return keys;
}

function* keysIn(value: string): Generator<string> {
  for (let at = value.indexOf(prefix); at >= 0; ) {
    const close = value.indexOf('}', at);
    if (close < 0) return;
    const name = value.slice(at + prefix.length, close);
    if (name.endsWith(suffix) && name.length > suffix.length) yield name.slice(0, -suffix.length);
    at = value.indexOf(prefix, close);
  }
}

/**
 * Adds the values of `k.toString()` that other values mention: the text of `k` as the inside of a JSON string. A template that mentions
 * one without any value doing so is left alone, as in ML Commons.
 */
export function withToStringParameters({ values, marks }: ParameterSet): ParameterSet {
  const keys = toStringKeys(values);
  if (keys.size === 0) return { values, marks };
  const allValues = new Map(values);
  const allMarks = new Map<string, Mark>(marks);
  for (const key of keys) {
    const value = values.get(key) ?? null;
    if (value === null) continue;
    const text = processTextDoc(value);
    allValues.set(key + suffix, text);
    const mark = marks.get(key);
    // It is the inside of a string already, so it is inserted as it is.
    if (mark) allMarks.set(key + suffix, { origin: mark.origin, raw: value, kept: true });
  }
  return { values: allValues, marks: allMarks };
}
