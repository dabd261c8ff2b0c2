import { binary } from './arithmetic.ts';
import type { Expression, TypeName } from './ast.ts';
import { usualLimits, withBudget } from './budget.ts';
import { explicitCast, implicitCast } from './cast.ts';
import { javaType } from './java-type.ts';
import { ScriptProblem } from './script-problem.ts';
import { unary } from './unary.ts';
import { typeNameOf, type Value } from './values.ts';

/** Constants are computed before the script runs, so their failures are found there. */
export function folded(node: Expression & { kind: 'unary' | 'binary' }): Expression {
  const { at } = node;
  if (node.kind === 'binary') {
    const { operator, left, right } = node;
    if (left.kind !== 'constant' || right.kind !== 'constant' || operator === '=~' || operator === '==~') return node;
    return { kind: 'constant', at, value: atCompileTime(at, () => binary(operator, left.value, right.value)) };
  }
  const { operator, operand } = node;
  if (operand.kind !== 'constant') return node;
  return { kind: 'constant', at, value: atCompileTime(at, () => unary(operator, operand.value)) };
}

/** What fails while it is computed, fails as an error of the script's text. */
export function atCompileTime<Result>(at: number, compute: () => Result): Result {
  try {
    return withBudget(usualLimits, () => 0, compute);
  } catch (problem) {
    if (!(problem instanceof ScriptProblem)) throw problem;
    throw new ScriptProblem('compile', problem.type, problem.message, { at, origin: problem.origin });
  }
}

/** @throws ScriptProblem for a constant that can never be of the type */
export function assertFits(node: Expression, type: TypeName, isExplicit = false): void {
  if (node.kind !== 'constant' || node.value === null) return;
  const { value } = node;
  const isTextToNumber = typeof value === 'string' && type.dimensions === 0 && numbers.includes(type.name);
  try {
    if (isExplicit && !isTextToNumber) explicitCast(value, type);
    else implicitCast(value, type);
  } catch (problem) {
    if (!(problem instanceof ScriptProblem)) throw problem;
    throw new ScriptProblem('compile', 'class_cast_exception', cannotCast(value, type), { at: node.at });
  }
}

const numbers = ['byte', 'short', 'int', 'long', 'float', 'double'];

const cannotCast = (value: Value, { name }: TypeName): string =>
  `Cannot cast from [${typeNameOf(value)}] to [${javaType(name)?.javaName ?? name}].`;
