'use client';
import { useCallback, useMemo, useState } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { useKeptDraft } from '#components/ui/kept-draft.ts';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';
import type { SettingValue } from '#lib/settings/setting.ts';
import { trustedKey } from './setting-effects.ts';
import { changesOf, noDraft, type SettingsDraft, shownValue, withValue } from './settings-draft.ts';

type Entries = [string, SettingValue | null][];

/** A pattern that the address asks for: a new row, unless the list has it. */
function withPattern(draft: SettingsDraft, rows: readonly SettingRow[], pattern: string | undefined): SettingsDraft {
  const row = rows.find(({ key }) => key === trustedKey);
  if (!pattern || !row) return draft;
  const patterns = [shownValue(row, draft)].flat();
  return patterns.includes(pattern) ? draft : withValue(draft, row, [...patterns, pattern]);
}

/** The unsaved changes of the page: kept over a reload, with a pattern from the address added. */
export function useSettingsForm(rows: readonly SettingRow[], pattern: string | undefined) {
  const { user } = useSession();
  const [draft, setDraft] = useState(() => withPattern(noDraft, rows, pattern));
  const changes = useMemo(() => changesOf(draft, rows), [draft, rows]);
  const kept = useMemo((): Entries | undefined => (draft.size > 0 ? [...draft] : undefined), [draft]);
  const { restoredAt, forget } = useKeptDraft(`settings.${user.id}`, kept, (entries) =>
    setDraft(withPattern(new Map(entries), rows, pattern)),
  );
  const change = useCallback((row: SettingRow, value: SettingValue | null) => setDraft((before) => withValue(before, row, value)), []);
  const undo = useCallback(({ key }: SettingRow) => setDraft((before) => new Map([...before].filter(([one]) => one !== key))), []);
  const discard = useCallback(() => setDraft(noDraft), []);
  return { draft, changes, change, undo, discard, restoredAt, forget };
}
