import { isObject, type Json, type JsonObject } from './json.ts';
import { parseJson } from './read-json.ts';
import { writeJson } from './write-json.ts';

/** An operation of JSON Patch (RFC 6902). */
export type PatchOperation =
  | { op: 'add' | 'replace' | 'test'; path: string; value?: unknown }
  | { op: 'remove'; path: string }
  | { op: 'move'; from: string; path: string };

const segmentsOf = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));

const jsonOf = (value: unknown): Json => parseJson(JSON.stringify(value ?? null));

/**
 * A body with the operations of a JSON Patch done, in order; what has no place is made. The given body stays as it was, and is the answer
 * when a `test` fails or when there is nothing to `move`: the patch was made for another body.
 */
export function applyPatch(body: JsonObject, patch: readonly PatchOperation[]): JsonObject {
  let current = body;
  for (const operation of patch) {
    const next = applied(current, operation);
    if (next === undefined) return body;
    current = next;
  }
  return current;
}

function applied(body: JsonObject, operation: PatchOperation): JsonObject | undefined {
  const path = segmentsOf(operation.path);
  switch (operation.op) {
    case 'test': {
      const found = valueAt(body, path);
      return found !== undefined && writeJson(found) === writeJson(jsonOf(operation.value)) ? body : undefined;
    }
    case 'move': {
      const from = segmentsOf(operation.from);
      const moved = valueAt(body, from);
      return moved === undefined ? undefined : rooted(rooted(body, from, { op: 'remove' }), path, { op: 'add', value: moved });
    }
    case 'remove':
      return rooted(body, path, { op: 'remove' });
    default:
      return rooted(body, path, { op: operation.op, value: jsonOf(operation.value) });
  }
}

function valueAt(value: Json | undefined, [name, ...rest]: string[]): Json | undefined {
  if (name === undefined) return value;
  if (Array.isArray(value)) return valueAt(value[Number(name)], rest);
  return isObject(value) ? valueAt(value.get(name), rest) : undefined;
}

type Change = { op: 'remove' } | { op: 'add' | 'replace'; value: Json };

// as: a body is an object, and an operation never replaces the whole
const rooted = (body: JsonObject, path: string[], change: Change) => changed(body, path, change) as JsonObject;

function changed(value: Json | undefined, [name = '', ...rest]: string[], change: Change): Json {
  if (Array.isArray(value)) {
    const items = [...value];
    const index = Number(name);
    if (rest.length > 0) items[index] = changed(items[index], rest, change);
    else if (change.op === 'remove') items.splice(index, 1);
    else if (change.op === 'add') items.splice(name === '-' ? items.length : index, 0, change.value);
    else items[index] = change.value;
    return items;
  }
  const members: JsonObject = new Map(isObject(value) ? value : []);
  if (rest.length > 0) members.set(name, changed(members.get(name), rest, change));
  else if (change.op === 'remove') members.delete(name);
  else members.set(name, change.value);
  return members;
}
