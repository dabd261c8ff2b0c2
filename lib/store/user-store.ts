import '#server-only';
import type { Prisma } from '#generated/prisma/client.ts';
import type { Role } from '#lib/access/caller.ts';
import type { UserState } from '#lib/access/user-states.ts';
import type { Store } from './open.ts';
import { nextSeqNo, type Tx } from './sequence.ts';

/** A user as administrators see it. Times are epoch milliseconds. */
export type StoredUser = {
  id: string;
  seq_no: number;
  username: string;
  role: Role;
  backend_roles: string[];
  state: UserState;
  has_password: boolean;
  created_at: number;
  last_seen: number | null;
  /** Of the invitation, while there is one. */
  invitation_expires_at: number | null;
};

export type UserChange = Partial<Pick<StoredUser, 'username' | 'role' | 'backend_roles' | 'state'>> & { password?: string };
export type NewUserRow = Pick<StoredUser, 'id' | 'username' | 'role' | 'backend_roles' | 'state' | 'created_at'> & { password: string };
type NewInvitation = { hash: string; created_at: number; expires_at: number };

type Raw = {
  id: string;
  seq_no: number;
  username: string;
  role: string;
  backend_roles: string;
  state: string;
  password: string;
  created_at: number | bigint;
  last_seen: number | bigint | null;
  expires_at: number | bigint | null;
};

const numberOrNull = (value: number | bigint | null) => (value === null ? null : Number(value));

const toStored = ({ id, seq_no, username, role, backend_roles, state, password, created_at, last_seen, expires_at }: Raw): StoredUser => ({
  id,
  seq_no,
  username,
  role: role as Role, // as we wrote it
  backend_roles: JSON.parse(backend_roles),
  state: state as UserState, // as we wrote it
  has_password: password !== '',
  created_at: Number(created_at),
  last_seen: numberOrNull(last_seen),
  invitation_expires_at: numberOrNull(expires_at),
});

/** Users as administrators manage them; what requests are authenticated with is the account store's. */
export function userStore({ prisma, reads }: Pick<Store, 'prisma' | 'reads'>) {
  const columns = 'u.id, u.seq_no, u.username, u.role, u.backend_roles, u.state, u.password, u.created_at, u.last_seen, i.expires_at';
  const from = 'FROM user u LEFT JOIN invitation i ON i.user_id = u.id';
  const all = reads.prepare<[], Raw>(`SELECT ${columns} ${from}`);
  const one = reads.prepare<[string], Raw>(`SELECT ${columns} ${from} WHERE u.id = ?`);
  const invited = reads.prepare<[string], Raw>(`SELECT ${columns} ${from} WHERE i.hash = ?`);
  const found = (row: Raw | undefined) => row && toStored(row);
  return {
    list: (): StoredUser[] => all.all().map(toStored),
    find: (id: string): StoredUser | undefined => found(one.get(id)),
    findInvited: (hash: string): StoredUser | undefined => found(invited.get(hash)),
    /** What runs in here is one transaction: a throw takes all of it back. */
    transaction: <Result>(work: (users: UserWrites) => Promise<Result>): Promise<Result> =>
      prisma.$transaction((tx: Prisma.TransactionClient) => work(userWrites(tx))),
  };
}

export type UserStore = ReturnType<typeof userStore>;
export type UserWrites = ReturnType<typeof userWrites>;

const include = { invitation: true } satisfies Prisma.UserInclude;
type Row = Prisma.UserGetPayload<{ include: typeof include }>;
const ofRow = (row: Row | null) => row && toStored({ ...row, expires_at: row.invitation?.expires_at ?? null });

function userWrites(tx: Tx) {
  const find = async (id: string): Promise<StoredUser | undefined> =>
    ofRow(await tx.user.findUnique({ where: { id }, include })) ?? undefined;
  return {
    find,
    findByName: async (username: string): Promise<StoredUser | undefined> =>
      ofRow(await tx.user.findUnique({ where: { username }, include })) ?? undefined,
    isTaken: async (username: string): Promise<boolean> => (await tx.user.count({ where: { username } })) > 0,
    findInvited: async (hash: string): Promise<StoredUser | undefined> =>
      ofRow(await tx.user.findFirst({ where: { invitation: { hash } }, include })) ?? undefined,
    /** Administrators besides this user who can sign in. */
    otherAdministrators: (id: string): Promise<number> =>
      tx.user.count({ where: { role: 'all_access', state: 'active', id: { not: id } } }),
    async insert({ backend_roles, created_at, ...row }: NewUserRow): Promise<void> {
      const seq_no = await nextSeqNo(tx, 'user');
      await tx.user.create({ data: { ...row, seq_no, backend_roles: JSON.stringify(backend_roles), created_at: BigInt(created_at) } });
    },
    async change(id: string, { backend_roles, ...rest }: UserChange): Promise<void> {
      const data = { ...rest, ...(backend_roles && { backend_roles: JSON.stringify(backend_roles) }) };
      await tx.user.update({ where: { id }, data: { ...data, seq_no: await nextSeqNo(tx, 'user') } });
    },
    /** Takes sessions, tokens and invitation along. */
    async remove(id: string): Promise<void> {
      await tx.user.deleteMany({ where: { id } });
    },
    async endSessions(user_id: string): Promise<void> {
      await tx.session.deleteMany({ where: { user_id } });
    },
    /** The invitation before no longer works. */
    async invite(user_id: string, { hash, created_at, expires_at }: NewInvitation): Promise<void> {
      const row = { hash, created_at: BigInt(created_at), expires_at: BigInt(expires_at) };
      await tx.invitation.upsert({ where: { user_id }, create: { user_id, ...row }, update: row });
    },
    async removeInvitation(user_id: string): Promise<void> {
      await tx.invitation.deleteMany({ where: { user_id } });
    },
  };
}
