import { javaDouble } from '#lib/json/java-number.ts';
import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { spend, type WorkBudget } from '../work-budget.ts';
import { invalidPath } from './path-error.ts';

const aggregates = new Map<string, (numbers: number[]) => number>([
  ['min', (numbers) => numbers.reduce((a, b) => Math.min(a, b))],
  ['max', (numbers) => numbers.reduce((a, b) => Math.max(a, b))],
  ['sum', (numbers) => numbers.reduce((a, b) => a + b)],
  ['avg', (numbers) => numbers.reduce((a, b) => a + b) / numbers.length],
  ['stddev', standardDeviation],
]);

/**
 * A function at a step of a path, such as `length()`.
 * @throws StudioError `invalid_path_exception` for a function that does not exist, or a list without what it needs
 */
export function applyFunction(name: string, value: Json, budget: WorkBudget): Json {
  if (Array.isArray(value)) spend(budget, value.length);
  switch (name) {
    case 'length':
    case 'size':
      return sizeOf(value);
    case 'keys':
      return isObject(value) ? [...value.keys()] : null;
    case 'concat':
      return Array.isArray(value) ? value.filter((element) => typeof element === 'string').join('') : '';
    case 'first':
    case 'last':
      return elementOf(name, value);
  }
  const aggregate = aggregates.get(name);
  if (!aggregate) throw invalidPath(`Function with name: ${name} does not exist.`);
  const numbers = Array.isArray(value) ? value.filter((element) => element instanceof JsonNumber).map((number) => number.value) : [];
  if (numbers.length === 0) throw invalidPath('Aggregation function attempted to calculate value using empty array');
  return new JsonNumber(javaDouble(aggregate(numbers)));
}

function sizeOf(value: Json): Json {
  if (Array.isArray(value)) return new JsonNumber(String(value.length));
  return isObject(value) ? new JsonNumber(String(value.size)) : null;
}

function elementOf(name: 'first' | 'last', value: Json): Json {
  const element = Array.isArray(value) ? value.at(name === 'first' ? 0 : -1) : undefined;
  if (element === undefined) throw invalidPath('Aggregation function attempted to calculate value using empty array');
  return element;
}

function standardDeviation(numbers: number[]): number {
  const count = numbers.length;
  const sum = numbers.reduce((a, b) => a + b);
  const squares = numbers.reduce((total, number) => total + number * number, 0);
  return Math.sqrt(squares / count - (sum * sum) / count / count);
}
