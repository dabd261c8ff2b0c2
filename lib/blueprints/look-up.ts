import type { Caller } from '#lib/access/caller.ts';
import type { Blueprint } from './blueprint.ts';
import { maySeeBlueprint, noSuchBlueprint } from './blueprint-access.ts';
import { isSameValue } from './blueprint-changes.ts';
import { gallery } from './gallery.ts';
import type { BlueprintReads, StoredBlueprint } from './ports.ts';

const builtIns: ReadonlyMap<string, Blueprint> = new Map(gallery.map((blueprint) => [blueprint.id, blueprint]));

export const builtIn = (id: string): Blueprint | undefined => builtIns.get(id);

/**
 * The number of a built-in blueprint as this release has it. The studio keeps each state of one that connectors were made from; another
 * state, which came with another release, is the next version.
 */
export function builtInVersion(blueprint: Blueprint, reads: Pick<BlueprintReads, 'keptBuiltIns'>): number {
  const kept = reads.keptBuiltIns().get(blueprint.id);
  if (!kept) return 1;
  return isSameValue(kept.blueprint, blueprint) ? kept.version : kept.version + 1;
}

export type Found = {
  blueprint: Blueprint;
  version: number;
  shown: 'published' | 'draft';
  /** Undefined for a built-in one. */
  stored: StoredBlueprint | undefined;
};

type Wish = {
  id: string;
  /** The draft even where something is published. */
  draft?: boolean | undefined;
};

/** @throws StudioError 404 for a blueprint, or a version, that does not exist or may not be seen */
export function lookUp(caller: Caller, { id, draft = false }: Wish, reads: BlueprintReads): Found {
  const shipped = builtIn(id);
  if (shipped) return { blueprint: shipped, version: builtInVersion(shipped, reads), shown: 'published', stored: undefined };
  const stored = reads.find(id);
  if (!stored || !maySeeBlueprint(caller, stored)) throw noSuchBlueprint(id);
  const published = draft || stored.version === 0 ? undefined : reads.version(id, stored.version);
  if (published) return { blueprint: published.blueprint, version: stored.version, shown: 'published', stored };
  return { blueprint: stored.draft, version: stored.version, shown: 'draft', stored };
}

/** One version of a blueprint that the caller may see; undefined when there is none such. */
export function versionOf(caller: Caller, id: string, version: number, reads: BlueprintReads) {
  const { blueprint, stored, version: latest } = lookUp(caller, { id }, reads);
  const kept = reads.version(id, version);
  if (kept) return kept;
  return !stored && version === latest ? { version, at: null, by: null, note: '', blueprint } : undefined;
}
