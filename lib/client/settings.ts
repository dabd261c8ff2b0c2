import { request } from './http.ts';

export type SettingRow = {
  key: string;
  type: string;
  default: string | string[];
  value: string | string[];
  origin: 'default' | 'persistent' | 'transient' | 'file';
  dynamic: boolean;
  min?: number;
  max?: number;
  since: string;
  /** Plain name and one sentence, for people. */
  title?: string;
  description?: string;
  group?: string;
};

export type PatternVerdict = { pattern: string; valid: boolean; problem?: string; any_host: boolean; pins_host: boolean; connectors: number };

export type TrustCheck = {
  patterns: PatternVerdict[];
  url?: { trusted_by: number | null; stops_at?: { pattern: number; length: number }; suggestion?: string };
  blocked: { connector_id: string; name: string }[];
};

export type SettingChanges = Record<string, string | string[] | null>;

export const listSettings = (signal?: AbortSignal) => request<{ total: number; items: SettingRow[] }>('GET', '/api/studio/settings', { signal });

export const checkTrust = (given: { patterns: string[]; private_patterns?: string[]; url?: string }, signal?: AbortSignal) =>
  request<TrustCheck>('POST', '/api/studio/trusted-endpoints/_check', { json: given, signal });

export const saveSettings = (persistent: SettingChanges) => request<unknown>('PUT', '/_cluster/settings', { json: { persistent } });
