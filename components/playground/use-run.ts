'use client';
import { useRef, useState } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { type Prediction, type PredictionMode, type PredictionRequest, predict, predictStream } from '#lib/client/predictions.ts';
import { isStudioError, type StudioError } from '#lib/errors.ts';
import { makeStreamLog, type StreamLog, screenPace } from './stream-log.ts';
import type { PlaygroundState } from './use-playground.ts';

/** A call on its way: when it began (milliseconds of `performance.now`), and what has come of a stream. */
export type Running = {
  since: number;
  log?: StreamLog;
  /** The input that it is for: the form may move on meanwhile. */
  body: string;
  /** The browser has no network: it is sent once that is back. */
  isWaiting?: boolean;
};

/** What a call is made of. */
export type Asked = Pick<PlaygroundState, 'body' | 'algorithm' | 'actionType' | 'scenario' | 'isStreaming'>;

/** One call at a time; leaving the page and Cancel end it. */
export function useRun(state: PlaygroundState, target: string) {
  const announce = useAnnounce();
  const controller = useRef<AbortController>(undefined);
  const [running, setRunning] = useState<Running>();
  const [failure, setFailure] = useState<StudioError>();
  const start = async (mode: PredictionMode, given: Asked = state) => {
    if (running) return;
    const { body, algorithm, actionType, scenario, isStreaming } = given;
    let since = performance.now();
    const elapsed = () => performance.now() - since;
    const log = isStreaming && mode !== 'dry_run' ? makeStreamLog(elapsed, screenPace) : undefined;
    const aborter = new AbortController();
    controller.current = aborter;
    setFailure(undefined);
    try {
      if (!navigator.onLine) {
        setRunning({ since, body, isWaiting: true });
        announce('You are offline. It is sent once you are back.');
        await untilOnline(aborter.signal);
        since = performance.now();
      }
      setRunning({ since, body, ...(log && { log }) });
      const asked = { target, action_type: actionType, algorithm, body, mode, ...(mode === 'mock' && { scenario }) };
      const prediction = await ask(asked, isStreaming, log, aborter.signal);
      const duration_ms = elapsed();
      state.setRun({ prediction, mode, body, duration_ms, ...(log && { stream: log.whole() }) });
      announce(spoken(prediction, duration_ms), prediction.outcome === 'failed');
    } catch (thrown) {
      if (aborter.signal.aborted) {
        state.setRun({ mode, body, duration_ms: elapsed(), ...(log && { stream: log.whole() }) });
        announce('Cancelled');
      } else if (isStudioError(thrown)) setFailure(thrown);
      else throw thrown;
    } finally {
      setRunning(undefined);
    }
  };
  return { running, failure, start, cancel: () => controller.current?.abort() };
}

/** @throws when the signal says that nobody waits any more */
const untilOnline = (signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    window.addEventListener('online', () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

function ask(asked: PredictionRequest, isStreaming: boolean, log: StreamLog | undefined, signal: AbortSignal): Promise<Prediction> {
  if (!isStreaming) return predict(asked, signal);
  return predictStream(asked, (chunks) => log?.push(chunks), signal);
}

/** What is read out when a run is over. */
function spoken({ outcome, status }: Prediction, duration_ms: number): string {
  if (outcome === 'dry_run') return 'Dry run went well';
  return `${outcome === 'failed' ? 'Failed with' : 'Answered'} ${status} in ${Math.round(duration_ms)} ms`;
}
