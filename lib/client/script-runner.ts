import { makeRunScript } from '#lib/functions/script.ts';

/** The interpreter of the server for pages: a part of its own, because few connectors have scripts. */
export const runScript = makeRunScript(() => performance.now());
