import { numberOf } from '../arithmetic.ts';
import { compareDoubles, comparison } from '../compare.ts';
import { type Method, methodTable } from '../method-table.ts';
import { FunctionValue, type Value } from '../values.ts';
import { callable } from './arguments.ts';
import { objectMethods } from './object-methods.ts';

export type Compare = (left: Value, right: Value) => number;

export const comparator = (compare: Compare): FunctionValue => new FunctionValue(([left = null, right = null]) => compare(left, right));

/** Orders by what a function makes of each. */
export function comparing(key: Value | undefined, order?: Value): FunctionValue {
  const [call, compare] = [callable(key), comparison(order)];
  return comparator((left, right) => compare(call(left), call(right)));
}

export function comparingNumbers(key: Value | undefined): FunctionValue {
  const call = callable(key);
  const number = (value: Value) => numberOf(call(value)) ?? 0;
  return comparator((left, right) => compareDoubles(number(left), number(right)));
}

const then = (first: FunctionValue, second: FunctionValue): FunctionValue => {
  const [one, other] = [comparison(first), comparison(second)];
  return comparator((left, right) => one(left, right) || other(left, right));
};

const reversed = (self: FunctionValue): FunctionValue => {
  const compare = comparison(self);
  return comparator((left, right) => compare(right, left));
};

const call: Method<FunctionValue> = (self, ...values) => self.call(values);

const names = [
  ...['apply', 'accept', 'test', 'get', 'compare', 'run', 'call'],
  ...['applyAsInt', 'applyAsLong', 'applyAsDouble', 'getAsInt', 'getAsLong', 'getAsDouble', 'getAsBoolean'],
];
const calls = Object.fromEntries(names.flatMap((name) => [0, 1, 2, 3].map((count) => [`${name}/${count}`, call])));

/** A functional interface has one method, whatever its name; and comparators are functions with more of them. */
export const functionMethods = methodTable<FunctionValue>(objectMethods as Record<string, Method<FunctionValue>>, calls, {
  'reversed/0': reversed,
  'thenComparing/1': (self, next = null) => (next instanceof FunctionValue ? then(self, next) : self),
  'thenComparing/2': (self, key, order = null) => then(self, comparing(key, order)),
  'thenComparingInt/1': (self, key) => then(self, comparingNumbers(key)),
  'thenComparingLong/1': (self, key) => then(self, comparingNumbers(key)),
  'thenComparingDouble/1': (self, key) => then(self, comparingNumbers(key)),
  'negate/0': (self) => new FunctionValue((values) => self.call(values) !== true),
  'and/1': (self, other) => new FunctionValue((values) => self.call(values) === true && callable(other)(...values) === true),
  'or/1': (self, other) => new FunctionValue((values) => self.call(values) === true || callable(other)(...values) === true),
  'andThen/1': (self, other) => new FunctionValue((values) => callable(other)(self.call(values))),
  'compose/1': (self, other) => new FunctionValue((values) => self.call([callable(other)(...values)])),
});
