'use client';
import { useState, useSyncExternalStore } from 'react';
import { currentScripts, onScriptsReady, runScript } from '#lib/client/run-script.ts';
import type { RunScript } from '#lib/functions/script.ts';

/** Another function once scripts can run, and when a slow one is done: what depends on it is made anew then. */
export const useRunScript = (): RunScript => useSyncExternalStore(onScriptsReady, currentScripts, () => runScript);

/** The last value that waited for no script: until a slow one is done, what was there before it stays. */
export function useLastDone<Value>(value: Value, isWaiting: boolean): Value {
  const [done, setDone] = useState(value);
  if (!isWaiting && done !== value) setDone(value);
  return isWaiting ? done : value;
}
