import type { Json } from '#lib/json/json.ts';
import { type Limits, usualLimits } from '#lib/painless/budget.ts';
import { makeCompiler, runScript } from '#lib/painless/script.ts';
import { escapePreamble } from '#lib/template/script-escape.ts';

/**
 * Runs a script and gives its text, or null when it returns nothing. `params` is the script's only variable (functions.md §4).
 * @throws StudioError `script_exception`
 */
export type RunScript = (source: string, params: Json) => string | null;

/** Reads scripts of actions: one that calls `escape` without declaring it gets ML Commons' own. @throws StudioError `script_exception` */
export const compileFunction = makeCompiler(escapePreamble);

/**
 * Runs pre- and post-process scripts.
 * @param now a clock in milliseconds that never goes back, for the limit of time (threats.md T-15)
 */
export const makeRunScript =
  (now: () => number, limits: Limits = usualLimits): RunScript =>
  (source, params) =>
    runScript(compileFunction(source), { params, now, limits });
