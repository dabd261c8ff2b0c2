import type { Role } from '#lib/access/caller.ts';
import type { InvitedUser, User, UserPage } from '#lib/access/user.ts';
import { request } from './http.ts';
import { type ListQuery, toSearch } from './list-query.ts';

export type { InvitedUser, User, UserPage } from '#lib/access/user.ts';

/** Without a password the answer holds an invitation. */
export type NewUser = { username: string; role: Role; backend_roles: string[]; password?: string };
export type UserChanges = Partial<Pick<User, 'role' | 'backend_roles'>> & {
  password?: string;
  state?: 'active' | 'disabled';
  sign_out?: true;
  invite?: true;
};

const path = (id: string) => `/api/studio/users/${encodeURIComponent(id)}`;
/** As it was looked at, so that nobody's change is lost. */
type Seen = Pick<User, 'id' | '_seq_no' | '_primary_term'>;

export const listUsers = (query: ListQuery, signal?: AbortSignal) =>
  request<UserPage>('GET', `/api/studio/users${toSearch(query)}`, { signal });

export const addUser = (user: NewUser) => request<InvitedUser>('POST', '/api/studio/users', { json: user });

export const changeUser = ({ id, _seq_no, _primary_term }: Seen, changes: UserChanges) =>
  request<InvitedUser>('PATCH', path(id), { json: { ...changes, _seq_no, _primary_term } });

export const deleteUser = ({ id, _seq_no, _primary_term }: Seen) =>
  request<unknown>('DELETE', `${path(id)}?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`);
