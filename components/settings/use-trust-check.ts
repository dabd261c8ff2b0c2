'use client';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { LoadedSettings } from '#lib/client/settings.ts';
import type { CheckedTrust } from '#lib/settings/check-trusted-endpoints.ts';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import { verdictsByPattern } from './pattern-verdict.tsx';
import { trustCheckQuery } from './queries.ts';
import type { Change } from './settings-draft.ts';
import { trustInput } from './settings-problems.ts';

const patience = 300; // milliseconds after the last key until the server is asked

type Known = { initial: LoadedSettings; initialCheck: CheckedTrust };

/** The server's verdict on the lists as they stand on the screen. */
export function useTrustCheck(rows: readonly SettingRow[], changes: readonly Change[], { initial, initialCheck }: Known) {
  const wanted = JSON.stringify(trustInput(rows, changes));
  const [settled] = useDebouncedValue(wanted, patience);
  const isInitial = settled === JSON.stringify(trustInput(initial.items, []));
  const check = useQuery(trustCheckQuery(JSON.parse(settled), isInitial ? initialCheck : undefined));
  const { data } = check;
  const verdicts = useMemo(
    () => ({
      trusted: verdictsByPattern(initialCheck.patterns, data?.patterns),
      private: verdictsByPattern(initialCheck.private_patterns, data?.private_patterns),
    }),
    [initialCheck, data],
  );
  return { verdicts, error: check.error, judged: data, isSettled: settled === wanted && !check.isPlaceholderData };
}
