import { operation } from '#lib/access/operation.ts';
import { StudioError } from '#lib/errors.ts';
import type { Blueprint } from './blueprint.ts';
import { type BlueprintRow, blueprintRow } from './blueprint-row.ts';
import { gallery } from './gallery.ts';
import type { BlueprintPorts } from './ports.ts';

export type BlueprintDetails = Blueprint & BlueprintRow & { can: { update: string; delete: string } };

/**
 * One blueprint with all fields of its file and what the gallery computes.
 * @throws StudioError 404 for an unknown id
 */
export const getBlueprint = operation(
  'blueprint.read',
  async (_caller, { id }: { id: string }, { blueprints: store, settings }: BlueprintPorts): Promise<BlueprintDetails> => {
    const blueprint = gallery.find((one) => one.id === id);
    if (!blueprint)
      throw new StudioError('resource_not_found_exception', 404, `Failed to find blueprint with the provided blueprint id: ${id}`);
    const used = store.countUses();
    const trusted = await settings.list('trusted_connector_endpoints_regex');
    const builtIn = 'Built-in blueprints are read-only.';
    return { ...blueprint, ...blueprintRow(blueprint, trusted, used), can: { update: builtIn, delete: builtIn } };
  },
);
