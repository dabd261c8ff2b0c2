import type { Caller } from '#lib/access/caller.ts';
import { may } from '#lib/access/operation.ts';
import { isAdministrator } from '#lib/connectors/connector-access.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import type { BlueprintAbilities, BlueprintOrigin } from './blueprint-row.ts';
import type { BlueprintLine } from './ports.ts';

type Owned = Pick<BlueprintLine, 'owner_id' | 'access' | 'version'>;

export const builtInReason = 'Built-in blueprints are read-only. Fork it to change it.';

export const mayChangeBlueprint = (caller: Caller, { owner_id }: Pick<Owned, 'owner_id'>): boolean =>
  isAdministrator(caller) || owner_id === caller.id;

/** Drafts and private blueprints are their owner's, and administrators see everything. */
export const maySeeBlueprint = (caller: Caller, owned: Owned): boolean =>
  mayChangeBlueprint(caller, owned) || (owned.access === 'public' && owned.version > 0);

export const originFor = (caller: Caller, { owner_id }: Pick<Owned, 'owner_id'>): BlueprintOrigin =>
  owner_id === caller.id ? 'yours' : 'shared';

export function blueprintAbilities(caller: Caller, owned: Pick<Owned, 'owner_id'>): BlueprintAbilities {
  const reason = mayChangeBlueprint(caller, owned) ? undefined : 'You are not its owner.';
  const role = 'Your role may not change blueprints.';
  return {
    update: may(caller, 'blueprint.update') ? (reason ?? true) : role,
    delete: may(caller, 'blueprint.delete') ? (reason ?? true) : role,
  };
}

/** What is unknown and what may not be seen look alike. */
export const noSuchBlueprint = (id: string) =>
  new StudioError('resource_not_found_exception', 404, `Failed to find blueprint with the provided blueprint id: ${id}`);

export const readOnly = () => illegalArgument(builtInReason);

/** @throws StudioError 404 for one that the caller may not see, 403 for one that belongs to somebody else */
export function assertMayChange(caller: Caller, id: string, owned: Owned | undefined): asserts owned {
  if (!owned || !maySeeBlueprint(caller, owned)) throw noSuchBlueprint(id);
  if (!mayChangeBlueprint(caller, owned)) throw statusError(403, "You don't have permission to change this blueprint");
}
