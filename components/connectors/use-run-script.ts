'use client';
import { useSyncExternalStore } from 'react';
import { currentScripts, onScriptsReady, runScript } from '#lib/client/run-script.ts';
import type { RunScript } from '#lib/functions/script.ts';

/** Another function once scripts can run: what depends on it is made anew then. */
export const useRunScript = (): RunScript => useSyncExternalStore(onScriptsReady, currentScripts, () => runScript);
