import { makeRunScript } from '#lib/functions/script.ts';

/** Runs scripts in the browser, for previews: the interpreter is that of the server. */
export const runScript = makeRunScript(() => performance.now());
