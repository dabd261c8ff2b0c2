import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import { may } from '#lib/access/operation.ts';
import type { User } from '#lib/access/user.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import type { StoredUser } from '#lib/store/user-store.ts';

export const yourself = 'This is your own account.';
export const lastAdministrator = 'This is the only administrator: make somebody else one first.';

export function userView(caller: Caller, user: StoredUser, all: readonly StoredUser[]): User {
  const { seq_no, has_password: _, invitation_expires_at, ...shown } = user;
  return {
    ...shown,
    ...(user.state === 'invited' && { invitation_expires_at }),
    can: abilitiesOn(caller, user, all),
    _seq_no: seq_no,
    _primary_term: primaryTerm,
  };
}

/** True, or the reason to show. */
function abilitiesOn(caller: Caller, user: StoredUser, all: readonly StoredUser[]): User['can'] {
  const reason = user.id === caller.id ? yourself : isLast(user, all) ? lastAdministrator : undefined;
  const role = 'Your role may not change users.';
  return {
    update: may(caller, 'user.update') || role,
    delete: may(caller, 'user.delete') ? (reason ?? true) : role,
    disable: may(caller, 'user.update') ? (reason ?? true) : role,
  };
}

const isAdministrator = ({ role, state }: StoredUser) => role === 'all_access' && state === 'active';
const isLast = (user: StoredUser, all: readonly StoredUser[]) =>
  isAdministrator(user) && !all.some((other) => other.id !== user.id && isAdministrator(other));
