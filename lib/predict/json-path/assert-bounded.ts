import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import type { Path, Token } from './path.ts';

/** Values, and four characters of text each, that a path may always find, however small the document is. */
const alwaysEnough = 100_000;

const mayRepeat = (token: Token): boolean =>
  token.kind === 'scan' ||
  (token.kind === 'index' && new Set(token.indexes).size < token.indexes.length) ||
  (token.kind === 'property' && new Set(token.names).size < token.names.length);

/**
 * What a path finds twice, or inside each other, counts each time.
 * @throws StudioError 400 for a path that finds more than twice what the document holds: it would make a large answer out of a small one
 */
export function assertBounded({ tokens }: Path, document: Json, found: readonly Json[]): void {
  if (found.length < 2 || !tokens.some(mayRepeat)) return;
  const known = new Map<object, number>();
  const sizeOf = (value: Json): number => {
    if (typeof value === 'string') return 1 + value.length / 4;
    if (value instanceof JsonNumber || typeof value !== 'object' || value === null) return 1;
    const before = known.get(value);
    if (before !== undefined) return before;
    let size = 1;
    if (isObject(value)) for (const [name, inner] of value) size += name.length / 4 + sizeOf(inner);
    else for (const inner of value) size += sizeOf(inner);
    known.set(value, size);
    return size;
  };
  let left = alwaysEnough + 2 * sizeOf(document);
  for (const value of found) {
    left -= sizeOf(value);
    if (left < 0) throw illegalArgument('This JSONPath finds more than the answer holds: values repeat. Use a more specific one.');
  }
}
