import { charge } from '../budget.ts';
import type { StaticMethod } from '../classes.ts';
import { MapValue, SetValue } from '../collections.ts';
import { compareNaturally, comparison } from '../compare.ts';
import { hashCode, javaEquals } from '../equality.ts';
import { javaText } from '../java-text.ts';
import { thrown } from '../script-problem.ts';
import { ArrayValue, EntryValue, type Value } from '../values.ts';
import { int, items, wrongType } from './arguments.ts';
import { comparator, comparing, comparingNumbers } from './function-methods.ts';
import { put } from './map-methods.ts';
import { setOf } from './set-methods.ts';
import { sorted } from './sorted.ts';

function list(value: Value | undefined): Value[] {
  if (Array.isArray(value)) return value;
  throw wrongType(value, 'java.util.List');
}

/** Writes an order into the list itself. */
function reorder(target: Value[], ordered: readonly Value[]): null {
  for (const [at, value] of ordered.entries()) target[at] = value;
  return null;
}

function best(values: readonly Value[], compare: (left: Value, right: Value) => number): Value {
  const [first, ...rest] = values;
  if (first === undefined) throw thrown('NoSuchElementException', null);
  return rest.reduce((most, value) => (compare(value, most) > 0 ? value : most), first);
}

const turned = (compare: (left: Value, right: Value) => number) => (left: Value, right: Value) => compare(right, left);
const same: StaticMethod = (value = null) => value;

export const collectionsStatics: Record<string, StaticMethod> = {
  'sort/1': (target) => reorder(list(target), sorted(list(target), compareNaturally)),
  'sort/2': (target, order) => reorder(list(target), sorted(list(target), comparison(order))),
  'reverse/1': (target) => reorder(list(target), [...list(target)].reverse()),
  'swap/3': (target, from, to) => {
    const values = list(target);
    const [a, b] = [values[int(from)], values[int(to)]];
    if (a === undefined || b === undefined) throw thrown('IndexOutOfBoundsException', null);
    [values[int(from)], values[int(to)]] = [b, a];
    return null;
  },
  'max/1': (values) => best(items(values), compareNaturally),
  'max/2': (values, order) => best(items(values), comparison(order)),
  'min/1': (values) => best(items(values), turned(compareNaturally)),
  'min/2': (values, order) => best(items(values), turned(comparison(order))),
  'frequency/2': (values, sought = null) => items(values).filter((value) => javaEquals(value, sought)).length,
  'nCopies/2': (count, value = null) => {
    if (int(count) < 0) throw thrown('IllegalArgumentException', `List length = ${int(count)}`);
    charge(int(count));
    return new Array<Value>(int(count)).fill(value);
  },
  'fill/2': (target, value = null) =>
    reorder(
      list(target),
      list(target).map(() => value),
    ),
  'emptyList/0': () => [],
  'emptyMap/0': () => new MapValue('hash'),
  'emptySet/0': () => new SetValue('hash'),
  'singletonList/1': (value = null) => [value],
  'singleton/1': (value = null) => setOf([value]),
  'singletonMap/2': (key = null, value = null) => {
    const map = new MapValue('hash');
    put(map, key, value);
    return map;
  },
  'unmodifiableList/1': same,
  'unmodifiableMap/1': same,
  'unmodifiableSet/1': same,
  'unmodifiableCollection/1': same,
  'reverseOrder/0': () => comparator(turned(compareNaturally)),
  'reverseOrder/1': (order) => comparator(turned(comparison(order))),
};

export const collectionsConstants: Record<string, StaticMethod> = {
  EMPTY_LIST: () => [],
  EMPTY_MAP: () => new MapValue('hash'),
  EMPTY_SET: () => new SetValue('hash'),
};

export const arraysStatics: Record<string, StaticMethod> = {
  'asList/0': () => [],
  'asList/1': (value = null) => (value instanceof ArrayValue ? [...value.items] : [value]),
  ...Object.fromEntries([2, 3, 4, 5, 6, 7, 8, 9].map((count) => [`asList/${count}`, (...values: Value[]) => values])),
  'deepToString/1': (values) => javaText(items(values)),
  'deepEquals/2': (left, right) => javaEquals(items(left), items(right)),
  'deepHashCode/1': (values) => hashCode(items(values)),
};

const nullsLast = (order: Value | undefined, side: 1 | -1): Value => {
  const compare = comparison(order);
  return comparator((left, right) => {
    if (left === null || right === null) return left === right ? 0 : left === null ? side : -side;
    return compare(left, right);
  });
};

export const comparatorStatics: Record<string, StaticMethod> = {
  'comparing/1': (key) => comparing(key),
  'comparing/2': (key, order) => comparing(key, order),
  'comparingInt/1': (key) => comparingNumbers(key),
  'comparingLong/1': (key) => comparingNumbers(key),
  'comparingDouble/1': (key) => comparingNumbers(key),
  'naturalOrder/0': () => comparator(compareNaturally),
  'reverseOrder/0': () => comparator(turned(compareNaturally)),
  'nullsFirst/1': (order) => nullsLast(order, -1),
  'nullsLast/1': (order) => nullsLast(order, 1),
};

const by = (part: 'key' | 'value', order?: Value) => {
  const compare = comparison(order);
  const read = (entry: Value): Value => {
    if (entry instanceof EntryValue) return entry[part];
    throw wrongType(entry, 'java.util.Map.Entry');
  };
  return comparator((left, right) => compare(read(left), read(right)));
};

export const entryStatics: Record<string, StaticMethod> = {
  'comparingByKey/0': () => by('key'),
  'comparingByKey/1': (order) => by('key', order),
  'comparingByValue/0': () => by('value'),
  'comparingByValue/1': (order) => by('value', order),
};

export const objectsStatics: Record<string, StaticMethod> = {
  'equals/2': (left = null, right = null) => javaEquals(left, right),
  'hashCode/1': (value = null) => hashCode(value),
  'isNull/1': (value) => value === null,
  'nonNull/1': (value) => value !== null,
  'toString/1': (value = null) => javaText(value),
  'toString/2': (value = null, otherwise = null) => (value === null ? otherwise : javaText(value)),
  'requireNonNull/1': (value = null) => {
    if (value === null) throw thrown('NullPointerException', null);
    return value;
  },
};
