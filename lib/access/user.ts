import type { Role } from './caller.ts';
import type { UserState } from './user-states.ts';

/** True, or the reason to show. */
export type Ability = true | string;

/** A user as administrators see one (architecture §10.3). Times are epoch milliseconds. */
export type User = {
  id: string;
  username: string;
  role: Role;
  backend_roles: string[];
  state: UserState;
  created_at: number;
  last_seen: number | null;
  /** Only of who is invited; in the past when the link no longer works. */
  invitation_expires_at?: number | null;
  can: { update: Ability; delete: Ability; disable: Ability };
  _seq_no: number;
  _primary_term: number;
};

/** With the link that lets them choose a password, this once, where one was made: a path of this studio. */
export type InvitedUser = User & { invitation?: string };

type Facet = { value: string; count: number };
export type UserPage = { total: number; items: User[]; facets: Record<'role' | 'state' | 'backend_role', Facet[]> };
