import type { Caller } from '#lib/access/caller.ts';
import { illegalArgument } from '#lib/errors.ts';
import type { Visibility } from './build-connector.ts';
import type { Connector, Owner } from './connector.ts';
import type { ConnectorFields } from './schema.ts';

export const isAdministrator = (caller: Caller) => caller.role === 'all_access';
const sharesRole = (caller: Caller, roles: readonly string[] = []) => roles.some((role) => caller.backend_roles.includes(role));

/** How ML Commons shows an owner. */
export const ownerOf = ({ username, backend_roles, role }: Caller): Owner => ({
  name: username,
  backend_roles: [...backend_roles],
  roles: [role],
  user_requested_tenant: null,
  user_requested_tenant_access: null,
  custom_attribute_names: [],
});

/**
 * Who may see a new connector (threats.md M-05, M-06).
 * @param controlOn `connector_access_control_enabled`; off: nothing about access may be sent, and nothing is stored
 * @throws StudioError 400 with ML Commons' texts
 */
export function visibilityOf(caller: Caller, fields: ConnectorFields, controlOn: boolean): Visibility {
  const { access_mode, backend_roles = [], add_all_backend_roles } = fields;
  if (!controlOn) {
    if (access_mode === undefined && add_all_backend_roles === undefined && backend_roles.length === 0) return {};
    throw illegalArgument(
      'You cannot specify connector access control parameters because the Security plugin or connector access control is disabled on your cluster.',
    );
  }
  const addAll = add_all_backend_roles === true;
  if (addAll && isAdministrator(caller)) throw illegalArgument("Admin can't add all backend roles");
  const hasRoles = addAll || backend_roles.length > 0;
  const access = access_mode ?? (hasRoles ? 'restricted' : 'private');
  if (access !== 'restricted') {
    if (hasRoles) throw illegalArgument('You can specify backend roles only for a connector with the restricted access mode.');
    return { access, owner: ownerOf(caller), ...(fields.backend_roles && { backend_roles: [] }) };
  }
  assertRestrictedRoles(caller, backend_roles, addAll);
  return { access, owner: ownerOf(caller), backend_roles: addAll ? [...caller.backend_roles] : backend_roles };
}

function assertRestrictedRoles(caller: Caller, roles: readonly string[], addAll: boolean): void {
  if (addAll && roles.length > 0) throw illegalArgument("You can't specify backend roles and add all backend roles to true at same time.");
  if (addAll && caller.backend_roles.length === 0) throw illegalArgument('You must have at least one backend role to create a connector.');
  if (addAll) return;
  if (roles.length === 0) {
    throw illegalArgument('You must specify at least one backend role or make the connector public/private for registering it.');
  }
  if (!isAdministrator(caller) && !roles.every((role) => caller.backend_roles.includes(role))) {
    throw illegalArgument("You don't have the backend roles specified.");
  }
}

export type Guarded = { connector: Pick<Connector, 'access' | 'backend_roles'>; owner_id: string | null };

/** Read cell of the matrix in threats.md §12: also who may predict with it. */
export function mayRead(caller: Caller, { connector, owner_id }: Guarded, controlOn: boolean): boolean {
  if (!controlOn || isAdministrator(caller) || owner_id === caller.id) return true;
  if (connector.access === 'private') return false;
  return connector.access === 'restricted' ? sharesRole(caller, connector.backend_roles) : true;
}

/** Update and Delete cells: stricter than ML Commons, where whoever may read may also change. */
export function mayChange(caller: Caller, { connector, owner_id }: Guarded, controlOn: boolean): boolean {
  if (!controlOn || isAdministrator(caller) || owner_id === caller.id) return true;
  return connector.access === 'restricted' && sharesRole(caller, connector.backend_roles);
}
