'use client';
import { usePreferences } from '#components/ui/preferences.tsx';
import type { RunRow } from '#lib/client/runs.ts';
import { costOfRun, costWords } from '#lib/runs/cost.ts';

/** What a run cost by the person's price table; nothing where no price fits. */
export function RunCost({ run, otherwise = null }: { run: RunRow; otherwise?: string | null }) {
  const { prices } = usePreferences().preferences;
  const cost = costOfRun(run, prices);
  return cost ? costWords(cost) : otherwise;
}
