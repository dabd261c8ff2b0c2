import type { CheckedTrust, TrustCheckInput } from '#lib/settings/check-trusted-endpoints.ts';
import type { SettingList } from '#lib/settings/cluster-settings.ts';
import type { SettingScope } from '#lib/settings/setting.ts';
import type { Loaded } from './connectors.ts';
import { request } from './http.ts';

export type LoadedSettings = Omit<SettingList, 'seq_no'> & Loaded;

/** Flat keys and JSON values; null takes a value away. */
export type SectionBody = Record<string, string | number | boolean | readonly string[] | null>;
export type SettingsBody = Partial<Record<SettingScope, SectionBody>>;

export const listSettings = (signal?: AbortSignal) => request<LoadedSettings>('GET', '/api/studio/settings', { signal });

export const checkTrust = (given: TrustCheckInput, signal?: AbortSignal) =>
  request<CheckedTrust>('POST', '/api/studio/trusted-endpoints/_check', { json: given, signal });

/** Saves over the version that was loaded; 409 when somebody saved meanwhile. */
export const saveSettings = (body: SettingsBody, { _seq_no, _primary_term }: Loaded) =>
  request<unknown>('PUT', `/_cluster/settings?if_seq_no=${_seq_no}&if_primary_term=${_primary_term}`, { json: body });
