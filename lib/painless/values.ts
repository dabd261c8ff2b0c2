import type { MapValue, SetValue } from './collections.ts';
import type { ThrowableName } from './throwables.ts';

/**
 * What a script computes with. Java's kinds of numbers stay apart, because they divide, overflow and print differently: an int is a
 * JavaScript number, a long a bigint, and everything else has a class of its own. A List is an array.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Value[]
  | Floating
  | Small
  | Char
  | BigInteger
  | BigDecimal
  | ArrayValue
  | MapValue
  | SetValue
  | EntryValue
  | TextBuilder
  | Throwable
  | FunctionValue
  | Opaque;

/** A double, or a float whose value was rounded to one. */
export class Floating {
  readonly isFloat: boolean;
  readonly value: number;

  constructor(value: number, isFloat = false) {
    this.isFloat = isFloat;
    this.value = isFloat ? Math.fround(value) : value;
  }
}

export class Small {
  readonly type: 'byte' | 'short';
  readonly value: number;

  constructor(type: 'byte' | 'short', value: number) {
    this.type = type;
    this.value = type === 'byte' ? (value << 24) >> 24 : (value << 16) >> 16;
  }
}

/** One UTF-16 unit. */
export class Char {
  readonly code: number;

  constructor(code: number) {
    this.code = code & 0xffff;
  }

  get text(): string {
    return String.fromCharCode(this.code);
  }
}

export class BigInteger {
  readonly value: bigint;

  constructor(value: bigint) {
    this.value = value;
  }
}

/** `unscaled` × 10^-`scale`. */
export class BigDecimal {
  readonly unscaled: bigint;
  readonly scale: number;

  constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled;
    this.scale = scale;
  }
}

/** A Java array; `type` is that of its elements. */
export class ArrayValue {
  readonly type: string;
  readonly items: Value[];

  constructor(type: string, items: Value[]) {
    this.type = type;
    this.items = items;
  }
}

/** One member of a map, or of its own. */
export class EntryValue {
  readonly key: Value;
  value: Value;

  constructor(key: Value, value: Value) {
    this.key = key;
    this.value = value;
  }
}

/** StringBuilder and StringBuffer. */
export class TextBuilder {
  text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export class Throwable {
  readonly name: ThrowableName;
  readonly message: string | null;

  constructor(name: ThrowableName, message: string | null) {
    this.name = name;
    this.message = message;
  }
}

/** A lambda, a method reference or a comparator of ours. */
export class FunctionValue {
  readonly call: (values: Value[]) => Value;

  constructor(call: (values: Value[]) => Value) {
    this.call = call;
  }
}

/** Objects that only their own methods look into: streams, iterators, patterns, matchers, times. */
export abstract class Opaque {
  abstract readonly className: string;

  /** As `toString()` prints it. */
  get text(): string {
    return `${this.className}@0`;
  }
}

/** Names of classes, as Java's messages write them. */
export function classNameOf(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String';
    case 'number':
      return 'java.lang.Integer';
    case 'bigint':
      return 'java.lang.Long';
    case 'boolean':
      return 'java.lang.Boolean';
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'java.util.ArrayList';
  return objectClassName(value);
}

type JavaObject = Exclude<Value, null | boolean | number | bigint | string | Value[]>;

function objectClassName(value: JavaObject): string {
  if (value instanceof Floating) return value.isFloat ? 'java.lang.Float' : 'java.lang.Double';
  if (value instanceof Small) return value.type === 'byte' ? 'java.lang.Byte' : 'java.lang.Short';
  if (value instanceof Char) return 'java.lang.Character';
  if (value instanceof BigInteger) return 'java.math.BigInteger';
  if (value instanceof BigDecimal) return 'java.math.BigDecimal';
  if (value instanceof ArrayValue) return `${value.type}[]`;
  if (value instanceof EntryValue) return 'java.util.Map.Entry';
  if (value instanceof TextBuilder) return 'java.lang.StringBuilder';
  if (value instanceof Throwable) return `java.lang.${value.name}`;
  if (value instanceof FunctionValue) return 'java.util.function.Function';
  return value.className;
}

const primitives: Record<string, string> = {
  'java.lang.Integer': 'int',
  'java.lang.Long': 'long',
  'java.lang.Double': 'double',
  'java.lang.Float': 'float',
  'java.lang.Byte': 'byte',
  'java.lang.Short': 'short',
  'java.lang.Character': 'char',
  'java.lang.Boolean': 'boolean',
};

/** As Painless names the type of a `def`: a number by its primitive. */
export function typeNameOf(value: Value): string {
  const name = classNameOf(value);
  return Object.hasOwn(primitives, name) ? (primitives[name] ?? name) : name;
}
