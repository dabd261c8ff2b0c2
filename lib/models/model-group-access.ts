import type { Caller } from '#lib/access/caller.ts';
import { isAdministrator, ownerOf } from '#lib/connectors/connector-access.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { ModelGroup } from './model-group.ts';
import type { GroupFields } from './model-input.ts';

/** What decides about the models of a group. `owner_id` is null for groups made while models were open to all. */
export type GuardedGroup = Pick<ModelGroup, 'access' | 'backend_roles'> & { owner_id: string | null };

/**
 * Who may see and use the models of a group (`plugins.ml_commons.model_access_control_enabled`): for a public group everybody, for
 * another its owner, an administrator, and for a restricted one who shares a role. Models whose group is gone are open.
 */
export function mayUseGroup(caller: Caller, group: GuardedGroup | undefined, isControlled: boolean): boolean {
  if (!isControlled || !group || group.access === 'public' || isAdministrator(caller) || group.owner_id === caller.id) return true;
  return group.access === 'restricted' && (group.backend_roles ?? []).some((role) => caller.backend_roles.includes(role));
}

/** @throws StudioError 400: access control of models is off, so nothing about it may be sent */
export function assertNoGroupAccess({ access_mode, backend_roles, add_all_backend_roles }: GroupFields): void {
  if (access_mode === undefined && add_all_backend_roles === undefined && !backend_roles?.length) return;
  throw illegalArgument(
    'You cannot specify model access control parameters because the Security plugin or model access control is disabled on your cluster.',
  );
}

type Visibility = Pick<ModelGroup, 'access' | 'backend_roles' | 'owner'>;

const texts = {
  both: 'You cannot specify backend roles and add all backend roles at the same time.',
  notRestricted: 'You can specify backend roles only for a model group with the restricted access mode.',
  adminAll: 'Admin users cannot add all backend roles to a model group.',
  noRoles: 'You must specify one or more backend roles or add all backend roles to register a restricted model group.',
  foreign: "You don't have the backend roles specified.",
};

const hasAll = (caller: Caller, roles: readonly string[]) => roles.every((role) => caller.backend_roles.includes(role));

/**
 * Who may see a new group: only its owner, unless it says otherwise.
 * @throws StudioError 400 with ML Commons' texts, in its order of checks
 */
export function groupVisibility(caller: Caller, fields: GroupFields, isControlled: boolean): Visibility {
  if (!isControlled) {
    assertNoGroupAccess(fields);
    return { access: 'public' };
  }
  const { access_mode, backend_roles = [], add_all_backend_roles: addAll = false } = fields;
  const hasRoles = addAll || backend_roles.length > 0;
  if (access_mode === undefined && addAll && backend_roles.length > 0) throw illegalArgument(texts.both);
  const access = access_mode ?? (hasRoles ? 'restricted' : 'private');
  if (access !== 'restricted') {
    if (hasRoles) throw illegalArgument(texts.notRestricted);
    return { access, owner: ownerOf(caller) };
  }
  const isAdmin = isAdministrator(caller);
  if (isAdmin && addAll) throw illegalArgument(texts.adminAll);
  if (!isAdmin && caller.backend_roles.length === 0) {
    throw illegalArgument('You must have at least one backend role to register a restricted model group.');
  }
  if (!hasRoles) throw illegalArgument(texts.noRoles);
  if (addAll && backend_roles.length > 0) throw illegalArgument(texts.both);
  if (!isAdmin && !addAll && !hasAll(caller, backend_roles)) throw illegalArgument(texts.foreign);
  return { access, owner: ownerOf(caller), backend_roles: addAll ? [...caller.backend_roles] : [...backend_roles] };
}

/**
 * What an update says about who may see a group; nothing when it does not speak of it.
 * @throws StudioError 400 with ML Commons' texts, in its order of checks
 */
export function changedVisibility(
  caller: Caller,
  fields: GroupFields,
  group: GuardedGroup,
  isControlled: boolean,
): Partial<Pick<ModelGroup, 'access' | 'backend_roles'>> {
  if (!isControlled) {
    assertNoGroupAccess(fields);
    return {};
  }
  const { access_mode, backend_roles, add_all_backend_roles: addAll } = fields;
  const isChange = access_mode !== undefined || addAll !== undefined || backend_roles !== undefined;
  if (isChange && !isAdministrator(caller) && group.owner_id !== caller.id) {
    throw illegalArgument('Only owner or admin can update access control data.');
  }
  if (!mayUseGroup(caller, group, true)) throw illegalArgument("You don't have permission to update this model group.");
  if (!isChange) return {};
  assertChange(caller, fields);
  if (access_mode === 'public' || access_mode === 'private') return { access: access_mode, backend_roles: [] };
  return { access: 'restricted', backend_roles: addAll ? [...caller.backend_roles] : [...(backend_roles ?? [])] };
}

function assertChange(caller: Caller, { access_mode, backend_roles = [], add_all_backend_roles: addAll }: GroupFields): void {
  const hasRoles = backend_roles.length > 0;
  if (access_mode === 'public' || access_mode === 'private') {
    if (hasRoles || addAll) throw illegalArgument(texts.notRestricted);
    return;
  }
  const isAdmin = isAdministrator(caller);
  if (isAdmin && addAll) throw illegalArgument(texts.adminAll);
  if (addAll && caller.backend_roles.length === 0) throw illegalArgument("You don't have any backend roles.");
  if (!hasRoles && addAll === false) {
    throw illegalArgument('You have to specify backend roles when add all backend roles is set to false.');
  }
  if (hasRoles && addAll) throw illegalArgument(texts.both);
  if (!hasRoles && !addAll) throw illegalArgument(texts.noRoles);
  if (!isAdmin && hasRoles && !hasAll(caller, backend_roles)) throw illegalArgument(texts.foreign);
}
