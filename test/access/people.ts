import { type Caller, type Role, roles } from '#lib/access/caller.ts';
import { newId } from '#lib/store/new-id.ts';
import type { Answered } from '../listen.ts';
import { type Served, serve } from '../serve.ts';

export type Person = Caller & {
  /** Sends a request with an API token of this person. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
};
// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export type Answer = Omit<Answered, 'body'> & { body: any };

export type Peopled = Served & { person(username: string, role: Role, backend_roles?: string[]): Promise<Person> };

const scopes: Record<Role, 'read' | 'full' | 'admin'> = { ml_read_access: 'read', ml_full_access: 'full', all_access: 'admin' };

/** A studio whose callers are its users. They ask with tokens, because a password costs a slow hash. */
export async function servePeople(): Promise<Peopled> {
  const served = await serve({ hasRealUsers: true });
  const { store, studio } = served;
  const person: Peopled['person'] = async (username, role, backend_roles = []) => {
    const caller: Caller = { id: newId(), username, role, backend_roles };
    const data = { ...caller, backend_roles: JSON.stringify(backend_roles), password: 'scrypt$16$8$1$AA$AA', created_at: BigInt(0) };
    await store.prisma.user.create({ data });
    const { token } = await studio.ports.identity.account.createToken(caller, { name: 'tests', scope: scopes[role], expires_at: null });
    const headers = { authorization: `Bearer ${token}` };
    return { ...caller, ask: (method, path, body) => served.call(method, path, body, headers) };
  };
  return { ...served, person };
}

export const allRoles: readonly Role[] = roles;
