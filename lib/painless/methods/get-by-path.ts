import { MapValue } from '../collections.ts';
import { thrown } from '../script-problem.ts';
import type { Value } from '../values.ts';
import { text } from './arguments.ts';

/** `a.b.0.c`: members by name, items of lists by number. @throws ScriptProblem where the path leads nowhere and there is no default */
export function getByPath(root: Value, path: Value | undefined, otherwise?: Value): Value {
  const whole = text(path);
  let at: Value | undefined = root;
  for (const name of whole.split('.')) {
    if (Array.isArray(at)) at = /^\d+$/.test(name) ? at[Number(name)] : undefined;
    else at = at instanceof MapValue ? at.get(name) : undefined;
    if (at !== undefined) continue;
    if (otherwise !== undefined) return otherwise;
    throw thrown('IllegalArgumentException', `Could not find key [${name}] at path [${whole}]`);
  }
  return at ?? null;
}
