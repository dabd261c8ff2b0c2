import { complement, negate, plus } from './arithmetic.ts';
import { asBoolean } from './cast.ts';
import type { Value } from './values.ts';

/** @throws ScriptProblem class cast, null pointer */
export function unary(operator: '!' | '-' | '+' | '~', value: Value): Value {
  if (operator === '!') return !asBoolean(value);
  if (operator === '-') return negate(value);
  return operator === '+' ? plus(value) : complement(value);
}
