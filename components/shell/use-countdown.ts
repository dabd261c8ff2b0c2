import { useCallback, useEffect, useState } from 'react';
import type { StudioError } from '#lib/errors.ts';

/** @returns seconds that are left, and what starts the count */
export function useCountdown(): [number, (seconds: number) => void] {
  const [end, setEnd] = useState(0);
  const [left, setLeft] = useState(0);
  const start = useCallback((seconds: number) => {
    setEnd(Date.now() + seconds * 1_000);
    setLeft(seconds);
  }, []);
  useEffect(() => {
    if (end === 0) return;
    // Measured against the clock: a tab in the background is woken less often than once a second.
    const timer = setInterval(() => {
      const remaining = Math.max(0, Math.ceil((end - Date.now()) / 1_000));
      setLeft(remaining);
      if (remaining === 0) setEnd(0);
    }, 250);
    return () => clearInterval(timer);
  }, [end]);
  return [left, start];
}

/** What a refusal for too many tries asks for, in seconds. */
export const secondsToWait = ({ headers }: StudioError): number => Number(headers?.['retry-after'] ?? 60);
