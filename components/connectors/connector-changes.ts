import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';

const sameJson = (one: Json | undefined, other: Json | undefined) =>
  one === other || (one !== undefined && other !== undefined && writeJson(one) === writeJson(other));

/** Places that differ between two bodies, as the editor counts them: members, rows, and members of actions; with dots between. */
export function changesBetween(before: JsonObject, after: JsonObject): string[] {
  return changedPlaces(before, after, 0);
}

/** A row of headers is the deepest place that counts, `actions.0.headers.Accept`; an action that comes or goes is one. */
const [deepest, whole] = [4, 2];

function changedPlaces(before: Json | undefined, after: Json | undefined, depth: number): string[] {
  if (sameJson(before, after)) return [];
  const [old, now] = [membersOf(before), membersOf(after)];
  const isOneSided = before === undefined || after === undefined;
  if (depth === deepest || (isOneSided && depth >= whole) || (!isOneSided && (!old || !now)) || (!old && !now)) return [''];
  const names = new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])]);
  const found = [...names].flatMap((name) =>
    changedPlaces(old?.get(name), now?.get(name), depth + 1).map((rest) => (rest === '' ? name : `${name}.${rest}`)),
  );
  return found.length > 0 ? found : [''];
}

const membersOf = (value: Json | undefined): ReadonlyMap<string, Json> | undefined => {
  if (isObject(value)) return value;
  return Array.isArray(value) ? new Map(value.map((item, index) => [String(index), item])) : undefined;
};

const merged = ['parameters', 'credential'];

/**
 * What to send so that a stored connector becomes `after`: members that differ, and of what the server merges only the keys that differ
 * (connector-model.md §10.2). A text that was emptied is sent empty and client settings that were reset as `{}`, since a member that is left
 * out would be kept.
 */
export function updateBody(before: JsonObject, after: JsonObject): JsonObject {
  const body: JsonObject = new Map();
  for (const [name, value] of after) {
    if (sameJson(before.get(name), value)) continue;
    body.set(name === 'access' ? 'access_mode' : name, merged.includes(name) ? changedKeys(before.get(name), value) : value);
  }
  if (before.has('description') && !after.has('description')) body.set('description', '');
  if (before.has('client_config') && !after.has('client_config')) body.set('client_config', new Map());
  return body;
}

function changedKeys(before: Json | undefined, after: Json): Json {
  if (!isObject(before) || !isObject(after)) return after;
  return new Map([...after].filter(([name, value]) => !sameJson(before.get(name), value)));
}

/** Keys of `before` that `after` leaves out, which the server keeps all the same. */
export function keptKeys(before: JsonObject, after: JsonObject, member: 'parameters' | 'credential'): string[] {
  const [old, now] = [before.get(member), after.get(member)];
  return isObject(old) ? [...old.keys()].filter((name) => !isObject(now) || !now.has(name)) : [];
}

/** What is stored once the changes from `before` to `after` are saved over what somebody else stored meanwhile. */
export function laidOver(theirs: JsonObject, before: JsonObject, after: JsonObject): JsonObject {
  const result: JsonObject = new Map(theirs);
  for (const [name, value] of after) {
    if (sameJson(before.get(name), value)) continue;
    const old = theirs.get(name);
    const changed = changedKeys(before.get(name), value);
    result.set(name, merged.includes(name) && isObject(old) && isObject(changed) ? new Map([...old, ...changed]) : value);
  }
  for (const name of ['description', 'client_config']) if (before.has(name) && !after.has(name)) result.delete(name);
  return result;
}
