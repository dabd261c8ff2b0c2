import { statusError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';

let runner: RunScript | undefined;
let loading: Promise<void> | undefined;
const listeners = new Set<() => void>();

/** Fetches what runs scripts, once. */
export function loadScripts(): Promise<void> {
  loading ??= import('./script-runner.ts').then(
    (file) => {
      runner = file.runScript;
      for (const listener of listeners) listener();
    },
    () => {
      loading = undefined; // the next script tries again
    },
  );
  return loading;
}

/**
 * Runs scripts for previews. What runs them is loaded by the first that wants to run, which fails for now.
 * @throws StudioError 503 until then, `script_exception` as the server does
 */
export const runScript: RunScript = (source, params) => {
  if (runner) return runner(source, params);
  // Never on the server: its paint has to be the browser's first.
  if (typeof window !== 'undefined') void loadScripts();
  throw statusError(503, 'What runs scripts is being loaded.');
};

export const areScriptsReady = (): boolean => runner !== undefined;

/** @returns what ends the subscription */
export function onScriptsReady(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
