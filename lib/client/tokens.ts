import { request } from './http.ts';

export const tokenScopes = ['read', 'full', 'admin', 'metrics'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** An API token without the token itself. Times are epoch milliseconds. */
export type Token = {
  id: string;
  name: string;
  scope: TokenScope;
  created_at: number;
  /** Null for a token that does not end by itself. */
  expires_at: number | null;
  last_used: number | null;
};

const path = '/api/studio/account/tokens';

export const listTokens = (signal?: AbortSignal) => request<{ total: number; items: Token[] }>('GET', path, { signal });

/** @returns the token itself, this once */
export const createToken = (given: Pick<Token, 'name' | 'scope' | 'expires_at'>) =>
  request<Token & { token: string }>('POST', path, { json: given });

export const deleteToken = (id: string) => request<unknown>('DELETE', `${path}/${encodeURIComponent(id)}`);
