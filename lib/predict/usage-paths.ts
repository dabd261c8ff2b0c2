import { findBlueprint } from '#lib/blueprints/find-blueprint.ts';
import { builtIn } from '#lib/blueprints/look-up.ts';
import type { BlueprintReads } from '#lib/blueprints/ports.ts';
import type { PredictPorts } from './predict.ts';
import type { Target } from './target.ts';
import type { UsagePaths } from './usage.ts';

/** Milliseconds until a blueprint of somebody's own is looked up again: it may have been published anew. */
const freshness = 60_000;

/**
 * Where the service of a target counts tokens: as its blueprint says, or a built-in one that asks the same. Targets are remembered, because
 * each call asks.
 */
export function makeUsagePaths(reads: Pick<BlueprintReads, 'find' | 'version'>, elapsed: () => number): PredictPorts['usagePaths'] {
  let known = new WeakMap<Target, UsagePaths | 'none'>();
  let since = elapsed();
  return (target) => {
    const now = elapsed();
    if (now - since > freshness) {
      known = new WeakMap();
      since = now;
    }
    let paths = known.get(target);
    if (paths === undefined) {
      paths = pathsOf(target, reads) ?? 'none';
      known.set(target, paths);
    }
    return paths === 'none' ? undefined : paths;
  };
}

function pathsOf({ connector, blueprint_id }: Target, reads: Pick<BlueprintReads, 'find' | 'version'>): UsagePaths | undefined {
  const named = blueprint_id === null ? undefined : (builtIn(blueprint_id) ?? published(blueprint_id, reads));
  return (named ?? findBlueprint(connector))?.usage_path;
}

function published(id: string, { find, version }: Pick<BlueprintReads, 'find' | 'version'>) {
  const stored = find(id);
  return stored && stored.version > 0 ? version(id, stored.version)?.blueprint : undefined;
}
