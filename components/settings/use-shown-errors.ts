'use client';
import { useCallback, useEffect, useState } from 'react';
import type { FormProblem } from '#components/ui/form-problems.tsx';
import type { SettingRow } from '#lib/settings/cluster-settings.ts';

/** Problems show where somebody left a field, and everywhere once somebody tried to save. */
export function useShownErrors() {
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [problems, setProblems] = useState<readonly FormProblem[]>();
  return {
    touched,
    problems: problems ?? [],
    isChecked: problems !== undefined,
    touch: useCallback(({ key }: SettingRow) => setTouched((before) => (before.has(key) ? before : new Set([...before, key]))), []),
    show: setProblems,
    clear: () => {
      setTouched(new Set());
      setProblems(undefined);
    },
  };
}

/** Leads to a field, which may have to be revealed first: then it is there some renders later. */
export function useFocusOf(reveal: () => void): (field: string) => void {
  const [wanted, setWanted] = useState<string>();
  useEffect(() => {
    const found = wanted === undefined ? null : document.getElementById(wanted);
    if (!found) return;
    found.focus();
    setWanted(undefined);
  });
  return (field) => {
    setWanted(field);
    if (!document.getElementById(field)) reveal();
  };
}
