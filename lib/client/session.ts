import type { Caller } from '#lib/access/caller.ts';
import type { Permission } from '#lib/access/permission.ts';
import { request } from './http.ts';

export type Preferences = {
  theme?: 'auto' | 'light' | 'dark';
  density?: 'normal' | 'compact';
  /** Single-key shortcuts; on unless switched off (WCAG 2.1.4). */
  shortcuts?: boolean;
  /** IANA name; null is the browser's. */
  time_zone?: string | null;
  editor?: { font_size?: number; wrap?: boolean };
  /** By table: the columns that are shown. */
  tables?: Record<string, string[]>;
};

/** Who looks at the page and what they may: `GET /api/studio/session`. Times in epoch milliseconds. */
export type Session = {
  user: Caller;
  permissions: Permission[];
  preferences: Preferences;
  idle_expires_at: number;
  expires_at: number;
};

/** Asked for on purpose, this keeps the session alive. */
export const getSession = (signal?: AbortSignal) => request<Session>('GET', '/api/studio/session', { signal });

export const signIn = (credentials: { username: string; password: string }) =>
  request<Session>('POST', '/api/studio/session', { json: credentials });

export const signOut = () => request<unknown>('DELETE', '/api/studio/session');

export type SetUpState = { open: boolean; key: { id: string; source: 'file' | 'environment' | 'made' } };

export const getSetUp = (token: string, signal?: AbortSignal) =>
  request<SetUpState>('GET', `/api/studio/setup?token=${encodeURIComponent(token)}`, { signal });

export const setUp = (given: { token: string; username: string; password: string; sample: boolean }) =>
  request<Session>('POST', '/api/studio/setup', { json: given });

export const savePreferences = (preferences: Preferences) => request<unknown>('PATCH', '/api/studio/account', { json: { preferences } });
