import '#server-only';
import { StudioError } from '#lib/errors.ts';
import type { StoredUser, UserStore } from '#lib/store/user-store.ts';
import type { IdentityPorts } from './ports.ts';
import { digest } from './secret-token.ts';

/** The same words for one that is unknown, used, replaced or too old (threats.md E-04). */
const noInvitation = () =>
  new StudioError('security_exception', 401, 'This invitation is not valid any more. Ask an administrator for a new one.');

/** Links with which invited users choose their first password, once. */
export function makeInvitations({
  users,
  accounts,
  passwords,
  now,
}: Pick<IdentityPorts, 'accounts' | 'passwords' | 'now'> & { users: UserStore }) {
  const isGood = (user: StoredUser | undefined): user is StoredUser =>
    user?.state === 'invited' && user.invitation_expires_at !== null && now() < user.invitation_expires_at;

  return {
    /** @returns whom a link is for, as long as it is good */
    look(token: string): { username: string } | undefined {
      const user = users.findInvited(digest(token));
      return isGood(user) ? { username: user.username } : undefined;
    },
    /**
     * @returns the user as stored now, for a first session
     * @throws StudioError 401
     */
    async accept({ invitation, password }: { invitation: string; password: string }) {
      const hash = digest(invitation);
      if (!isGood(users.findInvited(hash))) throw noInvitation(); // before a hash is paid for
      const hashed = await passwords.hash(password);
      const id = await users.transaction(async (writes) => {
        const user = await writes.findInvited(hash);
        if (!isGood(user)) throw noInvitation();
        await writes.change(user.id, { password: hashed, state: 'active' });
        await writes.removeInvitation(user.id);
        return user.id;
      });
      const user = accounts.userById(id);
      if (user?.state !== 'active') throw noInvitation(); // deleted or disabled since
      return user;
    },
  };
}

export type Invitations = ReturnType<typeof makeInvitations>;
