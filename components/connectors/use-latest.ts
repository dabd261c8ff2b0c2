'use client';
import { useCallback, useEffect, useRef } from 'react';

/** A callback that stays the same and does what the latest drawing meant by it: for parts that are not drawn anew each time. */
export function useLatest<Asked extends unknown[], Answer>(run: (...asked: Asked) => Answer): (...asked: Asked) => Answer {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...asked: Asked) => latest.current(...asked), []);
}
