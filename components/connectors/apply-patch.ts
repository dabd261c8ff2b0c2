import type { PatchOperation } from '#lib/client/connectors.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

const segmentsOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

const jsonOf = (value: unknown): Json => parseJson(JSON.stringify(value ?? null));

/** A body with the operations of a JSON Patch done, in order; what has no place is made. The given body stays as it was. */
export function applyPatch(body: JsonObject, patch: readonly PatchOperation[]): JsonObject {
  // as: a body is an object and an operation never replaces the whole
  return patch.reduce<JsonObject>((before, operation) => changed(before, segmentsOf(operation.path), operation) as JsonObject, body);
}

function changed(value: Json | undefined, [name = '', ...rest]: string[], operation: PatchOperation): Json {
  if (Array.isArray(value)) {
    const items = [...value];
    const index = Number(name);
    if (rest.length > 0) items[index] = changed(items[index], rest, operation);
    else if (operation.op === 'remove') items.splice(index, 1);
    else if (operation.op === 'add') items.splice(name === '-' ? items.length : index, 0, jsonOf(operation.value));
    else items[index] = jsonOf(operation.value);
    return items;
  }
  const members: JsonObject = new Map(isObject(value) ? value : []);
  if (rest.length > 0) members.set(name, changed(members.get(name), rest, operation));
  else if (operation.op === 'remove') members.delete(name);
  else members.set(name, jsonOf(operation.value));
  return members;
}
