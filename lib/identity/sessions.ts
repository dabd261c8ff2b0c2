import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import { type Permission, permissionsOf } from '#lib/access/permission.ts';
import { Preferences } from '#lib/access/preferences.ts';
import type { UserRow } from '#lib/store/account-store.ts';
import { callerOf } from './caller-of.ts';
import type { IdentityPorts, RequestHead } from './ports.ts';
import { digest, newSecretToken } from './secret-token.ts';
import { expiredCookie, readSessionToken, sessionCookie } from './session-cookie.ts';

const minute = 60_000; // milliseconds
/** Threats.md A-03. */
const idleLimit = 60 * minute;
const absoluteLimit = 12 * 60 * minute;

export type Session = { id: string; user: UserRow; idle_at: number; expires_at: number };

/** Who is signed in, as pages and their client see it (architecture §10.1). Times are epoch milliseconds; null without a session. */
export type SessionView = {
  user: Caller;
  permissions: readonly Permission[];
  preferences: Preferences;
  idle_expires_at: number | null;
  expires_at: number | null;
};

export function viewOf(user: UserRow, caller: Caller, session?: Pick<Session, 'idle_at' | 'expires_at'>): SessionView {
  return {
    user: caller,
    permissions: permissionsOf[caller.role],
    preferences: readPreferences(user),
    idle_expires_at: session?.idle_at ?? null,
    expires_at: session?.expires_at ?? null,
  };
}

/** What an older version stored and this one does not know is left out, not refused. */
export function readPreferences({ preferences }: UserRow): Preferences {
  const parsed = Preferences.safeParse(JSON.parse(preferences));
  return parsed.success ? parsed.data : {};
}

export type Sessions = ReturnType<typeof makeSessions>;

export function makeSessions({ accounts, origins, now, onFailure }: IdentityPorts) {
  const allowsHttp = !origins || origins.some((origin) => origin.startsWith('http:'));
  const tokenOf = ({ headers }: RequestHead) => readSessionToken(headers.get('cookie'), { allowsHttp });

  /** The browser's connection is https when the origin it names, or the only one with this host, is. */
  const isSecure = ({ headers }: RequestHead): boolean => {
    const origin = headers.get('origin');
    if (origin !== null && origins?.includes(origin)) return origin.startsWith('https:');
    const host = headers.get('host')?.toLowerCase();
    const schemes = origins?.map((known) => new URL(known)).filter((known) => known.host === host);
    return schemes !== undefined && schemes.length > 0 && schemes.every(({ protocol }) => protocol === 'https:');
  };

  /** @returns undefined for no session, an ended one, or one of a user who is no longer active */
  const find = (request: RequestHead): Session | undefined => {
    const token = tokenOf(request);
    if (!token) return undefined;
    const id = digest(token);
    const found = accounts.sessionWithUser(id);
    if (!found) return undefined;
    const { session, user } = found;
    const time = now();
    if (time < session.idle_at && time < session.expires_at && user.state === 'active') return { id, user, ...session };
    accounts.deleteSession(id).catch(onFailure); // for good: a clock that goes back must not revive it
    return undefined;
  };

  return {
    find,
    isSecure,
    allowsHttp,
    /** Moves the idle limit, at most once a minute, behind the request. A page that refreshes by itself keeps nobody signed in. */
    extend({ id, user, idle_at, expires_at }: Session, { headers }: RequestHead): void {
      if (headers.has('studio-background')) return;
      const time = now();
      const later = Math.min(time + idleLimit, expires_at);
      if (later - idle_at < minute) return;
      const writes = [accounts.extendSession(id, later), accounts.touchUser(user.id, time)];
      Promise.all(writes).catch(onFailure);
    },
    /**
     * Starts a session with a token that nobody has seen before, and ends the one that the request came with (threats.md A-12).
     * @returns the view and the `Set-Cookie` value
     */
    async start(user: UserRow, request: RequestHead): Promise<{ view: SessionView; cookie: string }> {
      const before = tokenOf(request);
      if (before) await accounts.deleteSession(digest(before));
      const token = newSecretToken();
      const time = now();
      const session = { idle_at: time + idleLimit, expires_at: time + absoluteLimit };
      await accounts.insertSession({ id: digest(token), user_id: user.id, created_at: time, ...session });
      return { view: viewOf(user, callerOf(user), session), cookie: sessionCookie(token, isSecure(request)) };
    },
    /** @returns the `Set-Cookie` value that makes the browser forget */
    async end(request: RequestHead): Promise<string> {
      const token = tokenOf(request);
      if (token) await accounts.deleteSession(digest(token));
      return expiredCookie(isSecure(request));
    },
  };
}
