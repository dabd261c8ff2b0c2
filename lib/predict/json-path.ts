import { illegalArgument } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import { assertBounded } from './json-path/assert-bounded.ts';
import { compilePath } from './json-path/compile-path.ts';
import { evaluatePath } from './json-path/evaluate-path.ts';
import { type Path, pathText } from './json-path/path.ts';
import { isPathError, pathNotFound } from './json-path/path-error.ts';
import { newBudget, type WorkBudget } from './work-budget.ts';

/** Paths come from few connectors and are used again and again. */
const cache = new Map<string, Path>();
const cacheSize = 500;

/** @throws StudioError 400 for a path that cannot be read */
export function cachedPath(text: string): Path {
  const known = cache.get(text);
  if (known) return known;
  const path = compilePath(text);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(text, path);
  return path;
}

/**
 * Reads a JSONPath of the Jayway dialect (predict.md §13.3): a definite path gives the value itself, any other a list of what it finds.
 * Nothing is copied, so numbers keep their spelling. Paths run no code and do a bounded amount of work (threats.md B-19).
 * @throws StudioError 400 for a bad path or too much work; `path_not_found_exception` when a definite path leads nowhere
 */
export function readPath(document: Json, text: string, budget: WorkBudget = newBudget()): Json {
  const path = cachedPath(text);
  if (document === null) throw illegalArgument('json can not be null or empty');
  const found = evaluatePath(path, document, { root: document, budget });
  if (!path.isDefinite) {
    const values = found.map(({ value }) => value);
    assertBounded(path, document, values);
    return values;
  }
  const last = found.at(-1);
  if (!last) throw pathNotFound(`No results for path: ${pathText(path)}`);
  return last.value;
}

/** Whether a text can be read as a JSONPath; null and blank cannot. */
export function isValidJsonPath(text: string | null | undefined): boolean {
  if (!text?.trim()) return false;
  try {
    cachedPath(text);
    return true;
  } catch (error) {
    if (isPathError(error)) return false;
    throw error;
  }
}
