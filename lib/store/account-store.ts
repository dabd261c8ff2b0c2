import '#server-only';
import type { Caller, Role } from '#lib/access/caller.ts';
import { untilCommit } from './commits.ts';
import type { Store } from './open.ts';

export type UserRow = Caller & { password: string; state: string; preferences: string; created_at: number };
export type SessionRow = { idle_at: number; expires_at: number };
export type TokenScope = 'read' | 'full' | 'admin' | 'metrics';
export type TokenRow = {
  id: string;
  name: string;
  scope: TokenScope;
  created_at: number;
  expires_at: number | null;
  last_used: number | null;
};
export type NewUser = { id: string; username: string; password: string; role: Role; backend_roles: string[]; created_at: number };

/** Sessions that one person has at a time (threats.md A-03): who signs in once more ends the one that was used least lately. */
const mostSessions = 20;

/** A row of the user table as SQLite gives it. */
type Raw = Omit<UserRow, 'backend_roles'> & { backend_roles: string };
const toUser = ({ backend_roles, ...row }: Raw): UserRow => ({ ...row, backend_roles: JSON.parse(backend_roles) });

const userColumns = 'u.id, u.username, u.role, u.backend_roles, u.password, u.state, u.preferences, u.created_at';

/**
 * Users, sessions and API tokens. What a request is authenticated with is read on the read-only connection, and
 * read again as soon as anything was committed, so that a changed role acts on the next request (threats.md A-11). Times are epoch milliseconds.
 */
export function accountStore({ prisma, reads, commits }: Pick<Store, 'prisma' | 'reads' | 'commits'>) {
  const byId = reads.prepare<[string], Raw>(`SELECT ${userColumns} FROM user u WHERE u.id = ?`);
  const byName = reads.prepare<[string], Raw>(`SELECT ${userColumns} FROM user u WHERE u.username = ?`);
  const session = reads.prepare<[string], Raw & SessionRow>(
    `SELECT ${userColumns}, s.idle_at, s.expires_at FROM session s JOIN user u ON u.id = s.user_id WHERE s.id = ?`,
  );
  const token = reads.prepare<
    [string],
    Raw & { token_id: string; scope: TokenScope; token_expires_at: number | null; last_used: number | null }
  >(
    `SELECT ${userColumns}, t.id AS token_id, t.scope, t.expires_at AS token_expires_at, t.last_used FROM api_token t JOIN user u ON u.id = t.user_id WHERE t.hash = ?`,
  );
  const anyUser = reads.prepare('SELECT 1 FROM user LIMIT 1');
  const tokens = reads.prepare<[string], TokenRow>(
    'SELECT id, name, scope, created_at, expires_at, last_used FROM api_token WHERE user_id = ? ORDER BY created_at, id',
  );

  return {
    hasUsers: () => anyUser.get() !== undefined,
    userById: untilCommit(commits.count, (id: string) => mapRow(byId.get(id), toUser)),
    userByName: (username: string) => mapRow(byName.get(username), toUser),
    sessionWithUser: untilCommit(commits.count, (hash: string) =>
      mapRow(session.get(hash), ({ idle_at, expires_at, ...user }) => ({ session: { idle_at, expires_at }, user: toUser(user) })),
    ),
    tokenWithUser: untilCommit(commits.count, (hash: string) =>
      mapRow(token.get(hash), ({ token_id, scope, token_expires_at, last_used, ...user }) => ({
        token: { id: token_id, scope, expires_at: token_expires_at, last_used },
        user: toUser(user),
      })),
    ),
    listTokens: (userId: string) => tokens.all(userId),
    ...userWrites(prisma),
    ...sessionWrites(prisma),
    ...tokenWrites(prisma),
  };
}

export type AccountStore = ReturnType<typeof accountStore>;

const mapRow = <Row, Result>(row: Row | undefined, map: (row: Row) => Result): Result | undefined =>
  row === undefined ? undefined : map(row);

const userWrites = (prisma: Store['prisma']) => ({
  /** @returns false when there is a user already: nothing is written */
  createFirstUser: ({ backend_roles, created_at, ...user }: NewUser): Promise<boolean> =>
    prisma.$transaction(async (tx) => {
      if ((await tx.user.count()) > 0) return false;
      await tx.user.create({ data: { ...user, backend_roles: JSON.stringify(backend_roles), created_at: BigInt(created_at) } });
      return true;
    }),
  /** Ends every session of the user (threats.md A-03). */
  async changePassword(id: string, password: string): Promise<void> {
    await prisma.$transaction([
      prisma.user.update({ where: { id }, data: { password } }),
      prisma.session.deleteMany({ where: { user_id: id } }),
    ]);
  },
  async touchUser(id: string, now: number): Promise<void> {
    await prisma.user.updateMany({ where: { id }, data: { last_seen: BigInt(now) } });
  },
  async changePreferences(id: string, preferences: string): Promise<void> {
    await prisma.user.update({ where: { id }, data: { preferences } });
  },
});

const sessionWrites = (prisma: Store['prisma']) => ({
  /** Also removes what has ended by now, so that no clock that goes back can revive it, and what is more than one person needs. */
  async insertSession(row: SessionRow & { id: string; user_id: string; created_at: number }): Promise<void> {
    const { id, user_id, created_at, idle_at, expires_at } = row;
    const now = BigInt(created_at);
    await prisma.$transaction(async (tx) => {
      await tx.session.deleteMany({ where: { OR: [{ idle_at: { lte: now } }, { expires_at: { lte: now } }] } });
      const tooMany = await tx.session.findMany({
        where: { user_id },
        orderBy: [{ idle_at: 'desc' }, { created_at: 'desc' }],
        skip: mostSessions - 1,
        select: { id: true },
      });
      if (tooMany.length > 0) await tx.session.deleteMany({ where: { id: { in: tooMany.map((row) => row.id) } } });
      await tx.session.create({ data: { id, user_id, created_at: now, idle_at: BigInt(idle_at), expires_at: BigInt(expires_at) } });
      await tx.user.update({ where: { id: user_id }, data: { last_seen: now } });
    });
  },
  async extendSession(id: string, idle_at: number): Promise<void> {
    await prisma.session.updateMany({ where: { id }, data: { idle_at: BigInt(idle_at) } });
  },
  async deleteSession(id: string): Promise<void> {
    await prisma.session.deleteMany({ where: { id } });
  },
});

const tokenWrites = (prisma: Store['prisma']) => ({
  /** @returns false when the user has a token of that name */
  async insertToken(row: {
    id: string;
    user_id: string;
    name: string;
    hash: string;
    scope: TokenScope;
    created_at: number;
    expires_at: number | null;
  }) {
    const expires_at = row.expires_at === null ? null : BigInt(row.expires_at);
    return prisma.$transaction(async (tx) => {
      if ((await tx.apiToken.count({ where: { user_id: row.user_id, name: row.name } })) > 0) return false;
      await tx.apiToken.create({ data: { ...row, created_at: BigInt(row.created_at), expires_at } });
      return true;
    });
  },
  /** @returns false when the user has no such token */
  async deleteToken(userId: string, id: string): Promise<boolean> {
    const { count } = await prisma.apiToken.deleteMany({ where: { id, user_id: userId } });
    return count > 0;
  },
  async touchToken(id: string, now: number): Promise<void> {
    await prisma.apiToken.updateMany({ where: { id }, data: { last_used: BigInt(now) } });
  },
});
