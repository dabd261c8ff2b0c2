import { glob } from './glob.ts';
import type { SourceFilter } from './query.ts';

/**
 * Keeps what is included and not excluded: patterns over dotted paths, where `a` means a and all below it. An object that ends up empty
 * goes, as in OpenSearch.
 */
export function makeSourceFilter({ includes, excludes }: SourceFilter): (source: object) => unknown {
  if (includes.length === 0 && excludes.length === 0) return (source) => source;
  const isIncluded = anyOf(includes);
  const isExcluded = anyOf(excludes);

  const keep = (value: unknown, path: string, isWanted: boolean): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => keep(item, path, isWanted)).filter((item) => item !== undefined);
      return items.length > 0 || (isWanted && value.length === 0) ? items : undefined;
    }
    if (typeof value !== 'object' || value === null) return isWanted ? value : undefined;
    const entries = Object.entries(value);
    const kept = entries
      .map(([key, inner]) => [key, keepMember(inner, path ? `${path}.${key}` : key, isWanted)] as const)
      .filter(([, inner]) => inner !== undefined);
    return kept.length > 0 || (isWanted && entries.length === 0) ? Object.fromEntries(kept) : undefined;
  };
  const keepMember = (value: unknown, path: string, isParentWanted: boolean): unknown =>
    isExcluded(path) ? undefined : keep(value, path, isParentWanted || isIncluded(path));
  return (source) => keep(source, '', includes.length === 0) ?? {};
}

/** Documents have the same few paths: each is looked at once. */
function anyOf(patterns: readonly string[]): (path: string) => boolean {
  const globs = [...new Set(patterns)].map(glob);
  const known = new Map<string, boolean>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const fits = globs.some((matches) => matches(path));
    known.set(path, fits);
    return fits;
  };
}
