import type { Caller } from '#lib/access/caller.ts';
import type { Permission } from '#lib/access/permission.ts';
import type { Preferences } from '#lib/access/preferences.ts';
import { request } from './http.ts';

/** Who looks at the page and what they may: `GET /api/studio/session`. Times in epoch milliseconds. */
export type Session = {
  user: Caller;
  permissions: readonly Permission[];
  preferences: Preferences;
  idle_expires_at: number | null;
  expires_at: number | null;
};

/** @param background a look that nobody asked for; otherwise asking keeps the session alive */
export const getSession = (background = false) => request<Session>('GET', '/api/studio/session', { background });

export const signIn = (credentials: { username: string; password: string }) =>
  request<Session>('POST', '/api/studio/session', { json: credentials });

/** The first password of somebody who was invited. */
export const acceptInvitation = (given: { invitation: string; password: string }) =>
  request<Session>('POST', '/api/studio/session/_accept', { json: given });

export const signOut = () => request<unknown>('DELETE', '/api/studio/session');

/** `key` is told to whoever holds the token, while set-up is open. */
export type SetUpState = { open: boolean; key?: { id: string; source: 'file' | 'environment' | 'data_directory' } };

export const getSetUp = (token: string, signal?: AbortSignal) =>
  request<SetUpState>('GET', `/api/studio/setup?token=${encodeURIComponent(token)}`, { signal });

export const setUp = (given: { token: string; username: string; password: string; sample: boolean }) =>
  request<Session & { sample?: { connector_id: string } }>('POST', '/api/studio/setup', { json: given });

export const savePreferences = (preferences: Preferences) => request<unknown>('PATCH', '/api/studio/account', { json: { preferences } });

/** Ends every session but this one. @throws StudioError 400 at `password.current` when that is wrong */
export const changePassword = (password: { current: string; new: string }) =>
  request<unknown>('PATCH', '/api/studio/account', { json: { password } });
