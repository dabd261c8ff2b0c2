import { isStudioError } from '#lib/errors.ts';
import type { Json } from '#lib/json/json.ts';
import type { Script } from './ast.ts';
import { type Limits, usualLimits, withBudget } from './budget.ts';
import { fromJson } from './from-json.ts';
import { type Running, runBody } from './interpret.ts';
import { parseScript } from './parse-script.ts';
import { resolve } from './resolve.ts';
import { ScriptProblem, scriptError, thrown } from './script-problem.ts';
import { classNameOf, type Value } from './values.ts';

/** A script that was read and can be run any number of times. */
export type Compiled = { source: string; script: Script };

/** OpenSearch's limit for inline scripts, bytes. */
const longestSource = 65_535;
const mostKept = 200;
const kept = new Map<string, Compiled>();

/**
 * Reads a script; the last ones are kept by their text.
 * @throws StudioError 400 `script_exception` "compile error", whose cause says what is wrong and whose `position` where
 */
export function compileScript(source: string): Compiled {
  const known = kept.get(source);
  if (known) return known;
  const compiled = { source, script: translated(source, 0, () => resolve(parseScript(checked(source)))) };
  const [oldest] = kept.keys();
  if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
  kept.set(source, compiled);
  return compiled;
}

function checked(source: string): string {
  const size = source.length * 3 > longestSource ? new TextEncoder().encode(source).length : 0;
  if (size <= longestSource) return source;
  throw new ScriptProblem(
    'compile',
    'illegal_argument_exception',
    `exceeded max allowed inline script size in bytes [${longestSource}] with size [${size}]`,
  );
}

export type RunOptions = {
  /** The script's only variable. */
  params: Json;
  /** A clock in milliseconds that never goes back, for the limit of time. */
  now: () => number;
  limits?: Limits;
};

/**
 * Runs a script in the way of templates: it sees `params` and nothing else, and returns a text or nothing.
 * @throws StudioError 400 `script_exception` "runtime error", whose cause is the exception of the script or the limit that it broke
 */
export function runScript({ source, script }: Compiled, { params, now, limits = usualLimits }: RunOptions): string | null {
  const running: Running = { at: 0 };
  const run = () => {
    const slots = new Array<Value>(script.frameSize).fill(null);
    slots[0] = fromJson(params);
    return asText(runBody(script.body, slots, script.height, running));
  };
  return translated(source, running, () => withBudget(limits, now, run));
}

/** The result goes out as it is: a text that a builder made must be asked for. */
function asText(result: Value): string | null {
  if (result === null || typeof result === 'string') return result;
  throw thrown('ClassCastException', `class ${classNameOf(result)} cannot be cast to class java.lang.String`);
}

/** Nothing but StudioErrors leaves this folder. */
function translated<Result>(source: string, place: Running | 0, run: () => Result): Result {
  try {
    return run();
  } catch (problem) {
    if (isStudioError(problem)) throw problem;
    const at = place === 0 ? 0 : place.at;
    if (problem instanceof ScriptProblem) throw scriptError(problem, source, at);
    if (!(problem instanceof RangeError)) throw problem;
    // The stack of JavaScript, or one of its texts, was full before a limit of ours was reached.
    throw scriptError(
      new ScriptProblem(place === 0 ? 'compile' : 'runtime', 'stack_overflow_error', 'The script needs too much memory'),
      source,
      at,
    );
  }
}
