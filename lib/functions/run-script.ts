import type { Json } from '#lib/json/json.ts';
import { compileScript, runScript } from '#lib/painless/script.ts';
import { withEscape } from '#lib/template/script-escape.ts';
import type { RunScript } from './script.ts';

/**
 * Runs pre- and post-process scripts (functions.md §4). A script that calls `escape` without declaring it gets ML Commons' own.
 * @param now a clock in milliseconds that never goes back, for the limit of time
 */
export const makeRunScript =
  (now: () => number): RunScript =>
  (source: string, params: Json) =>
    runScript(compileScript(withEscape(source)), { params, now });
