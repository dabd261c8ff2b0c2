import { operation } from '#lib/access/operation.ts';
import type { Blueprint } from './blueprint.ts';
import { noSuchBlueprint } from './blueprint-access.ts';
import { lookUp, versionOf } from './look-up.ts';
import type { BlueprintPorts, PublishedVersion } from './ports.ts';

/** A published version. `at` is null for a built-in blueprint that no connector was made from yet. */
export type BlueprintVersion = Omit<PublishedVersion, 'at'> & { at: number | null };

export type BlueprintVersionDetails = BlueprintVersion & { id: string; blueprint: Blueprint };

type Ports = Pick<BlueprintPorts, 'blueprints'>;

/** What was published of a blueprint, newest first. @throws StudioError 404 */
export const listBlueprintVersions = operation(
  'blueprint.read',
  async (caller, { id }: { id: string }, { blueprints }: Ports): Promise<{ total: number; items: BlueprintVersion[] }> => {
    const { stored, version } = lookUp(caller, { id }, blueprints);
    const kept: BlueprintVersion[] = blueprints.versions(id);
    const items = stored || kept.some((one) => one.version === version) ? kept : [{ version, at: null, by: null, note: '' }, ...kept];
    return { total: items.length, items };
  },
);

/** @throws StudioError 404 for a version that there is not, too */
export const getBlueprintVersion = operation(
  'blueprint.read',
  async (caller, { id, version }: { id: string; version: string }, { blueprints }: Ports): Promise<BlueprintVersionDetails> => {
    const found = /^[1-9]\d{0,8}$/.test(version) ? versionOf(caller, id, Number(version), blueprints) : undefined;
    if (!found) throw noSuchBlueprint(`${id}, version ${version}`);
    return { id, ...found };
  },
);
