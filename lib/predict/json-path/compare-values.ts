import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { spend, type WorkBudget } from '../work-budget.ts';

type Value = Json | undefined;

/** Negative, zero or positive; big integers are compared digit by digit. */
export function compareNumbers(left: JsonNumber, right: JsonNumber): number {
  if (!left.isInteger || !right.isInteger) return left.value - right.value;
  const [a, b] = [BigInt(left.text), BigInt(right.text)];
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Jayway's `==`: a number and a text are equal when one is the other's spelling; what is missing equals nothing. */
export function isEqual(left: Value, right: Value, budget: WorkBudget): boolean {
  spend(budget, 1);
  if (left === undefined || right === undefined) return false;
  if (left instanceof JsonNumber) {
    if (right instanceof JsonNumber) return compareNumbers(left, right) === 0;
    return typeof right === 'string' && right.trim() !== '' && Number(right) === left.value;
  }
  if (typeof left === 'string' && right instanceof JsonNumber) return left === right.text;
  return isSame(left, right, budget);
}

/** `===`: only values of the same kind. */
export function isStrictlyEqual(left: Value, right: Value, budget: WorkBudget): boolean {
  return left instanceof JsonNumber === right instanceof JsonNumber && isEqual(left, right, budget);
}

function isSame(left: Json, right: Json, budget: WorkBudget): boolean {
  spend(budget, 1);
  if (left instanceof JsonNumber && right instanceof JsonNumber) {
    return left.isInteger === right.isInteger && compareNumbers(left, right) === 0; // Integer 1 and Double 1.0 are not equal in Java
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((member, index) => isSame(member, right[index] ?? null, budget));
  }
  return isObject(left) && isObject(right) ? hasSameMembers(left, right, budget) : left === right;
}

function hasSameMembers(left: JsonObject, right: JsonObject, budget: WorkBudget): boolean {
  if (left.size !== right.size) return false;
  for (const [key, value] of left) {
    const other = right.get(key);
    if (other === undefined || !isSame(value, other, budget)) return false;
  }
  return true;
}
