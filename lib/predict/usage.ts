import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { isStudioError } from '#lib/errors.ts';
import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { readPath } from './json-path.ts';
import type { UpstreamReply } from './ports.ts';

/** Tokens that the service counted. */
export type Usage = { input?: number; output?: number; total?: number };

/** Where a service counts tokens. */
export type UsagePaths = NonNullable<Blueprint['usage_path']>;

/** What the paths find in the answers, added up over all calls; undefined when nothing is counted. */
export function usageOf(paths: UsagePaths | undefined, replies: readonly Pick<UpstreamReply, 'body'>[]): Usage | undefined {
  if (!paths) return undefined;
  const counter: TokenCounter = { paths };
  for (const { body } of replies) {
    const root = readOrNothing(body);
    if (root !== undefined) countTokens(counter, root);
  }
  return counter.usage;
}

/** Goes with a prediction and adds up what its answers count. */
export type TokenCounter = { readonly paths: UsagePaths; usage?: Usage };

/** @param root an answer, read */
export function countTokens(counter: TokenCounter, root: Json): void {
  for (const count of countsOf(counter.paths)) {
    const found = count.names ? memberAt(root, count.names) : readOrNothing(root, count.path);
    if (!(found instanceof JsonNumber)) continue;
    counter.usage ??= {};
    counter.usage[count.kind] = (counter.usage[count.kind] ?? 0) + found.value;
  }
}

/** `names`: members from the top, for a path that only goes down, as those of blueprints do: a call may not wait for more. */
type Count = { kind: keyof Usage; path: string; names: string[] | undefined };

const known = new WeakMap<UsagePaths, Count[]>();

function countsOf(paths: UsagePaths): Count[] {
  const before = known.get(paths);
  if (before) return before;
  const counts = (['input', 'output', 'total'] as const).flatMap((kind): Count[] => {
    const path = paths[kind];
    if (path === undefined) return [];
    return [{ kind, path, names: /^\$(\.[A-Za-z_][\w-]*)+$/.test(path) ? path.slice(2).split('.') : undefined }];
  });
  known.set(paths, counts);
  return counts;
}

function memberAt(root: Json, names: readonly string[]): Json | undefined {
  let value: Json | undefined = root;
  for (const name of names) value = isObject(value) ? value.get(name) : undefined;
  return value;
}

/** An answer of another shape counts nothing. */
function readOrNothing(given: Json, path?: string): Json | undefined {
  try {
    return path === undefined ? parseJson(String(given), { dialect: 'text' }) : readPath(given, path);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return undefined;
  }
}
