import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Loaded } from '#lib/client/connectors.ts';
import { checkTrust, type LoadedSettings, listSettings, type SettingsBody, saveSettings } from '#lib/client/settings.ts';
import type { CheckedTrust, TrustCheckInput } from '#lib/settings/check-trusted-endpoints.ts';

export const settingsQuery = (initial?: LoadedSettings) =>
  queryOptions({
    queryKey: ['settings'],
    queryFn: ({ signal }) => listSettings(signal),
    ...(initial && { initialData: initial }),
  });

/** What an unsaved list would mean. Answers depend on the connectors too, so they are not kept for long. */
export const trustCheckQuery = (input: TrustCheckInput, initial?: CheckedTrust) =>
  queryOptions({
    queryKey: ['trust-check', input],
    queryFn: ({ signal }) => checkTrust(input, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    ...(initial && { initialData: initial }),
  });

/** Saves, and loads again what may depend on it: the settings themselves, the states of connectors, the badges of blueprints. */
export function useSaveSettings() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ body, loaded }: { body: SettingsBody; loaded: Loaded }) => saveSettings(body, loaded),
    onSettled: () => cache.invalidateQueries(),
  });
}
