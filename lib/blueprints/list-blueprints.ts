import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { blueprintAbilities, builtInReason, mayChangeBlueprint, maySeeBlueprint, originFor } from './blueprint-access.ts';
import { type BlueprintFacts, type BlueprintRow, blueprintFacts, blueprintRow } from './blueprint-row.ts';
import { gallery } from './gallery.ts';
import type { ReadPorts } from './get-blueprint.ts';
import { builtInVersion } from './look-up.ts';
import type { BlueprintLine } from './ports.ts';
import { providerNames } from './provider-names.ts';
import { usedByCaller } from './used-by-caller.ts';

const facetNames = ['provider', 'task', 'protocol', 'auth', 'origin'] as const;
type FacetName = (typeof facetNames)[number];

/** Each filter takes one value or several (any of them). */
export type BlueprintQuery = { q?: string; sort?: 'used' | 'title' | undefined } & { [name in FacetName]?: string[] };

export type BlueprintList = {
  total: number;
  blueprints: BlueprintRow[];
  /** Counts of each value among the rows that the other filters leave. */
  facets: Record<FacetName, { value: string; count: number }[]>;
};

function contains(row: BlueprintRow, words: string) {
  const text = `${row.title} ${row.summary} ${row.id} ${row.task} ${providerNames[row.provider] ?? row.provider}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const passes = (row: BlueprintRow, query: BlueprintQuery, except?: FacetName) =>
  facetNames.every((name) => name === except || !query[name]?.length || query[name].includes(row[name]));

function countFacet(rows: BlueprintRow[], query: BlueprintQuery, name: FacetName) {
  const counts = new Map<string, number>();
  for (const row of rows) if (passes(row, query, name)) counts.set(row[name], (counts.get(row[name]) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}

let shipped: readonly { id: string; facts: BlueprintFacts }[] | undefined;

/** Facts of what is built in never change. */
function builtInFacts() {
  shipped ??= gallery.map((blueprint) => ({ id: blueprint.id, facts: blueprintFacts(blueprint) }));
  return shipped;
}

const aboutOwn = (caller: Caller, line: BlueprintLine) => ({
  id: line.id,
  origin: originFor(caller, line),
  version: line.version,
  access: line.access,
  owner: line.owner_name,
  updated_time: line.updated_time,
  ...(mayChangeBlueprint(caller, line) && { has_draft: line.has_draft }),
  can: blueprintAbilities(caller, line),
});

/** The gallery: what is built in and what was made here, as far as the caller may see it; most used first unless asked otherwise. */
export const listBlueprints = operation(
  'blueprint.read',
  async (caller, query: BlueprintQuery, ports: ReadPorts): Promise<BlueprintList> => {
    const { blueprints: store, settings } = ports;
    const used = await usedByCaller(caller, ports);
    const trusted = await settings.list('trusted_connector_endpoints_regex');
    const can = { update: builtInReason, delete: builtInReason };
    const versions = new Map(gallery.map((blueprint) => [blueprint.id, builtInVersion(blueprint, store)]));
    const rows = [
      ...store
        .lines()
        .filter((line) => maySeeBlueprint(caller, line))
        .map((line) => blueprintRow(line.facts, aboutOwn(caller, line), trusted, used)),
      ...builtInFacts().map(({ id, facts }) =>
        blueprintRow(facts, { id, origin: 'built_in', version: versions.get(id) ?? 1, can }, trusted, used),
      ),
    ];
    const found = query.q ? rows.filter((row) => contains(row, query.q ?? '')) : rows;
    const blueprints = found.filter((row) => passes(row, query));
    if (query.sort === 'title') blueprints.sort((a, b) => a.title.localeCompare(b.title));
    else blueprints.sort((a, b) => b.used - a.used);
    const facets = Object.fromEntries(facetNames.map((name) => [name, countFacet(found, query, name)])) as BlueprintList['facets'];
    return { total: blueprints.length, blueprints, facets };
  },
);
