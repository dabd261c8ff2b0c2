import '#server-only';
import type { Caller, Role } from '#lib/access/caller.ts';
import { roles } from '#lib/access/caller.ts';
import type { TokenScope, UserRow } from '#lib/store/account-store.ts';

export const callerOf = ({ id, username, role, backend_roles }: UserRow): Caller => ({ id, username, role, backend_roles });

const roleOfScope: Record<TokenScope, Role> = {
  read: 'ml_read_access',
  full: 'ml_full_access',
  admin: 'all_access',
  metrics: 'ml_read_access',
};

const lesser = (one: Role, other: Role): Role => (roles.indexOf(one) < roles.indexOf(other) ? one : other);

/** The caller, with no more rights than `role` has. */
export const atMost = (caller: Caller, role: Role): Caller => ({ ...caller, role: lesser(caller.role, role) });

/** A token is never more than its user (threats.md A-07). */
export const narrowed = (caller: Caller, scope: TokenScope): Caller => atMost(caller, roleOfScope[scope]);

/** Whether a caller may make a token of this scope: none that is more than the caller is now. */
export const mayGrant = ({ role }: Caller, scope: TokenScope): boolean =>
  scope === 'metrics' ? role === 'all_access' : lesser(role, roleOfScope[scope]) === roleOfScope[scope];
