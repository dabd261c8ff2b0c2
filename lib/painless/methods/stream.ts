import { binary } from '../arithmetic.ts';
import { charge, step } from '../budget.ts';
import { asNumberType } from '../cast.ts';

import { compareNaturally, comparison } from '../compare.ts';
import { keyOf } from '../equality.ts';
import { type Method, methodTable } from '../method-table.ts';
import { thrown } from '../script-problem.ts';
import { ArrayValue, Floating, Opaque, type Value } from '../values.ts';
import { callable, double, long, predicate, wrongType } from './arguments.ts';
import { iteratorOver } from './iterator-methods.ts';
import { objectMethods } from './object-methods.ts';
import { OptionalValue } from './optional-methods.ts';
import { sorted } from './sorted.ts';

export type StreamKind = 'object' | 'int' | 'long' | 'double';

const classNames = { object: 'Stream', int: 'IntStream', long: 'LongStream', double: 'DoubleStream' } as const;

/** All members of a stream, computed at once: a script can tell only by side effects. */
export class StreamValue extends Opaque {
  readonly kind: StreamKind;
  readonly values: readonly Value[];

  constructor(kind: StreamKind, values: readonly Value[]) {
    super();
    charge(values.length);
    this.kind = kind;
    this.values = values;
  }

  get className(): string {
    return `java.util.stream.${classNames[this.kind]}`;
  }
}

/** A finished way to collect: `Collectors.toList()`. */
export class CollectorValue extends Opaque {
  readonly className = 'java.util.stream.Collector';
  readonly collect: (values: readonly Value[]) => Value;

  constructor(collect: (values: readonly Value[]) => Value) {
    super();
    this.collect = collect;
  }
}

export const streamOver = (values: readonly Value[]): StreamValue => new StreamValue('object', values);
export const intStream = (values: readonly number[]): StreamValue => new StreamValue('int', values);

export function intRange(from: number, to: number): StreamValue {
  const length = Math.max(0, to - from);
  charge(length);
  return intStream(Array.from({ length }, (_, at) => from + at));
}

/** The kind of the results: what a stream of numbers maps to is such a number again. */
const as = (kind: StreamKind, value: Value): Value => (kind === 'object' ? value : asNumberType(value, kind));

const mapped = (self: StreamValue, call: Value | undefined, kind: StreamKind = self.kind): StreamValue =>
  new StreamValue(
    kind,
    self.values.map((value) => as(kind, callable(call)(value))),
  );

const kept = (self: StreamValue, values: readonly Value[]): StreamValue => new StreamValue(self.kind, values);

function distinct(self: StreamValue): StreamValue {
  const seen = new Set<unknown>();
  const isNew = (value: Value) => {
    const key = keyOf(value);
    return !seen.has(key) && seen.add(key).has(key);
  };
  return kept(self, self.values.filter(isNew));
}

const shaped: Record<string, Method<StreamValue>> = {
  'map/1': (self, call) => mapped(self, call),
  'mapToObj/1': (self, call) => mapped(self, call, 'object'),
  'mapToInt/1': (self, call) => mapped(self, call, 'int'),
  'mapToLong/1': (self, call) => mapped(self, call, 'long'),
  'mapToDouble/1': (self, call) => mapped(self, call, 'double'),
  'asDoubleStream/0': (self) =>
    new StreamValue(
      'double',
      self.values.map((value) => as('double', value)),
    ),
  'asLongStream/0': (self) =>
    new StreamValue(
      'long',
      self.values.map((value) => as('long', value)),
    ),
  'boxed/0': (self) => streamOver(self.values),
  'flatMap/1': (self, call) =>
    kept(
      self,
      self.values.flatMap((value) => {
        const inner = callable(call)(value);
        if (inner instanceof StreamValue) return inner.values;
        throw wrongType(inner, 'java.util.stream.Stream');
      }),
    ),
  'filter/1': (self, test) =>
    kept(
      self,
      self.values.filter((value) => predicate(test)(value)),
    ),
  'distinct/0': distinct,
  'limit/1': (self, most) => kept(self, self.values.slice(0, Number(long(most)))),
  'skip/1': (self, count) => kept(self, self.values.slice(Number(long(count)))),
  'sorted/0': (self) => kept(self, sorted(self.values, compareNaturally)),
  'sorted/1': (self, comparator) => kept(self, sorted(self.values, comparison(comparator))),
  'peek/1': (self, run) => {
    for (const value of self.values) callable(run)(value);
    return self;
  },
  'sequential/0': (self) => self,
  'unordered/0': (self) => self,
};

function reduce(values: readonly Value[], call: Value | undefined, first?: Value): Value | undefined {
  let result = first;
  for (const value of values) {
    step();
    result = result === undefined ? value : callable(call)(result, value);
  }
  return result;
}

function extreme(self: StreamValue, compare: (left: Value, right: Value) => number): OptionalValue {
  const best = self.values.reduce<Value | undefined>(
    (most, value) => (most === undefined || compare(value, most) > 0 ? value : most),
    undefined,
  );
  return new OptionalValue(best ?? null);
}

const turned = (compare: (left: Value, right: Value) => number) => (left: Value, right: Value) => compare(right, left);

function sum({ kind, values }: StreamValue): Value {
  const zero: Value = kind === 'double' ? new Floating(0) : kind === 'long' ? 0n : 0;
  return values.reduce((total, value) => binary('+', total, value), zero);
}

function average({ values }: StreamValue): OptionalValue {
  const total = values.reduce<number>((before, value) => before + double(value), 0);
  return new OptionalValue(values.length === 0 ? null : new Floating(total / values.length));
}

const ends: Record<string, Method<StreamValue>> = {
  'collect/1': (self, collector) => {
    if (collector instanceof CollectorValue) return collector.collect(self.values);
    throw wrongType(collector, 'java.util.stream.Collector');
  },
  'forEach/1': (self, run) => {
    for (const value of self.values) callable(run)(value);
    return null;
  },
  'forEachOrdered/1': (self, run) => {
    for (const value of self.values) callable(run)(value);
    return null;
  },
  'toArray/0': (self) => new ArrayValue(self.kind === 'object' ? 'Object' : self.kind, [...self.values]),
  'toArray/1': (self) => new ArrayValue('Object', [...self.values]),
  'iterator/0': (self) => iteratorOver([...self.values]),
  'count/0': (self) => BigInt(self.values.length),
  'reduce/1': (self, call) => new OptionalValue(reduce(self.values, call) ?? null),
  'reduce/2': (self, first = null, call = null) => reduce(self.values, call, first) ?? null,
  'anyMatch/1': (self, test) => self.values.some((value) => predicate(test)(value)),
  'allMatch/1': (self, test) => self.values.every((value) => predicate(test)(value)),
  'noneMatch/1': (self, test) => !self.values.some((value) => predicate(test)(value)),
  'findFirst/0': (self) => first(self),
  'findAny/0': (self) => first(self),
  'min/0': (self) => extreme(self, turned(compareNaturally)),
  'max/0': (self) => extreme(self, compareNaturally),
  'min/1': (self, comparator) => extreme(self, turned(comparison(comparator))),
  'max/1': (self, comparator) => extreme(self, comparison(comparator)),
  'sum/0': sum,
  'average/0': average,
};

function first({ values }: StreamValue): OptionalValue {
  if (values.length > 0 && values[0] === null) throw thrown('NullPointerException', null);
  return new OptionalValue(values[0] ?? null);
}

/** `Stream`, `IntStream`, `LongStream` and `DoubleStream`. */
export const streamMethods = methodTable<StreamValue>(objectMethods as Record<string, Method<StreamValue>>, shaped, ends);
