import { charge } from './budget.ts';
import { MapValue, SetValue } from './collections.ts';
import { compareNaturally, comparison } from './compare.ts';
import { javaType } from './java-type.ts';
import { int, items, text } from './methods/arguments.ts';
import { bigInteger, decimal, parseBigInteger, parseDecimal } from './methods/big-numbers.ts';
import { collectors } from './methods/collectors.ts';
import { instantStatics } from './methods/instant.ts';
import { putAll } from './methods/map-methods.ts';
import { OptionalValue } from './methods/optional-methods.ts';
import { setOf } from './methods/set-methods.ts';
import {
  arraysStatics,
  collectionsConstants,
  collectionsStatics,
  comparatorStatics,
  entryStatics,
  objectsStatics,
} from './methods/static-collections.ts';
import { mathConstants, mathStatics } from './methods/static-math.ts';
import {
  booleanStatics,
  characterStatics,
  doubleStatics,
  floatStatics,
  integerStatics,
  longStatics,
  numberConstants,
} from './methods/static-numbers.ts';
import { patternConstants, patternStatics, stringStatics } from './methods/static-text.ts';
import { intRange, streamOver } from './methods/stream.ts';
import { JoinerValue, TokenizerValue } from './methods/text-makers.ts';
import { thrown } from './script-problem.ts';
import { throwableNames } from './throwables.ts';
import { ArrayValue, type BigDecimal, EntryValue, Floating, TextBuilder, Throwable, type Value } from './values.ts';

export type StaticMethod = (...values: Value[]) => Value;

/** What a class offers without an object of it. */
export type JavaClass = {
  javaName: string;
  /** By name and number of arguments, `max/2`. */
  statics: ReadonlyMap<string, StaticMethod>;
  constants: ReadonlyMap<string, StaticMethod>;
};

const statics: Record<string, Record<string, StaticMethod>> = {
  String: stringStatics,
  Integer: integerStatics,
  Long: longStatics,
  Double: doubleStatics,
  Float: floatStatics,
  Character: characterStatics,
  Boolean: booleanStatics,
  Math: mathStatics,
  StrictMath: mathStatics,
  Collections: collectionsStatics,
  Arrays: arraysStatics,
  Comparator: comparatorStatics,
  'Map.Entry': entryStatics,
  Objects: objectsStatics,
  Collectors: collectors,
  Pattern: patternStatics,
  Instant: instantStatics,
  Optional: {
    'of/1': (value = null) => {
      if (value === null) throw thrown('NullPointerException', null);
      return new OptionalValue(value);
    },
    'ofNullable/1': (value = null) => new OptionalValue(value),
    'empty/0': () => new OptionalValue(null),
  },
  Stream: {
    'empty/0': () => streamOver([]),
    ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((count) => [`of/${count}`, (...values: Value[]) => streamOver(spread(values))])),
  },
  IntStream: {
    'range/2': (from, to) => intRange(int(from), int(to)),
    'rangeClosed/2': (from, to) => intRange(int(from), int(to) + 1),
  },
  BigInteger: { 'valueOf/1': (value) => bigInteger(BigInt(text(String(value)))) },
  BigDecimal: {
    'valueOf/1': (value = null) => (value instanceof Floating ? parseDecimal(decimalText(value)) : decimal(BigInt(String(value)), 0)),
  },
};

const spread = (values: Value[]): Value[] => (values.length === 1 && values[0] instanceof ArrayValue ? values[0].items : values);
const decimalText = ({ value }: Floating): string => {
  if (Number.isFinite(value)) return Number.isInteger(value) && Math.abs(value) < 1e21 ? `${value}.0` : String(value);
  throw thrown('NumberFormatException', 'Infinite or NaN');
};

const constants: Record<string, Record<string, StaticMethod>> = {
  ...numberConstants,
  Math: mathConstants,
  StrictMath: mathConstants,
  Collections: collectionsConstants,
  Pattern: patternConstants,
  // Texts change their case in the same way for all of them.
  Locale: Object.fromEntries(['ROOT', 'ENGLISH', 'US', 'UK'].map((name) => [name, () => name])),
};

type Constructors = Record<number, StaticMethod>;

const list: Constructors = {
  0: () => [],
  1: (value) => {
    if (typeof value === 'number') return [];
    charge(items(value).length);
    return [...items(value)];
  },
};

const map = (order: MapValue['order']): Constructors => ({
  0: () => new MapValue(order, order === 'sorted' ? compareNaturally : null),
  1: (value) => {
    const made = new MapValue(order, order === 'sorted' ? comparison(value instanceof MapValue ? null : value) : null);
    if (value instanceof MapValue) putAll(made, value);
    return made;
  },
});

const set = (order: MapValue['order']): Constructors => ({
  0: () => new SetValue(order, order === 'sorted' ? compareNaturally : null),
  1: (value) => {
    const isSorted = order === 'sorted';
    const isMembers = Array.isArray(value) || value instanceof SetValue;
    return setOf(isMembers ? items(value) : [], new SetValue(order, isSorted ? comparison(isMembers ? null : value) : null));
  },
});

const builder: Constructors = { 0: () => new TextBuilder(''), 1: (value) => new TextBuilder(typeof value === 'number' ? '' : text(value)) };
const entry: Constructors = { 2: (key = null, value = null) => new EntryValue(key, value) };

const constructors: Record<string, Constructors> = {
  String: { 0: () => '' },
  StringBuilder: builder,
  StringBuffer: builder,
  ArrayList: list,
  LinkedList: list,
  ArrayDeque: list,
  Stack: { 0: () => [] },
  Vector: list,
  HashMap: map('hash'),
  LinkedHashMap: map('linked'),
  TreeMap: map('sorted'),
  HashSet: set('hash'),
  LinkedHashSet: set('linked'),
  TreeSet: set('sorted'),
  'AbstractMap.SimpleEntry': entry,
  BigInteger: { 1: (value) => parseBigInteger(text(value)) },
  BigDecimal: { 1: (value = null) => newDecimal(value) },
  StringJoiner: {
    1: (separator) => new JoinerValue(text(separator)),
    3: (separator, before, after) => new JoinerValue(text(separator), text(before), text(after)),
  },
  StringTokenizer: {
    1: (value) => new TokenizerValue(text(value)),
    2: (value, separators) => new TokenizerValue(text(value), text(separators)),
  },
  ...Object.fromEntries(
    throwableNames.map((name) => [
      name,
      {
        0: () => new Throwable(name, null),
        1: (message) => new Throwable(name, message === null ? null : text(message)),
      } satisfies Constructors,
    ]),
  ),
};

function newDecimal(value: Value): BigDecimal {
  if (value instanceof Floating) return parseDecimal(decimalText(value));
  return typeof value === 'number' || typeof value === 'bigint' ? decimal(BigInt(value), 0) : parseDecimal(text(value));
}

const entriesOf = (table: Record<string, Record<string, StaticMethod>>, name: string) =>
  new Map(Object.entries(Object.hasOwn(table, name) ? (table[name] ?? {}) : {}));

const known = new Map<string, JavaClass>();

/** A class by its short or full name. */
export function classOf(name: string): JavaClass | undefined {
  const type = javaType(name);
  if (!type) return undefined;
  const before = known.get(type.javaName);
  if (before) return before;
  const made = { javaName: type.javaName, statics: entriesOf(statics, type.name), constants: entriesOf(constants, type.name) };
  known.set(type.javaName, made);
  return made;
}

/** What `new Name(…)` runs, if there is such a constructor. */
export function constructorOf(name: string, arity: number): StaticMethod | undefined {
  const short = javaType(name)?.name ?? name;
  return Object.hasOwn(constructors, short) ? constructors[short]?.[arity] : undefined;
}
