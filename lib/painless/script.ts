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
export type Compiled = {
  /** With what was put in front of it. */
  source: string;
  /** Length of what was put in front. */
  hidden: number;
  script: Script;
};

/** OpenSearch's limit for inline scripts, bytes. */
const longestSource = 65_535;
const mostKept = 200;

/** @throws StudioError 400 `script_exception` "compile error", whose cause says what is wrong and whose `position` where */
export type Compile = (source: string) => Compiled;

/**
 * Makes a reader of scripts that keeps the last ones by their text.
 * @param preambleOf what goes in front of a script; places in it count in `offset`, not in `line` and `column`
 */
export function makeCompiler(preambleOf: (source: string) => string): Compile {
  const kept = new Map<string, Compiled>();
  return (written) => {
    const known = kept.get(written);
    if (known) return known;
    const compiled = compile(written, preambleOf(written));
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    kept.set(written, compiled);
    return compiled;
  };
}

/** Scripts with nothing in front of them. */
export const compileScript = makeCompiler(() => '');

function compile(written: string, preamble: string): Compiled {
  const text = { source: preamble + written, hidden: preamble.length };
  return { ...text, script: translated(text, null, () => resolve(parseScript(checked(text.source)))) };
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
export function runScript({ script, ...text }: Compiled, { params, now, limits = usualLimits }: RunOptions): string | null {
  const running: Running = { at: 0 };
  const run = () => {
    const slots = new Array<Value>(script.frameSize).fill(null);
    slots[0] = fromJson(params);
    return asText(runBody(script.body, slots, script.height, running));
  };
  return translated(text, running, () => withBudget(limits, now, run));
}

/** The result goes out as it is: a text that a builder made must be asked for. */
function asText(result: Value): string | null {
  if (result === null || typeof result === 'string') return result;
  throw thrown('ClassCastException', `class ${classNameOf(result)} cannot be cast to class java.lang.String`);
}

/** Nothing but StudioErrors leaves this folder. @param running null before a script runs */
function translated<Result>({ source, hidden }: Omit<Compiled, 'script'>, running: Running | null, run: () => Result): Result {
  try {
    return run();
  } catch (problem) {
    if (isStudioError(problem)) throw problem;
    const at = running?.at ?? hidden;
    if (problem instanceof ScriptProblem) throw scriptError(problem, { source, hidden, at });
    if (!(problem instanceof RangeError)) throw problem;
    // The stack of JavaScript, or one of its texts, was full before a limit of ours was reached.
    const full = new ScriptProblem(running ? 'runtime' : 'compile', 'stack_overflow_error', 'The script needs too much memory');
    throw scriptError(full, { source, hidden, at });
  }
}
