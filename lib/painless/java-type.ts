import { isNumeric } from './arithmetic.ts';
import { MapValue, SetValue } from './collections.ts';
import { isKindOf, qualifiedName, throwableNames } from './throwables.ts';
import {
  BigDecimal,
  BigInteger,
  Char,
  EntryValue,
  Floating,
  FunctionValue,
  Opaque,
  Small,
  TextBuilder,
  Throwable,
  type Value,
} from './values.ts';

/** A type that scripts can name in declarations, casts and `instanceof`. */
export type JavaType = {
  /** As scripts usually write it. */
  name: string;
  /** With its package. */
  javaName: string;
  /** Could a variable of this type hold the value? null is no value of any type. */
  holds(value: Value): boolean;
};

type Test = JavaType['holds'];

const opaque =
  (...names: string[]): Test =>
  (value) =>
    value instanceof Opaque && names.includes(value.className);

const isText: Test = (value) => typeof value === 'string';
const isList: Test = Array.isArray;
const isCollection: Test = (value) => Array.isArray(value) || value instanceof SetValue;
const isFunction: Test = (value) => value instanceof FunctionValue;
const mapOf =
  (...orders: MapValue['order'][]): Test =>
  (value) =>
    value instanceof MapValue && orders.includes(value.order);
const setOf =
  (...orders: MapValue['order'][]): Test =>
  (value) =>
    value instanceof SetValue && orders.includes(value.map.order);

const lang: Record<string, Test> = {
  Object: (value) => value !== null,
  String: isText,
  CharSequence: (value) => typeof value === 'string' || value instanceof TextBuilder,
  StringBuilder: (value) => value instanceof TextBuilder,
  StringBuffer: (value) => value instanceof TextBuilder,
  Boolean: (value) => typeof value === 'boolean',
  Number: (value) => (isNumeric(value) && !(value instanceof Char)) || value instanceof BigInteger || value instanceof BigDecimal,
  Byte: (value) => value instanceof Small && value.type === 'byte',
  Short: (value) => value instanceof Small && value.type === 'short',
  Integer: (value) => typeof value === 'number',
  Long: (value) => typeof value === 'bigint',
  Float: (value) => value instanceof Floating && value.isFloat,
  Double: (value) => value instanceof Floating && !value.isFloat,
  Character: (value) => value instanceof Char,
  Comparable: (value) => typeof value === 'string' || isNumeric(value) || typeof value === 'boolean',
  Iterable: isCollection,
  Math: () => false,
  StrictMath: () => false,
  System: () => false,
};

const util: Record<string, Test> = {
  Collection: isCollection,
  List: isList,
  ArrayList: isList,
  LinkedList: isList,
  Queue: isList,
  Deque: isList,
  ArrayDeque: isList,
  Stack: isList,
  Vector: isList,
  Map: (value) => value instanceof MapValue,
  HashMap: mapOf('hash', 'linked'),
  LinkedHashMap: mapOf('linked'),
  TreeMap: mapOf('sorted'),
  SortedMap: mapOf('sorted'),
  NavigableMap: mapOf('sorted'),
  'Map.Entry': (value) => value instanceof EntryValue,
  'AbstractMap.SimpleEntry': (value) => value instanceof EntryValue,
  Set: (value) => value instanceof SetValue,
  HashSet: setOf('hash', 'linked'),
  LinkedHashSet: setOf('linked'),
  TreeSet: setOf('sorted'),
  SortedSet: setOf('sorted'),
  NavigableSet: setOf('sorted'),
  Iterator: opaque('java.util.Iterator'),
  ListIterator: opaque('java.util.Iterator'),
  Optional: opaque('java.util.Optional'),
  OptionalInt: opaque('java.util.Optional'),
  OptionalLong: opaque('java.util.Optional'),
  OptionalDouble: opaque('java.util.Optional'),
  StringJoiner: opaque('java.util.StringJoiner'),
  StringTokenizer: opaque('java.util.StringTokenizer'),
  Comparator: isFunction,
  Locale: () => false,
  Arrays: () => false,
  Collections: () => false,
  Objects: () => false,
  Base64: () => false,
};

const functionNames = [
  ...['Function', 'BiFunction', 'UnaryOperator', 'BinaryOperator', 'Predicate', 'BiPredicate', 'Consumer', 'BiConsumer', 'Supplier'],
  ...['IntFunction', 'ToIntFunction', 'ToLongFunction', 'ToDoubleFunction', 'IntPredicate', 'IntUnaryOperator', 'IntBinaryOperator'],
  ...['DoubleFunction', 'DoubleUnaryOperator', 'DoubleBinaryOperator', 'LongFunction', 'LongUnaryOperator', 'LongBinaryOperator'],
];

const packages: [name: string, types: Record<string, Test>][] = [
  ['java.lang', lang],
  ['java.util', util],
  ['java.util.function', Object.fromEntries(functionNames.map((name) => [name, isFunction]))],
  ['java.util.regex', { Pattern: opaque('java.util.regex.Pattern'), Matcher: opaque('java.util.regex.Matcher') }],
  [
    'java.util.stream',
    {
      Stream: opaque('java.util.stream.Stream'),
      IntStream: opaque('java.util.stream.IntStream'),
      LongStream: opaque('java.util.stream.LongStream'),
      DoubleStream: opaque('java.util.stream.DoubleStream'),
      Collector: opaque('java.util.stream.Collector'),
      Collectors: () => false,
    },
  ],
  ['java.math', { BigInteger: (value) => value instanceof BigInteger, BigDecimal: (value) => value instanceof BigDecimal }],
  ['java.time', { Instant: opaque('java.time.Instant') }],
];

const types = new Map<string, JavaType>();
const add = (javaName: string, name: string, holds: Test) => {
  const type = { name, javaName, holds };
  types.set(name, type);
  types.set(javaName, type);
};
for (const [name, tests] of packages) for (const [type, test] of Object.entries(tests)) add(`${name}.${type}`, type, test);
for (const name of throwableNames) add(qualifiedName(name), name, (value) => value instanceof Throwable && isKindOf(value.name, name));

/** A type by its short name or with its package; undefined for one that scripts cannot name. */
export const javaType = (name: string): JavaType | undefined => types.get(name);

/** Short names, for suggestions. */
export const typeNames = (): string[] => [...types.keys()].filter((name) => !name.startsWith('java.'));
