import { charge, step } from '../budget.ts';
import { MapValue, SetValue } from '../collections.ts';
import { javaEquals } from '../equality.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { EntryValue, type Value } from '../values.ts';
import { callable, predicate, wrongType } from './arguments.ts';
import { groupBy } from './collection-methods.ts';
import { getByPath } from './get-by-path.ts';
import { objectMethods } from './object-methods.ts';
import { setOf } from './set-methods.ts';

export function put(self: MapValue, key: Value, value: Value): Value {
  const before = self.get(key) ?? null;
  charge(1);
  self.set(key, value);
  return before;
}

export function putAll(self: MapValue, others: Value | undefined): null {
  if (!(others instanceof MapValue)) throw wrongType(others, 'java.util.Map');
  for (const { key, value } of others.entries()) put(self, key, value);
  return null;
}

/** What a function makes of a member becomes the member; null takes it away. */
function store(self: MapValue, key: Value, value: Value): Value {
  if (value === null) self.delete(key);
  else put(self, key, value);
  return value;
}

const linkedSet = (values: Iterable<Value>): SetValue => setOf(values, new SetValue('linked'));

const views: Record<string, Method<MapValue>> = {
  'size/0': (self) => self.size,
  'isEmpty/0': (self) => self.size === 0,
  'get/1': (self, key = null) => self.get(key) ?? null,
  'getOrDefault/2': (self, key = null, otherwise = null) => (self.has(key) ? (self.get(key) ?? null) : otherwise),
  'containsKey/1': (self, key = null) => self.has(key),
  'containsValue/1': (self, value = null) => self.entries().some((entry) => javaEquals(entry.value, value)),
  'keySet/0': (self) => linkedSet(self.entries().map(({ key }) => key)),
  'values/0': (self) => {
    charge(self.size);
    return self.entries().map(({ value }) => value);
  },
  'entrySet/0': (self) => {
    charge(self.size);
    return [...self.entries()];
  },
  'getByPath/1': (self, path) => getByPath(self, path),
  'getByPath/2': (self, path, otherwise) => getByPath(self, path, otherwise),
  'clone/0': (self) => {
    const copy = new MapValue(self.order, self.compare);
    putAll(copy, self);
    return copy;
  },
};

const changes: Record<string, Method<MapValue>> = {
  'put/2': (self, key = null, value = null) => put(self, key, value),
  'putAll/1': putAll,
  'putIfAbsent/2': (self, key = null, value = null) => {
    const before = self.get(key) ?? null;
    if (before === null) put(self, key, value);
    return before;
  },
  'remove/1': (self, key = null) => {
    const before = self.get(key) ?? null;
    self.delete(key);
    return before;
  },
  'remove/2': (self, key = null, value = null) => {
    const isThere = self.has(key) && javaEquals(self.get(key) ?? null, value);
    if (isThere) self.delete(key);
    return isThere;
  },
  'replace/2': (self, key = null, value = null) => (self.has(key) ? put(self, key, value) : null),
  'replaceAll/1': (self, call) => {
    for (const entry of self.entries()) entry.value = callable(call)(entry.key, entry.value);
    return null;
  },
  'clear/0': (self) => {
    self.clear();
    return null;
  },
  'compute/2': (self, key = null, call = null) => store(self, key, callable(call)(key, self.get(key) ?? null)),
  'computeIfAbsent/2': (self, key = null, call = null) => self.get(key) ?? store(self, key, callable(call)(key)),
  'computeIfPresent/2': (self, key = null, call = null) => {
    const before = self.get(key) ?? null;
    return before === null ? null : store(self, key, callable(call)(key, before));
  },
  'merge/3': (self, key = null, value = null, call = null) => {
    const before = self.get(key) ?? null;
    return store(self, key, before === null ? value : callable(call)(before, value));
  },
};

function forEach(self: MapValue, run: (key: Value, value: Value) => void): void {
  const { size } = self;
  for (const { key, value } of self.entries()) {
    step();
    run(key, value);
    if (self.size !== size) throw thrown('ConcurrentModificationException', null);
  }
}

const filtered = (self: MapValue, test: (key: Value, value: Value) => boolean): EntryValue[] =>
  self.entries().filter(({ key, value }) => test(key, value));

const results = (self: MapValue, call: (key: Value, value: Value) => Value): Value[] =>
  self.entries().map(({ key, value }) => call(key, value));

/** Groovy's names, which Painless adds. */
const walks: Record<string, Method<MapValue>> = {
  'forEach/1': (self, run) => {
    forEach(self, callable(run));
    return null;
  },
  'each/1': (self, run) => {
    forEach(self, callable(run));
    return self;
  },
  'every/1': (self, test) => filtered(self, predicate(test)).length === self.size,
  'any/1': (self, test) => filtered(self, predicate(test)).length > 0,
  'count/1': (self, test) => filtered(self, predicate(test)).length,
  'find/1': (self, test) => filtered(self, predicate(test))[0] ?? null,
  'findAll/1': (self, test) => {
    const found = new MapValue(self.order, self.compare);
    for (const { key, value } of filtered(self, predicate(test))) put(found, key, value);
    return found;
  },
  'collect/1': (self, call) => results(self, callable(call)),
  'findResult/1': (self, call) => results(self, callable(call)).find((value) => value !== null) ?? null,
  'findResults/1': (self, call) => results(self, callable(call)).filter((value) => value !== null),
  'groupBy/1': (self, call) =>
    groupBy([...self.entries()], (entry) => (entry instanceof EntryValue ? callable(call)(entry.key, entry.value) : null)),
};

const keyAt = (self: MapValue, index: 0 | -1): EntryValue => {
  const entry = self.entries().at(index);
  if (!entry) throw thrown('NoSuchElementException', null);
  return entry;
};

const sortedOnes: Record<string, Method<MapValue>> = {
  'firstKey/0': (self) => keyAt(self, 0).key,
  'lastKey/0': (self) => keyAt(self, -1).key,
  'firstEntry/0': (self) => self.entries()[0] ?? null,
  'lastEntry/0': (self) => self.entries().at(-1) ?? null,
};

/** `Map`. Its keys, values and entries are copies of the moment, but for the values that entries set. */
export const mapMethods = methodTable<MapValue>(objectMethods as Record<string, Method<MapValue>>, views, changes, walks, sortedOnes);

/** `Map.Entry`. */
export const entryMethods = methodTable<EntryValue>(objectMethods as Record<string, Method<EntryValue>>, {
  'getKey/0': (self) => self.key,
  'getValue/0': (self) => self.value,
  'setValue/1': (self, value = null) => {
    const before = self.value;
    self.value = value;
    return before;
  },
});
