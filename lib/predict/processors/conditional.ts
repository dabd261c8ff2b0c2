import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { type JavaRegex, javaRegex } from '../java-regex.ts';
import { isPathNotFound } from '../json-path/path-error.ts';
import { readPath } from '../json-path.ts';
import { isSpent, spend, spendText, type WorkBudget } from '../work-budget.ts';
import { applyProcessors, documentOf, type MakeProcessor, type Processor, toText } from './processor.ts';

type Condition = (value: Json, budget: WorkBudget) => boolean;
type Route = { fits: Condition; processors: Processor[] };

/** Runs the processors of the first route whose condition fits the value at a path, or of the whole input. */
export const makeConditional: MakeProcessor = (config, nested) => {
  const path = config.get('path');
  const routes = routesOf(config.get('routes') ?? null, nested);
  const fallback = nested(config.get('default'));
  return (input, budget) => {
    const value = typeof path === 'string' && path !== '' ? valueAt(path, input, budget) : input;
    const route = routes.find(({ fits }) => fits(value, budget));
    return applyProcessors(route?.processors ?? fallback, input, budget);
  };
};

function routesOf(routes: Json, nested: (config: Json | undefined) => Processor[]): Route[] {
  if (routes === null) throw illegalArgument("'routes' is required for conditional processor");
  const objects = Array.isArray(routes) ? routes.filter(isObject) : [];
  const list = objects.flatMap((route) =>
    [...route].map(([condition, config]) => ({ fits: conditionOf(condition), processors: nested(config) })),
  );
  if (list.length === 0) throw illegalArgument("'routes' must contain at least one route for conditional processor");
  return list;
}

/** A path that leads nowhere finds null; when it cannot be applied at all, the input itself is looked at. */
function valueAt(path: string, input: Json, budget: WorkBudget): Json {
  try {
    return readPath(documentOf(input, budget), path, budget);
  } catch (error) {
    if (isSpent(budget) || !isStudioError(error)) throw error;
    return isPathNotFound(error) ? null : input;
  }
}

/** Reads a condition once; it is then tried on many values. */
function conditionOf(condition: string): Condition {
  const comparison = comparisonOf(condition);
  const pattern = condition.startsWith('regex:') ? patternOf(condition.slice(6)) : undefined;
  return (value, budget) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return condition === 'null' || condition === 'not_exists';
    if (condition === 'exists') return true;
    const text = toText(value);
    spendText(budget, text);
    if (condition === text) return true;
    if (comparison && (value instanceof JsonNumber || isNumeric(text))) return comparison(Number(text));
    if (!pattern) return condition.startsWith('contains:') && text.includes(condition.slice(9));
    spend(budget, pattern.cost(text));
    return pattern.matches(text);
  };
}

const isNumeric = (text: string): boolean => text.trim() !== '' && /^\s*[-+.\deE]+\s*$/.test(text) && !Number.isNaN(Number(text));

/** `>=n`, `<=n`, `>n`, `<n` or `==n`; a number that cannot be read fits nothing. */
function comparisonOf(condition: string): ((value: number) => boolean) | undefined {
  const [, operator, operand = ''] = /^(>=|<=|>|<|==)(.*)$/s.exec(condition) ?? [];
  const bound = isNumeric(operand) ? Number(operand) : Number.NaN;
  switch (operator) {
    case '>=':
      return (value) => value >= bound;
    case '<=':
      return (value) => value <= bound;
    case '>':
      return (value) => value > bound;
    case '<':
      return (value) => value < bound;
    case '==':
      return (value) => Math.abs(value - bound) < 1e-10;
  }
  return undefined;
}

/** A pattern that cannot be read fits nothing. */
function patternOf(source: string): JavaRegex | undefined {
  try {
    return javaRegex(source);
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return undefined;
  }
}
