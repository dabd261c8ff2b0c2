import { operation } from '#lib/access/operation.ts';
import type { Blueprint } from './blueprint.ts';
import { noSuchBlueprint } from './blueprint-access.ts';
import { fileOf } from './get-blueprint.ts';
import { lookUp, versionOf } from './look-up.ts';
import type { BlueprintPorts } from './ports.ts';

/** The text of a blueprint file. */
export const fileText = (blueprint: Blueprint): string => `${JSON.stringify(fileOf(blueprint), null, 2)}\n`;

/**
 * The file of what is published, of one version, or of the draft while nothing is published.
 * @throws StudioError 404
 */
export const exportBlueprint = operation(
  'blueprint.read',
  async (caller, { id, version }: { id: string; version?: number | undefined }, { blueprints }: Pick<BlueprintPorts, 'blueprints'>) => {
    const found = version === undefined ? lookUp(caller, { id }, blueprints) : versionOf(caller, id, version, blueprints);
    if (!found) throw noSuchBlueprint(`${id}, version ${version}`);
    return { name: `${id}.blueprint.json`, text: fileText(found.blueprint) };
  },
);
