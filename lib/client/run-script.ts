import { statusError } from '#lib/errors.ts';
import type { RunScript } from '#lib/functions/script.ts';

/**
 * What runs scripts, as a part that is fetched when the first script wants to run: few connectors have one.
 * @param fetchRunner what it fetches calls back when a script that took its time is done
 */
export function lazyScripts(fetchRunner: (onDone: () => void) => Promise<RunScript>) {
  let fetched: RunScript | undefined;
  let runner: RunScript | undefined;
  let loading: Promise<void> | undefined;
  const listeners = new Set<() => void>();
  /** Another function, so that whatever depends on it is made anew. */
  const renew = () => {
    runner = fetched && ((source, params) => fetched?.(source, params) ?? null);
    for (const listener of listeners) listener();
  };
  const load = (): Promise<void> => {
    loading ??= fetchRunner(renew).then(
      (found) => {
        fetched = found;
        renew();
      },
      () => {
        loading = undefined; // the next script tries again
      },
    );
    return loading;
  };
  /** @throws StudioError 503 until it is there, `script_exception` as the server does */
  const run: RunScript = (source, params) => {
    if (runner) return runner(source, params);
    // Never on the server: its paint has to be the browser's first.
    if (typeof window !== 'undefined') void load();
    throw statusError(503, 'What runs scripts is being loaded.');
  };
  const areReady = () => runner !== undefined;
  /** What runs scripts now: another function once they can run, and when a slow one is done. */
  const current = () => runner ?? run;
  /** @returns what ends the subscription */
  const onReady = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return { load, run, current, areReady, onReady };
}

/** Scripts of previews: the interpreter is that of the server. */
const scripts = lazyScripts((onDone) => import('./script-thread.ts').then((file) => file.pageScripts(onDone)));

export const { load: loadScripts, run: runScript, current: currentScripts, onReady: onScriptsReady } = scripts;
