import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import { may } from '#lib/access/operation.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';
import type { StoredUser } from '#lib/store/user-store.ts';

export const yourself = 'This is your own account.';
export const lastAdministrator = 'This is the only administrator: make somebody else one first.';

type Ability = true | string;

/** A user as the studio answers with one (architecture §10.3). Times are epoch milliseconds. */
export type UserView = Omit<StoredUser, 'seq_no' | 'has_password' | 'invitation_expires_at'> & {
  /** Only of who is invited; in the past when the link no longer works. */
  invitation_expires_at?: number | null;
  can: { update: Ability; delete: Ability; disable: Ability };
  _seq_no: number;
  _primary_term: number;
};

export function userView(caller: Caller, user: StoredUser, all: readonly StoredUser[]): UserView {
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
function abilitiesOn(caller: Caller, user: StoredUser, all: readonly StoredUser[]): UserView['can'] {
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
