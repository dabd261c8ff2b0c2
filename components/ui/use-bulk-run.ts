'use client';
import { useRef, useState } from 'react';
import { useAnnounce } from './announcer.tsx';
import { summaryOf } from './bulk-results.tsx';
import { type ItemResult, runMany } from './run-many.ts';
import type { Selection } from './table-selection.ts';
import { showFailure } from './toast.tsx';

/** Rows that were selected, and how to learn the ids of all that match. */
export type Chosen = { selection: Selection; total: number; all: () => Promise<string[]> };

/** Does something for every selected row, one after the other, and keeps what became of each. */
export function useBulkRun({ selection, all }: Chosen) {
  const announce = useAnnounce();
  const [isShowing, setShowing] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [count, setCount] = useState<number>();
  const [done, setDone] = useState<readonly ItemResult[]>([]);
  const controller = useRef<AbortController>(undefined);

  /** @param onListed once it is known which ones; @throws whatever stands in the way of that */
  const run = async (one: Parameters<typeof runMany>[1]['one'], onListed?: () => void): Promise<readonly ItemResult[]> => {
    setRunning(true);
    const own = new AbortController();
    controller.current = own;
    try {
      const ids = selection.isAll ? await all() : [...selection.keys];
      onListed?.();
      setCount(ids.length);
      setDone([]);
      setShowing(true);
      const results = await runMany(ids, { one, onProgress: setDone, signal: own.signal });
      announce(summaryOf(results, ids.length));
      return results;
    } finally {
      setRunning(false);
    }
  };
  const start = (...asked: Parameters<typeof run>) =>
    run(...asked).catch((thrown: unknown) => {
      showFailure(thrown instanceof Error ? thrown.message : String(thrown));
      return [];
    });
  const stop = () => controller.current?.abort();
  /** Shows the list again. What has not begun is left. */
  const close = () => {
    stop();
    setShowing(false);
    selection.clear();
  };
  return { isShowing, isRunning, count, done, run, start, stop, close };
}
