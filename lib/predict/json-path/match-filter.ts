import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { spend, spendText, type WorkBudget } from '../work-budget.ts';
import { compareNumbers, isEqual, isStrictlyEqual } from './compare-values.ts';
import { evaluatePath, type Scope } from './evaluate-path.ts';
import type { Filter, Operand, Operator, Path, Pattern } from './path.ts';
import { invalidPath, isPathError } from './path-error.ts';

/** A value that is compared; undefined where a path found none, which equals nothing. */
type Value = Json | undefined;

/** Whether an element passes a filter. A comparison that makes no sense, or a path that leads nowhere, is no match. */
export function matchesFilter(filter: Filter, element: Json, scope: Scope): boolean {
  spend(scope.budget, 1);
  try {
    return holds(filter, element, { root: scope.root, budget: scope.budget });
  } catch (error) {
    if (isPathError(error)) return false;
    throw error;
  }
}

function holds(filter: Filter, element: Json, scope: Scope): boolean {
  switch (filter.kind) {
    case 'any':
      return filter.parts.some((part) => holds(part, element, scope));
    case 'all':
      return filter.parts.every((part) => holds(part, element, scope));
    case 'not':
      return !holds(filter.part, element, scope);
    case 'exists':
      return exists(filter.path, element, scope) === filter.expected;
    case 'compare':
      return compare(filter, element, scope);
  }
}

function exists(path: Path, element: Json, scope: Scope): boolean {
  try {
    const found = evaluatePath(path, path.root === '$' ? scope.root : element, { ...scope, requireProperties: true });
    return !path.isDefinite || found.length > 0;
  } catch (error) {
    if (isPathError(error)) return false;
    throw error;
  }
}

function resolve(operand: Operand, element: Json, scope: Scope): Value {
  if (operand.kind !== 'path') return operand.kind === 'literal' ? operand.value : undefined;
  const { path } = operand;
  try {
    const found = evaluatePath(path, path.root === '$' ? scope.root : element, scope);
    return path.isDefinite ? found.at(-1)?.value : found.map(({ value }) => value);
  } catch (error) {
    if (isPathError(error)) return undefined;
    throw error;
  }
}

function compare({ left, operator, right }: Extract<Filter, { kind: 'compare' }>, element: Json, scope: Scope): boolean {
  if (operator === '=~') {
    if ((left.kind === 'pattern') === (right.kind === 'pattern')) return false;
    const [pattern, other] = left.kind === 'pattern' ? [left.pattern, right] : [right.kind === 'pattern' && right.pattern, left];
    return pattern !== false && matchesPattern(pattern, resolve(other, element, scope), scope.budget);
  }
  return compareValues(operator, resolve(left, element, scope), resolve(right, element, scope), scope.budget);
}

function compareValues(operator: Exclude<Operator, '=~'>, left: Value, right: Value, budget: WorkBudget): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right, budget);
    case '!=':
      return !isEqual(left, right, budget);
    case '===':
      return isStrictlyEqual(left, right, budget);
    case '!==':
      return !isStrictlyEqual(left, right, budget);
    case '<':
      return order(left, right) < 0;
    case '<=':
      return order(left, right) <= 0;
    case '>':
      return order(left, right) > 0;
    case '>=':
      return order(left, right) >= 0;
    case 'size':
      return right instanceof JsonNumber && sizeOf(left) === Math.trunc(right.value);
    case 'empty':
      return typeof right === 'boolean' && isEmpty(left) === right;
    default:
      return compareLists(operator, left, right, budget);
  }
}

/** NaN where the two cannot be ordered, so that no comparison holds. */
function order(left: Value, right: Value): number {
  if (left instanceof JsonNumber && right instanceof JsonNumber) return compareNumbers(left, right);
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  return Number.NaN;
}

function sizeOf(value: Value): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? -1 : undefined;
}

function isEmpty(value: Value): boolean | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length === 0;
  return isObject(value) ? value.size === 0 : undefined;
}

function compareLists(
  operator: 'in' | 'nin' | 'contains' | 'all' | 'subsetof' | 'anyof' | 'noneof',
  left: Value,
  right: Value,
  budget: WorkBudget,
): boolean {
  const has = (list: Json[] | undefined, value: Value) => list?.some((member) => isEqual(value, member, budget)) ?? false;
  if (operator === 'contains') {
    if (typeof left !== 'string') return has(Array.isArray(left) ? left : undefined, right);
    spendText(budget, left);
    return typeof right === 'string' && left.includes(right);
  }
  const list = listOf(right);
  if (operator === 'in') return has(list, left);
  if (operator === 'nin') return !has(list, left);
  const members = listOf(left);
  if (!list || !members) return false;
  if (operator === 'all') return list.every((member) => has(members, member));
  if (operator === 'subsetof') return members.every((member) => has(list, member));
  return members.some((member) => has(list, member)) === (operator === 'anyof');
}

/** Objects have no members to look through; anything else is a mistake in the filter. */
function listOf(value: Value): Json[] | undefined {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return undefined;
  throw invalidPath('Expected value list node');
}

function matchesPattern(pattern: Pattern, value: Value, budget: WorkBudget): boolean {
  if (Array.isArray(value)) return value.some((member) => matchesPattern(pattern, Array.isArray(member) ? null : member, budget));
  const text = value instanceof JsonNumber ? value.text : typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
  spend(budget, pattern.cost(text));
  return pattern.matches(text);
}
