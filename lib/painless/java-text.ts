import { chargeText, visit } from './budget.ts';
import { MapValue, SetValue } from './collections.ts';
import { bigDecimalText, doubleText } from './number-text.ts';
import { qualifiedName } from './throwables.ts';
import {
  ArrayValue,
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

/** As Java prints a value into a text: `null`, `1.0`, `2.0E-4`, `[a, b]`, `{k=v}`. */
export function javaText(value: Value, depth = 0): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
  }
  if (value === null) return 'null';
  if (value instanceof Floating) return doubleText(value);
  if (Array.isArray(value)) return listText(value, value, depth);
  return objectText(value, depth);
}

/** A collection that is in itself prints a name there, as in Java. */
function listText(items: readonly Value[], self: Value, depth: number): string {
  visit(depth, items.length);
  return `[${joined(items.map((item) => chargeText(item === self ? '(this Collection)' : javaText(item, depth + 1))))}]`;
}

function mapText(map: MapValue, depth: number): string {
  visit(depth, map.size);
  const member = (item: Value) => chargeText(item === map ? '(this Map)' : javaText(item, depth + 1));
  return `{${joined(map.entries().map(({ key, value }) => `${member(key)}=${member(value)}`))}}`;
}

const joined = (texts: string[]): string => chargeText(texts.join(', '));

function objectText(value: Exclude<Value & object, Value[] | Floating>, depth: number): string {
  if (value instanceof TextBuilder) return value.text;
  if (value instanceof MapValue) return mapText(value, depth);
  if (value instanceof SetValue) return listText(value.items(), value, depth);
  if (value instanceof EntryValue) return `${javaText(value.key, depth + 1)}=${javaText(value.value, depth + 1)}`;
  if (value instanceof Char) return value.text;
  if (value instanceof Small || value instanceof BigInteger) return String(value.value);
  if (value instanceof BigDecimal) return bigDecimalText(value);
  // Java prints the identity of an object here, which is different each time.
  if (value instanceof ArrayValue) return `[L${value.type};@0`;
  if (value instanceof Throwable) return qualifiedName(value.name) + (value.message === null ? '' : `: ${value.message}`);
  if (value instanceof FunctionValue) return 'lambda@0';
  return value instanceof Opaque ? value.text : '';
}
