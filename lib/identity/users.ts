import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import { assertMay } from '#lib/access/operation.ts';
import type { InvitedUser, User, UserPage } from '#lib/access/user.ts';
import type { NewUser, UserPatch } from '#lib/access/user-schema.ts';
import { assertUnchanged, type Precondition } from '#lib/connectors/precondition.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import type { StoredUser, UserChange, UserStore, UserWrites } from '#lib/store/user-store.ts';
import { listUsers, type UserFilters } from './list-users.ts';
import type { IdentityPorts } from './ports.ts';
import { digest, newSecretToken } from './secret-token.ts';
import { lastAdministrator, userView, yourself } from './user-view.ts';

/** Milliseconds that an invitation stays good. */
const invitedFor = 72 * 3_600_000;

type Ports = Pick<IdentityPorts, 'passwords' | 'memory' | 'now' | 'newId'> & { users: UserStore };

const notFound = (id: string) =>
  new StudioError('resource_not_found_exception', 404, `Failed to find user with the provided user id: ${id}`);

const refused = (path: string, message: string) => illegalArgument(message, { fields: [{ path, message }] });

/** What administrators do with the accounts of others (architecture §10.3). */
export function makeUsers(ports: Ports) {
  const { users, passwords, now, newId } = ports;

  const shown = (caller: Caller, id: string): User => {
    const user = users.find(id);
    if (!user) throw notFound(id);
    return userView(caller, user, users.list());
  };

  return {
    /** @throws StudioError 403 */
    list(caller: Caller, wish: UserFilters): UserPage {
      assertMay(caller, 'user.read');
      return listUsers(caller, wish, users.list());
    },
    /** @throws StudioError 403, 404 */
    show(caller: Caller, id: string): User {
      assertMay(caller, 'user.read');
      return shown(caller, id);
    },
    /** @throws StudioError 403, 409 for a name that is taken */
    async create(caller: Caller, { password, ...given }: NewUser): Promise<InvitedUser> {
      assertMay(caller, 'user.create');
      const id = newId();
      const hash = password === undefined ? '' : await passwords.hash(password);
      const row = { id, ...given, password: hash, state: hash === '' ? ('invited' as const) : ('active' as const), created_at: now() };
      const link = await users.transaction(async (writes) => {
        await assertFree(given.username, writes);
        await writes.insert(row);
        return hash === '' ? invite(id, writes, now()) : undefined;
      });
      return { ...shown(caller, id), ...(link && { invitation: link }) };
    },
    /**
     * Changes what is sent. A new password, a new role and disabling end every session of the user at once (threats.md A-03).
     * @throws StudioError 400 for yourself and the last administrator, 403, 404, 409
     */
    async change(caller: Caller, id: string, { password, ...patch }: UserPatch, precondition: Precondition): Promise<InvitedUser> {
      assertMay(caller, 'user.update');
      const hash = password === undefined ? undefined : await passwords.hash(password); // before the transaction: it takes long
      const link = await users.transaction(async (writes) => {
        const user = await writes.find(id);
        if (!user) throw notFound(id);
        assertUnchanged({ ...user, version: 1 }, whole(patch, precondition));
        const change = changeOf({ ...patch, ...(hash !== undefined && { password: hash }) }, user);
        await assertAllowed(caller, user, change, writes);
        if (Object.keys(change).length > 0) await writes.change(id, change);
        if (change.password !== undefined) await writes.removeInvitation(id);
        if (patch.sign_out || endsSessions(change)) await writes.endSessions(id);
        return patch.invite ? invite(id, writes, now()) : undefined;
      });
      forgetVerified(ports, id);
      return { ...shown(caller, id), ...(link && { invitation: link }) };
    },
    /** Whatever bears the user's id, connectors among it, is nobody's afterwards (threats.md M-10). @throws StudioError 400, 403, 404, 409 */
    async remove(caller: Caller, id: string, precondition: Precondition): Promise<void> {
      assertMay(caller, 'user.delete');
      await users.transaction(async (writes) => {
        const user = await writes.find(id);
        if (!user) throw notFound(id);
        assertUnchanged({ ...user, version: 1 }, precondition);
        if (id === caller.id) throw illegalArgument(yourself);
        await assertNotLast(user, writes);
        await writes.remove(id);
      });
      forgetVerified(ports, id);
    },
  };
}

export type Users = ReturnType<typeof makeUsers>;

const whole = ({ _seq_no, _primary_term }: UserPatch, sent: Precondition): Precondition => ({
  if_match: sent.if_match,
  if_seq_no: sent.if_seq_no ?? _seq_no,
  if_primary_term: sent.if_primary_term ?? _primary_term,
});

/** What differs from what is stored. @throws StudioError 400 */
function changeOf({ username, role, backend_roles, state, invite: isInvited, password }: UserPatch, user: StoredUser): UserChange {
  if (state === 'active' && user.state === 'invited' && password === undefined) {
    throw refused('state', 'Without a password nobody is active: set one, or send the invitation.');
  }
  const next = nextState(user, state, password !== undefined);
  if (isInvited && next !== 'invited') throw refused('invite', 'Only who is invited, and has no password yet, gets a new link.');
  return {
    ...(username !== undefined && username !== user.username && { username }),
    ...(role !== undefined && role !== user.role && { role }),
    ...(backend_roles !== undefined && { backend_roles }),
    ...(password !== undefined && { password }),
    ...(next !== user.state && { state: next }),
  };
}

/** Who has neither a password nor an invitation signs in elsewhere. */
function nextState(user: StoredUser, state: 'active' | 'disabled' | undefined, isNewPassword: boolean): StoredUser['state'] {
  if (state === 'disabled') return 'disabled';
  if (state === 'active') return user.has_password || isNewPassword || user.invitation_expires_at === null ? 'active' : 'invited';
  return user.state === 'invited' && isNewPassword ? 'active' : user.state;
}

const endsSessions = ({ password, role, state }: UserChange) => password !== undefined || role !== undefined || state === 'disabled';

async function assertAllowed(caller: Caller, user: StoredUser, change: UserChange, writes: UserWrites): Promise<void> {
  const isYou = user.id === caller.id;
  if (isYou && change.role !== undefined) throw refused('role', `${yourself} Another administrator changes your role.`);
  if (isYou && change.state !== undefined) throw refused('state', yourself);
  if (isYou && change.password !== undefined) throw refused('password', 'Change your own password on the page of your account.');
  if (change.username !== undefined) await assertFree(change.username, writes);
  if (change.state === 'disabled' || (change.role !== undefined && change.role !== 'all_access')) await assertNotLast(user, writes);
}

/** Looked at within the transaction, so that two administrators cannot remove each other. */
async function assertNotLast(user: StoredUser, writes: UserWrites): Promise<void> {
  if (user.role !== 'all_access' || user.state !== 'active') return;
  if ((await writes.otherAdministrators(user.id)) === 0) throw illegalArgument(lastAdministrator);
}

async function assertFree(username: string, writes: UserWrites): Promise<void> {
  if (!(await writes.isTaken(username))) return;
  const message = `There is a user named ${username} already`;
  throw statusError(409, message, { fields: [{ path: 'username', message }] });
}

async function invite(id: string, writes: UserWrites, time: number): Promise<string> {
  const token = newSecretToken();
  await writes.invite(id, { hash: digest(token), created_at: time, expires_at: time + invitedFor });
  return `/sign-in?invitation=${token}`;
}

/** A password that was right a moment ago must be looked at again. */
function forgetVerified({ memory }: Pick<Ports, 'memory'>, id: string): void {
  for (const [key, { user_id }] of memory.verified) if (user_id === id) memory.verified.delete(key);
}
