'use client';
import { useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { type PredictionRequest, predict } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';
import type { TargetKey } from './target-select.tsx';
import type { Run } from './use-playground.ts';

/** How far one of several calls is. */
export type ComparedRun = { isRunning: boolean; run?: Run; failure?: string };

type Asked = { key: TargetKey; request: PredictionRequest };

/** Calls several targets at once; each shows its answer as it comes. */
export function useCompare() {
  const announce = useAnnounce();
  const controller = useRef<AbortController>(undefined);
  const [runs, setRuns] = useState<ReadonlyMap<TargetKey, ComparedRun>>(new Map());
  const [isRunning, setRunning] = useState(false);
  const set = (key: TargetKey, run: ComparedRun) => setRuns((before) => new Map(before).set(key, run));
  const call = async ({ key, request }: Asked, signal: AbortSignal) => {
    const since = performance.now();
    try {
      const prediction = await predict(request, signal);
      set(key, { isRunning: false, run: { prediction, mode: request.mode, body: request.body, duration_ms: performance.now() - since } });
    } catch (thrown) {
      if (signal.aborted)
        set(key, { isRunning: false, run: { mode: request.mode, body: request.body, duration_ms: performance.now() - since } });
      else if (isStudioError(thrown)) set(key, { isRunning: false, failure: thrown.message });
      else throw thrown;
    }
  };
  const start = async (asked: readonly Asked[]) => {
    if (isRunning) return;
    const aborter = new AbortController();
    controller.current = aborter;
    setRunning(true);
    setRuns(new Map(asked.map(({ key }) => [key, { isRunning: true }])));
    try {
      await Promise.all(asked.map((one) => call(one, aborter.signal)));
      announce(aborter.signal.aborted ? 'Cancelled' : `${asked.length} targets are done`);
    } finally {
      setRunning(false);
    }
  };
  return { runs, isRunning, start, cancel: () => controller.current?.abort() };
}
