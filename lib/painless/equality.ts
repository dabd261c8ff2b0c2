import { charge, visit } from './budget.ts';
import { MapValue, SetValue } from './collections.ts';
import { bigDecimalText, doubleText } from './number-text.ts';
import { ArrayValue, BigDecimal, BigInteger, Char, EntryValue, Floating, Small, type Value } from './values.ts';

/** Java's `equals`: an int never equals a long or a double. */
export function javaEquals(left: Value, right: Value, depth = 0): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (Array.isArray(left)) {
    visit(depth, left.length);
    return Array.isArray(right) && left.length === right.length && left.every((item, at) => javaEquals(item, right[at] ?? null, depth + 1));
  }
  return objectsEqual(left, right, depth);
}

function objectsEqual(left: Exclude<Value & object, Value[]>, right: Value & object, depth: number): boolean {
  if (left instanceof MapValue || left instanceof SetValue || left instanceof EntryValue) visit(depth, 2);
  if (left instanceof MapValue) return right instanceof MapValue && mapsEqual(left, right, depth);
  if (left instanceof SetValue)
    return right instanceof SetValue && left.size === right.size && left.items().every((item) => right.map.has(item));
  if (left instanceof EntryValue) {
    return right instanceof EntryValue && javaEquals(left.key, right.key, depth + 1) && javaEquals(left.value, right.value, depth + 1);
  }
  if (left instanceof Floating) return right instanceof Floating && left.isFloat === right.isFloat && Object.is(left.value, right.value);
  if (left instanceof Char) return right instanceof Char && left.code === right.code;
  if (left instanceof Small) return right instanceof Small && left.type === right.type && left.value === right.value;
  if (left instanceof BigInteger) return right instanceof BigInteger && left.value === right.value;
  if (left instanceof BigDecimal) return right instanceof BigDecimal && left.unscaled === right.unscaled && left.scale === right.scale;
  return false;
}

const mapsEqual = (left: MapValue, right: MapValue, depth: number): boolean =>
  left.size === right.size &&
  left.entries().every(({ key, value }) => right.has(key) && javaEquals(value, right.get(key) ?? null, depth + 1));

export function textHash(text: string): number {
  charge(text.length);
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

const longHash = (value: bigint): number => Number(BigInt.asIntN(32, value ^ (BigInt.asUintN(64, value) >> 32n)));

const bits = new DataView(new ArrayBuffer(8));

function floatingHash({ value, isFloat }: Floating): number {
  if (isFloat) {
    bits.setFloat32(0, value);
    return bits.getInt32(0);
  }
  bits.setFloat64(0, value);
  return bits.getInt32(0) ^ bits.getInt32(4);
}

/** Java's `hashCode`; objects without one of their own have that of nothing. */
export function hashCode(value: Value, depth = 0): number {
  if (typeof value === 'string') return textHash(value);
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return longHash(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (value === null) return 0;
  visit(depth, 1);
  if (Array.isArray(value)) return value.reduce<number>((hash, item) => (Math.imul(31, hash) + hashCode(item, depth + 1)) | 0, 1);
  if (value instanceof Floating) return floatingHash(value);
  if (value instanceof Char) return value.code;
  if (value instanceof Small) return value.value;
  if (value instanceof EntryValue) return hashCode(value.key, depth + 1) ^ hashCode(value.value, depth + 1);
  if (value instanceof MapValue) return value.entries().reduce((hash, entry) => (hash + hashCode(entry, depth)) | 0, 0);
  if (value instanceof SetValue) return value.items().reduce<number>((hash, item) => (hash + hashCode(item, depth + 1)) | 0, 0);
  if (value instanceof BigInteger) return longHash(value.value);
  if (value instanceof BigDecimal) return (Math.imul(31, longHash(value.unscaled)) + value.scale) | 0;
  return 0;
}

/** Equal values, and only those, have the same key. Texts and whole numbers are their own; others get a text no other kind can have. */
export function keyOf(value: Value, depth = 0): unknown {
  if (typeof value === 'string') return value.startsWith('\0') ? `\0text:${value}` : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Floating) return `\0${value.isFloat ? 'float' : 'double'}:${doubleText(value)}`;
  if (value instanceof Char) return `\0char:${value.code}`;
  if (value instanceof Small) return `\0${value.type}:${value.value}`;
  if (value instanceof BigInteger) return `\0integer:${value.value}`;
  if (value instanceof BigDecimal) return `\0decimal:${bigDecimalText(value)}`;
  if (value instanceof ArrayValue) return value;
  if (Array.isArray(value)) return `\0list:${joined(value, depth)}`;
  if (value instanceof EntryValue) return `\0entry:${joined([value.key, value.value], depth)}`;
  if (value instanceof SetValue) return `\0set:${joined(value.items(), depth, true)}`;
  if (value instanceof MapValue) return `\0map:${joined([...value.entries()], depth, true)}`;
  return value;
}

/** Objects that are only equal to themselves get a number, once. */
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function joined(values: readonly Value[], depth: number, isUnordered = false): string {
  visit(depth, values.length);
  const keys = values.map((value) => {
    const key = keyOf(value, depth + 1);
    if (typeof key !== 'object' || key === null) return `${typeof key}:${JSON.stringify(typeof key === 'bigint' ? `${key}` : key)}`;
    if (!identities.has(key)) identities.set(key, ++lastIdentity);
    return `object:${identities.get(key)}`;
  });
  const text = (isUnordered ? keys.sort() : keys).join();
  charge(text.length);
  return text;
}
