import { charge, step } from '../budget.ts';
import type { SetValue } from '../collections.ts';
import { MapValue } from '../collections.ts';
import { javaEquals } from '../equality.ts';
import { javaText } from '../java-text.ts';
import type { Method } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { ArrayValue, Floating, type Value } from '../values.ts';
import { callable, double, items, predicate, text } from './arguments.ts';
import { iteratorOver } from './iterator-methods.ts';
import { streamOver } from './stream.ts';

export type Collection = Value[] | SetValue;

export const contains = (values: readonly Value[], sought: Value): boolean => indexOf(values, sought) >= 0;

export function indexOf(values: readonly Value[], sought: Value): number {
  charge(values.length / 8);
  return values.findIndex((value) => javaEquals(value, sought));
}

/** The texts of all members with something between them. */
export function joined(values: readonly Value[], separator: string): string {
  let result = '';
  for (const [at, value] of values.entries()) {
    result += (at > 0 ? separator : '') + javaText(value);
    charge(separator.length + 1);
  }
  return result;
}

function sum(values: readonly Value[]): Floating {
  return new Floating(values.reduce<number>((total, value) => total + double(value), 0));
}

export function groupBy(values: readonly Value[], keyOf: (value: Value) => Value): MapValue {
  const groups = new MapValue('linked');
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (Array.isArray(group)) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

/** Runs something on every member; a list that changes its length meanwhile fails, as in Java. */
export function forEach(collection: Collection, run: (value: Value, at: number) => void): void {
  const values = items(collection);
  const { length } = values;
  for (let at = 0; at < length; at++) {
    step();
    run(values[at] ?? null, at);
    if (values.length !== length) throw thrown('ConcurrentModificationException', null);
  }
}

function findResult(collection: Collection, otherwise: Value, call: (value: Value) => Value): Value {
  for (const value of items(collection)) {
    const result = call(value);
    if (result !== null) return result;
  }
  return otherwise;
}

/** What lists and sets share. Groovy's names (`any`, `every`, `collect`) are additions of Painless. */
export const collectionMethods: Record<string, Method<Collection>> = {
  'size/0': (self) => items(self).length,
  'isEmpty/0': (self) => items(self).length === 0,
  'containsAll/1': (self, others) => items(others).every((other) => contains(items(self), other)),
  'iterator/0': (self) => iteratorOver(items(self)),
  'stream/0': (self) => streamOver(items(self)),
  'toArray/0': (self) => new ArrayValue('def', [...items(self)]),
  'toArray/1': (self, like) => new ArrayValue(like instanceof ArrayValue ? like.type : 'def', [...items(self)]),
  'forEach/1': (self, run) => {
    forEach(self, callable(run));
    return null;
  },
  'each/1': (self, run) => {
    forEach(self, callable(run));
    return self;
  },
  'eachWithIndex/1': (self, run) => {
    forEach(self, (value, at) => callable(run)(value, at));
    return self;
  },
  'any/1': (self, test) => items(self).some((value) => predicate(test)(value)),
  'every/1': (self, test) => items(self).every((value) => predicate(test)(value)),
  'find/1': (self, test) => items(self).find((value) => predicate(test)(value)) ?? null,
  'findAll/1': (self, test) => items(self).filter((value) => predicate(test)(value)),
  'findResult/1': (self, call) => findResult(self, null, callable(call)),
  'findResult/2': (self, otherwise = null, call = null) => findResult(self, otherwise, callable(call)),
  'findResults/1': (self, call) => items(self).flatMap((value) => callable(call)(value) ?? []),
  'collect/1': (self, call) => items(self).map((value) => callable(call)(value)),
  'split/1': (self, test) => {
    const [yes, no]: [Value[], Value[]] = [[], []];
    for (const value of items(self)) (predicate(test)(value) ? yes : no).push(value);
    return [yes, no];
  },
  'groupBy/1': (self, call) => groupBy(items(self), callable(call)),
  'join/1': (self, separator) => joined(items(self), text(separator)),
  'sum/0': (self) => sum(items(self)),
  'sum/1': (self, call) => sum(items(self).map((value) => callable(call)(value))),
  'asList/0': (self) => (Array.isArray(self) ? self : items(self)),
  'asCollection/0': (self) => self,
};
