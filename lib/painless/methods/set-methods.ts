import { charge } from '../budget.ts';
import { SetValue } from '../collections.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import type { Value } from '../values.ts';
import { items, predicate } from './arguments.ts';
import { type Collection, collectionMethods } from './collection-methods.ts';
import { objectMethods } from './object-methods.ts';

function keep(self: SetValue, isKept: (value: Value) => boolean): boolean {
  const gone = self.items().filter((value) => !isKept(value));
  for (const value of gone) self.map.delete(value);
  return gone.length > 0;
}

const end = (self: SetValue, index: 0 | -1): Value => {
  const value = self.items().at(index);
  if (value === undefined) throw thrown('NoSuchElementException', null);
  return value;
};

function addAll(self: SetValue, values: Value[]): boolean {
  charge(values.length);
  return values.map((value) => self.add(value)).includes(true);
}

const methods: Record<string, Method<SetValue>> = {
  'add/1': (self, value = null) => addAll(self, [value]),
  'addAll/1': (self, others) => addAll(self, items(others)),
  'contains/1': (self, value = null) => self.map.has(value),
  'containsAll/1': (self, others) => items(others).every((value) => self.map.has(value)),
  'remove/1': (self, value = null) => {
    const had = self.map.has(value);
    self.map.delete(value);
    return had;
  },
  'clear/0': (self) => {
    self.map.clear();
    return null;
  },
  'removeAll/1': (self, others) => keep(self, (value) => !setOf(items(others)).map.has(value)),
  'retainAll/1': (self, others) => keep(self, (value) => setOf(items(others)).map.has(value)),
  'removeIf/1': (self, test) => keep(self, (value) => !predicate(test)(value)),
  'first/0': (self) => end(self, 0),
  'last/0': (self) => end(self, -1),
  'clone/0': (self) => setOf(self.items(), self),
};

export function setOf(values: Iterable<Value>, like = new SetValue('hash')): SetValue {
  const set = new SetValue(like.map.order, like.map.compare);
  for (const value of values) {
    charge(1);
    set.add(value);
  }
  return set;
}

type Methods = Record<string, Method<SetValue>>;

/** `Set`. */
export const setMethods = methodTable<SetValue>(
  objectMethods as Methods,
  collectionMethods as Record<string, Method<Collection>> as Methods,
  methods,
);
