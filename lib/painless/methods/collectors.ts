import { charge, chargeText } from '../budget.ts';
import type { StaticMethod } from '../classes.ts';
import { MapValue, SetValue } from '../collections.ts';
import { comparison } from '../compare.ts';
import { javaText } from '../java-text.ts';
import { thrown } from '../script-problem.ts';
import { Floating, FunctionValue, type Value } from '../values.ts';
import { callable, double, int, items, long, predicate, text, wrongType } from './arguments.ts';
import { put } from './map-methods.ts';
import { OptionalValue } from './optional-methods.ts';
import { setOf } from './set-methods.ts';
import { CollectorValue } from './stream.ts';

const collector = (collect: (values: readonly Value[]) => Value): CollectorValue => new CollectorValue(collect);

const collectorOf = (value: Value | undefined): CollectorValue => {
  if (value instanceof CollectorValue) return value;
  throw wrongType(value, 'java.util.stream.Collector');
};

const toList = () => collector((values) => [...values]);

function joining(separator = '', before = '', after = ''): CollectorValue {
  return collector((values) => {
    charge(values.length * separator.length);
    return chargeText(before + values.map((value) => chargeText(javaText(value))).join(separator) + after);
  });
}

function toMap(key: Value | undefined, value: Value | undefined, merge: Value | null, make: Value | null): CollectorValue {
  return collector((values) => {
    const made = make instanceof FunctionValue ? make.call([]) : null;
    const map = made instanceof MapValue ? made : new MapValue('hash');
    for (const item of values) {
      const [name, next] = [callable(key)(item), callable(value)(item)];
      if (!map.has(name)) put(map, name, next);
      else if (merge === null) throw thrown('IllegalStateException', `Duplicate key ${javaText(name)}`);
      else put(map, name, callable(merge)(map.get(name) ?? null, next));
    }
    return map;
  });
}

function groupingBy(key: Value | undefined, order: MapValue, inner: CollectorValue): CollectorValue {
  return collector((values) => {
    const groups = new Map<Value[], Value>();
    for (const value of values) {
      const name = callable(key)(value);
      const group = order.get(name);
      if (Array.isArray(group)) group.push(value);
      else {
        const fresh = [value];
        put(order, name, fresh);
        groups.set(fresh, name);
      }
    }
    for (const [group, name] of groups) order.set(name, inner.collect(group));
    return order;
  });
}

function partitioningBy(test: Value | undefined, inner: CollectorValue): CollectorValue {
  return collector((values) => {
    const map = new MapValue('linked');
    const [yes, no]: [Value[], Value[]] = [[], []];
    for (const value of values) (predicate(test)(value) ? yes : no).push(value);
    put(map, false, inner.collect(no));
    put(map, true, inner.collect(yes));
    return map;
  });
}

const total = (values: readonly Value[], call: Value | undefined): number =>
  values.reduce<number>((sum, value) => sum + double(callable(call)(value)), 0);

const averaging: StaticMethod = (call) =>
  collector((values) => new Floating(values.length === 0 ? 0 : total(values, call) / values.length));

const best = (comparator: Value | undefined, sign: 1 | -1) => {
  const compare = comparison(comparator);
  return collector((values) => {
    const found = values.reduce<Value | undefined>(
      (most, value) => (most === undefined || compare(value, most) * sign > 0 ? value : most),
      undefined,
    );
    return new OptionalValue(found ?? null);
  });
};

function made(make: Value | undefined): MapValue {
  const map = callable(make)();
  if (map instanceof MapValue) return map;
  throw wrongType(map, 'java.util.Map');
}

/** The static methods of `Collectors`. */
export const collectors: Record<string, StaticMethod> = {
  'toList/0': toList,
  'toSet/0': () => collector((values) => setOf(values)),
  'toCollection/1': (make) =>
    collector((values) => {
      const target = callable(make)();
      if (target instanceof SetValue) for (const value of values) target.add(value);
      else for (const value of values) items(target).push(value);
      return target;
    }),
  'joining/0': () => joining(),
  'joining/1': (separator) => joining(text(separator)),
  'joining/3': (separator, before, after) => joining(text(separator), text(before), text(after)),
  'toMap/2': (key, value) => toMap(key, value, null, null),
  'toMap/3': (key, value, merge = null) => toMap(key, value, merge, null),
  'toMap/4': (key, value, merge = null, make = null) => toMap(key, value, merge, make),
  'groupingBy/1': (key) => groupingBy(key, new MapValue('hash'), toList()),
  'groupingBy/2': (key, inner) => groupingBy(key, new MapValue('hash'), collectorOf(inner)),
  'groupingBy/3': (key, make, inner) => groupingBy(key, made(make), collectorOf(inner)),
  'partitioningBy/1': (test) => partitioningBy(test, toList()),
  'partitioningBy/2': (test, inner) => partitioningBy(test, collectorOf(inner)),
  'mapping/2': (call, inner) => collector((values) => collectorOf(inner).collect(values.map((value) => callable(call)(value)))),
  'counting/0': () => collector((values) => BigInt(values.length)),
  'summingInt/1': (call) => collector((values) => values.reduce<number>((sum, value) => (sum + int(callable(call)(value))) | 0, 0)),
  'summingLong/1': (call) =>
    collector((values) => values.reduce<bigint>((sum, value) => BigInt.asIntN(64, sum + long(callable(call)(value))), 0n)),
  'summingDouble/1': (call) => collector((values) => new Floating(total(values, call))),
  'averagingInt/1': averaging,
  'averagingLong/1': averaging,
  'averagingDouble/1': averaging,
  'minBy/1': (comparator) => best(comparator, -1),
  'maxBy/1': (comparator) => best(comparator, 1),
  'reducing/2': (first = null, call = null) =>
    collector((values) => values.reduce((before, value) => callable(call)(before, value), first)),
  'collectingAndThen/2': (inner, call) => collector((values) => callable(call)(collectorOf(inner).collect(values))),
};
