import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { isStudioError } from '#lib/errors.ts';
import { JsonNumber } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { readPath } from './json-path.ts';
import type { UpstreamReply } from './ports.ts';

/** Tokens that the service counted. */
export type Usage = { input?: number; output?: number; total?: number };

/** What the blueprint's paths find in the answers, added up over all calls; undefined when nothing is counted. */
export function usageOf(blueprint: Blueprint | undefined, replies: readonly Pick<UpstreamReply, 'body'>[]): Usage | undefined {
  const paths = blueprint?.usage_path;
  if (!paths) return undefined;
  const usage: Usage = {};
  for (const kind of ['input', 'output', 'total'] as const) {
    const path = paths[kind];
    const counts = path === undefined ? [] : replies.map(({ body }) => countAt(body, path)).filter((count) => count !== undefined);
    if (counts.length > 0) usage[kind] = counts.reduce((sum, count) => sum + count, 0);
  }
  return Object.keys(usage).length > 0 ? usage : undefined;
}

function countAt(body: string, path: string): number | undefined {
  try {
    const found = readPath(parseJson(body, { dialect: 'text' }), path);
    return found instanceof JsonNumber ? found.value : undefined;
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return undefined; // an answer of another shape counts nothing
  }
}
