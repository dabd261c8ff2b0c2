import { makeRunScript } from '#lib/functions/script.ts';
import { usualLimits } from '#lib/painless/budget.ts';

/** The interpreter of the server for pages: a part of its own, because few connectors have scripts. */
export const runScript = makeRunScript(() => performance.now());

/** Milliseconds that a page can stand still without anybody who types in it noticing. */
const unnoticed = 8;

/** Ends a script that takes longer than a page may stand still. */
export const runQuickScript = makeRunScript(() => performance.now(), { ...usualLimits, milliseconds: unnoticed });
