'use client';
import { useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { type Prediction, type PredictionMode, predict } from '#lib/client/predictions.ts';
import { isStudioError } from '#lib/errors.ts';
import type { Sample } from './draft-preview.ts';
import { withoutEmptyToken } from './draft-secrets.ts';
import { draftTarget } from './draft-target.ts';
import type { useDraftForm } from './use-draft-form.ts';

export type TestRun = { mode: PredictionMode; prediction?: Prediction; failure?: string; duration_ms?: number };
/** A run of one action of a draft. */
export type DraftRun = TestRun & { action: number; sample: Sample };

/** Runs the unsaved draft through the whole pipeline, one run at a time. */
export function useTestDraft(
  draft: ReturnType<typeof useDraftForm>,
  origin: { stored: string | undefined; blueprint: string | undefined },
) {
  const announce = useAnnounce();
  const controller = useRef<AbortController>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [run, setRun] = useState<DraftRun>();

  const start = async (mode: PredictionMode, action: number, { algorithm, body }: Sample) => {
    if (isRunning) return;
    const asked = { mode, action, sample: { algorithm, body } };
    setRun(asked);
    setOpen(true);
    setRunning(true);
    controller.current = new AbortController();
    const begun = performance.now();
    try {
      const type = draft.form.getValues(`actions.${action}.action_type`) || 'PREDICT';
      const target = draftTarget(withoutEmptyToken(draft.currentBody()), action, origin);
      const prediction = await predict({ target, action_type: type, algorithm, body, mode }, controller.current.signal);
      const duration_ms = performance.now() - begun;
      setRun({ ...asked, prediction, duration_ms });
      announce(outcomeWords({ ...asked, prediction, duration_ms }), prediction.outcome === 'failed');
    } catch (thrown) {
      if (controller.current.signal.aborted) return setOpen(false);
      setRun({ ...asked, failure: isStudioError(thrown) ? thrown.message : 'Something failed that nobody foresaw.' });
    } finally {
      setRunning(false);
    }
  };
  return {
    isOpen,
    wasOpened: isOpen || run !== undefined,
    isRunning,
    run,
    start: (...asked: Parameters<typeof start>) => void start(...asked),
    cancel: () => controller.current?.abort(),
    close: () => setOpen(false),
  };
}

/** How a run ended, in a line. */
export function outcomeWords({ mode, prediction, duration_ms = 0 }: TestRun): string {
  if (!prediction) return '';
  const isGood = prediction.outcome !== 'failed';
  if (isGood && mode === 'dry_run') return 'Dry run went well';
  return `${isGood ? 'Answered' : 'Failed with'} ${prediction.status} in ${Math.round(duration_ms)} ms`;
}
