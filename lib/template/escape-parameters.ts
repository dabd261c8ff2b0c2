import { escapeJson } from './escape-json.ts';
import { isJson } from './is-json.ts';
import type { Mark, Origin, ParameterSet, Values } from './parameter-set.ts';

/** Names that the same map lists in `no_escape_params`. */
function keptNames(map: Values): Set<string> {
  const list = map.get('no_escape_params');
  return new Set(list === undefined || list === null ? [] : list.split(',').map((name) => name.trim()));
}

/**
 * Values from outside as they go into a payload (predict.md §5.1): JSON and what `no_escape_params` lists stay as they are, any other
 * text becomes the inside of a JSON string.
 */
export function escapeParameters(map: Values): Map<string, string | null> {
  const kept = keptNames(map);
  const escaped = new Map<string, string | null>();
  for (const [name, value] of map) escaped.set(name, value === null || kept.has(name) || isJson(value) ? value : escapeJson(value));
  return escaped;
}

/** As escapeParameters, remembering what each value was and whose it is, so that a template can tell what lands where. */
export function givenParameters(map: Values, origin: Origin): ParameterSet {
  const kept = keptNames(map);
  const marks = new Map<string, Mark>();
  for (const [name, raw] of map) marks.set(name, { origin, raw, kept: kept.has(name) });
  return { values: escapeParameters(map), marks };
}
