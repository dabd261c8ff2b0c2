import '#server-only';
import { Username } from '#lib/access/account-schema.ts';
import { type Role, roles } from '#lib/access/caller.ts';
import { BackendRole } from '#lib/access/user-schema.ts';
import { StudioError } from '#lib/errors.ts';
import type { UserRow } from '#lib/store/account-store.ts';
import type { UserStore } from '#lib/store/user-store.ts';
import type { IdentityPorts } from './ports.ts';
import { wrongCredentials } from './wrong-credentials.ts';

/** Somebody whom another system signed in. `roles` are its names for what they may; absent where it says nothing about that. */
export type Outsider = { username: string; roles: readonly string[] | undefined };

type Ports = Pick<IdentityPorts, 'accounts' | 'now' | 'newId'> & { users: UserStore };

const notHere = (reason: string) => new StudioError('security_exception', 403, reason);

/**
 * Makes the function that finds the user of this studio for somebody whom another system signed in, and makes one on the first visit.
 * Roles that the other system names act at once: the names of this studio's own roles decide the role, all others are backend roles.
 */
export function makeOutsideUsers({ accounts, users, now, newId }: Ports) {
  const store = async (username: string, { role, backend_roles }: Rights): Promise<UserRow> => {
    const id = await users.transaction(async (writes) => {
      const known = await writes.findByName(username);
      if (!known) {
        const made = newId();
        await writes.insert({ id: made, username, role, backend_roles, state: 'active', password: '', created_at: now() });
        return made;
      }
      await writes.change(known.id, { role, backend_roles, ...(known.state === 'invited' && { state: 'active' as const }) });
      if (known.role !== role) await writes.endSessions(known.id); // threats.md A-03
      await writes.removeInvitation(known.id);
      return known.id;
    });
    const user = accounts.userById(id);
    if (!user) throw wrongCredentials(); // deleted since
    return user;
  };

  /**
   * @returns the user as stored now; a promise only when something has to be written first
   * @throws StudioError 401 for a name that cannot be one and for who is disabled, 403 for whom no role is known
   */
  return ({ username, roles: named }: Outsider): UserRow | Promise<UserRow> => {
    const name = Username.safeParse(username);
    if (!name.success) throw wrongCredentials();
    const known = accounts.userByName(name.data);
    if (known?.state === 'disabled') throw wrongCredentials();
    if (named === undefined) {
      if (known?.state === 'active') return known;
      throw notHere(`There is no user named ${name.data} in this studio. Ask an administrator.`);
    }
    const rights = rightsOf(named);
    if (!rights) throw notHere(`${name.data} has no role in this studio. It needs one of ${roles.join(', ')}.`);
    if (known?.state === 'active' && known.role === rights.role && isSame(known.backend_roles, rights.backend_roles)) return known;
    return store(name.data, rights);
  };
}

export type OutsideUsers = ReturnType<typeof makeOutsideUsers>;

type Rights = { role: Role; backend_roles: string[] };

const isRole = (name: string): name is Role => roles.some((role) => role === name);
const isSame = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((name, at) => name === other[at]);

/** The most of the roles that are named. */
function rightsOf(named: readonly string[]): Rights | undefined {
  const role = roles.findLast((one) => named.includes(one));
  const others = named.filter((name) => !isRole(name)).map((name) => BackendRole.safeParse(name));
  const backend_roles = [...new Set(others.flatMap(({ data }) => (data === undefined ? [] : [data])))].slice(0, 200);
  return role && { role, backend_roles };
}
