import { MapValue, SetValue } from './collections.ts';
import type { Method, MethodTable } from './method-table.ts';
import { arrayMethods } from './methods/array-methods.ts';
import { builderMethods } from './methods/builder-methods.ts';
import { functionMethods } from './methods/function-methods.ts';
import { InstantValue, instantMethods } from './methods/instant.ts';
import { IteratorValue, iteratorMethods } from './methods/iterator-methods.ts';
import { listMethods } from './methods/list-methods.ts';
import { entryMethods, mapMethods } from './methods/map-methods.ts';
import {
  bigDecimalMethods,
  bigIntegerMethods,
  booleanMethods,
  charMethods,
  floatingMethods,
  wholeMethods,
} from './methods/number-methods.ts';
import { OptionalValue, optionalMethods } from './methods/optional-methods.ts';
import { MatcherValue, matcherMethods, PatternValue, patternMethods } from './methods/regex.ts';
import { setMethods } from './methods/set-methods.ts';
import { StreamValue, streamMethods } from './methods/stream.ts';
import { stringMethods, textCost } from './methods/string-methods.ts';
import { JoinerValue, joinerMethods, TokenizerValue, tokenizerMethods } from './methods/text-makers.ts';
import { throwableMethods } from './methods/throwable-methods.ts';
import { didYouMean } from './near-names.ts';
import { thrown } from './script-problem.ts';
import {
  ArrayValue,
  BigDecimal,
  BigInteger,
  Char,
  classNameOf,
  EntryValue,
  Floating,
  FunctionValue,
  Small,
  TextBuilder,
  Throwable,
  type Value,
} from './values.ts';

// biome-ignore lint/suspicious/noExplicitAny: a table is found by the class of the very value that it is then asked for
type AnyTable = MethodTable<any>;

// biome-ignore lint/suspicious/noExplicitAny: as above
const byClass: readonly [new (...parts: any[]) => object, AnyTable][] = [
  [MapValue, mapMethods],
  [TextBuilder, builderMethods],
  [Floating, floatingMethods],
  [EntryValue, entryMethods],
  [SetValue, setMethods],
  [Char, charMethods],
  [Small, wholeMethods],
  [StreamValue, streamMethods],
  [OptionalValue, optionalMethods],
  [IteratorValue, iteratorMethods],
  [FunctionValue, functionMethods],
  [MatcherValue, matcherMethods],
  [PatternValue, patternMethods],
  [Throwable, throwableMethods],
  [BigInteger, bigIntegerMethods],
  [BigDecimal, bigDecimalMethods],
  [ArrayValue, arrayMethods],
  [InstantValue, instantMethods],
  [JoinerValue, joinerMethods],
  [TokenizerValue, tokenizerMethods],
];

const nothing: AnyTable = new Map();

/** The methods of a value. */
export function methodsOf(value: Exclude<Value, null>): ReadonlyMap<string, Method<Value>> {
  switch (typeof value) {
    case 'string':
      textCost(value);
      return stringMethods as AnyTable;
    case 'number':
    case 'bigint':
      return wholeMethods;
    case 'boolean':
      return booleanMethods as AnyTable;
  }
  if (Array.isArray(value)) return listMethods as AnyTable;
  for (const [owner, table] of byClass) if (value instanceof owner) return table;
  return nothing;
}

/** @throws ScriptProblem for a method that there is not, with names that are near, and for null */
export function callMethod(object: Value, name: string, key: string, values: Value[]): Value {
  if (object === null) throw thrown('NullPointerException', `cannot call method [${key}] on null`);
  const methods = methodsOf(object);
  const method = methods.get(key);
  if (method) return method(object, ...values);
  throw unknownMethod(classNameOf(object), name, key, methods.keys());
}

export function unknownMethod(className: string, name: string, key: string, keys: Iterable<string>): Error {
  return thrown('IllegalArgumentException', `dynamic method [${className}, ${key}] not found${nearMethods(name, keys)}`);
}

/** Other numbers of arguments of the same method first; else methods with names like it. */
export function nearMethods(name: string, keys: Iterable<string>): string {
  const all = [...keys];
  const same = all.filter((other) => other.startsWith(`${name}/`));
  if (same.length > 0) return `. It takes another number of arguments: ${same.map((other) => `[${other}]`).join(', ')}.`;
  return didYouMean(
    name,
    all.map((other) => other.split('/')[0] ?? ''),
  );
}
