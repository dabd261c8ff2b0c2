'use client';
import { usePreferences } from '#components/ui/preferences.tsx';
import { type Cost, costOf, type PricedNames } from '#lib/runs/cost.ts';
import { replyOf, tokensOf } from './answer.ts';
import type { Run } from './use-playground.ts';

/** What a run of this page cost by the person's price table; the mock costs nothing. @param names of what was called */
export function useCost(names: PricedNames): (run: Run | undefined) => Cost | undefined {
  const { prices } = usePreferences().preferences;
  return (run) => {
    if (!prices?.length || !run?.prediction || run.mode !== 'send') return undefined;
    const { prediction } = run;
    return costOf(tokensOf(prediction, replyOf(prediction)), [prediction.service_model, ...names], prices);
  };
}
