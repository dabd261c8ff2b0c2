import '#server-only';
import type { Caller } from '#lib/access/caller.ts';
import type { Preferences } from '#lib/access/preferences.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import type { TokenRow, TokenScope, UserRow } from '#lib/store/account-store.ts';
import { mayGrant } from './caller-of.ts';
import type { IdentityPorts, Peer } from './ports.ts';
import { digest, newSecretToken } from './secret-token.ts';
import { readPreferences } from './sessions.ts';
import { wrongCredentials } from './wrong-credentials.ts';

export type AccountView = { user: Caller; preferences: Preferences; created_at: number };

const mostTokens = 100;

/** What everybody may do with their own account. */
export function makeAccount({ accounts, passwords, throttle, memory, now, newId }: IdentityPorts) {
  const userOf = ({ id }: Caller): UserRow => {
    const user = accounts.userById(id);
    if (!user) throw wrongCredentials(); // deleted since the request was authenticated
    return user;
  };

  return {
    userOf,
    view(caller: Caller): AccountView {
      const user = userOf(caller);
      return { user: caller, preferences: readPreferences(user), created_at: user.created_at };
    },
    /**
     * Ends all sessions of the user and forgets every password that was right before.
     * @returns the user as stored now, for a new session
     * @throws StudioError 400 at `password.current` when that is wrong, 429 after too many tries
     */
    async changePassword(caller: Caller, { current, new: next }: { current: string; new: string }, { peer }: Peer): Promise<UserRow> {
      const user = userOf(caller);
      const takeBack = throttle.attempt(user.username, peer);
      if (!(await passwords.verify(current, user.password))) {
        const message = 'This is not the present password.';
        throw illegalArgument(message, { fields: [{ path: 'password.current', message }] });
      }
      takeBack();
      await accounts.changePassword(user.id, await passwords.hash(next));
      for (const [key, { user_id }] of memory.verified) if (user_id === user.id) memory.verified.delete(key);
      return userOf(caller);
    },
    /** Replaces the preferences that are sent and keeps the others. */
    async changePreferences(caller: Caller, sent: Preferences): Promise<Preferences> {
      const preferences = { ...readPreferences(userOf(caller)), ...sent };
      await accounts.changePreferences(caller.id, JSON.stringify(preferences));
      return preferences;
    },
    listTokens: (caller: Caller): TokenRow[] => accounts.listTokens(caller.id),
    /**
     * @returns the token itself, this once
     * @throws StudioError 400 for an end in the past or too many tokens, 403 for a scope beyond the caller's role, 409 for a name in use
     */
    async createToken(
      caller: Caller,
      input: { name: string; scope: TokenScope; expires_at: number | null },
    ): Promise<TokenRow & { token: string }> {
      const { name, scope, expires_at } = input;
      const time = now();
      if (!mayGrant(caller, scope)) throw new StudioError('security_exception', 403, `Your role does not allow a token of scope ${scope}`);
      if (expires_at !== null && expires_at <= time) {
        const message = 'Choose a time that is still to come.';
        throw illegalArgument(message, { fields: [{ path: 'expires_at', message }] });
      }
      if (accounts.listTokens(caller.id).length >= mostTokens) throw illegalArgument(`An account has at most ${mostTokens} tokens`);
      const token = `studio_${newSecretToken()}`;
      const row = { id: newId(), name, scope, created_at: time, expires_at };
      const isNew = await accounts.insertToken({ ...row, user_id: caller.id, hash: digest(token) });
      if (!isNew) throw statusError(409, `You have a token named ${name} already`);
      return { ...row, last_used: null, token };
    },
    /** @throws StudioError 404 */
    async deleteToken(caller: Caller, id: string): Promise<void> {
      if (!(await accounts.deleteToken(caller.id, id)))
        throw new StudioError('resource_not_found_exception', 404, `Failed to find the token ${id}`);
    },
  };
}

export type Account = ReturnType<typeof makeAccount>;
