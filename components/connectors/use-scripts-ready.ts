'use client';
import { useSyncExternalStore } from 'react';
import { areScriptsReady, onScriptsReady } from '#lib/client/run-script.ts';

/** Changes once scripts can run: whoever shows a preview makes it anew then. */
export const useScriptsReady = (): boolean => useSyncExternalStore(onScriptsReady, areScriptsReady, () => false);
