import { charge } from './budget.ts';
import { implicitCast } from './cast.ts';
import { MapValue } from './collections.ts';
import { int } from './methods/arguments.ts';
import { at } from './methods/list-methods.ts';
import { didYouMean } from './near-names.ts';
import { methodsOf } from './receiver.ts';
import { thrown } from './script-problem.ts';
import { ArrayValue, classNameOf, EntryValue, type Value } from './values.ts';

/** `object.name`: a member of a map, the length of a list, or what a getter gives. @throws ScriptProblem */
export function readField(object: Value, name: string): Value {
  if (object instanceof MapValue) return object.get(name) ?? null;
  if (object === null) throw thrown('NullPointerException', `cannot access [${name}] on null`);
  if (Array.isArray(object)) {
    if (name === 'length') return object.length;
    if (/^\d/.test(name)) return readIndex(object, Number(name));
  }
  if (object instanceof ArrayValue && name === 'length') return object.items.length;
  const methods = methodsOf(object);
  const upper = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const getter = methods.get(`get${upper}/0`) ?? methods.get(`is${upper}/0`);
  if (getter) return getter(object);
  const near = didYouMean(
    name,
    [...methods.keys()].filter((key) => key.endsWith('/0')).map((key) => `${key.slice(0, -2)}()`),
  );
  if (Array.isArray(object)) throw thrown('IllegalArgumentException', `Illegal list shortcut value [${name}].${near}`);
  throw thrown('IllegalArgumentException', `dynamic getter [${classNameOf(object)}, ${name}] not found${near}`);
}

/** @throws ScriptProblem */
export function writeField(object: Value, name: string, value: Value): void {
  if (object instanceof MapValue) putMember(object, name, value);
  else if (object === null) throw thrown('NullPointerException', `cannot access [${name}] on null`);
  else if (Array.isArray(object) && /^\d/.test(name)) writeIndex(object, Number(name), value);
  else if (object instanceof EntryValue && name === 'value') object.value = value;
  else throw thrown('IllegalArgumentException', `dynamic setter [${classNameOf(object)}, ${name}] not found.`);
}

function putMember(map: MapValue, key: Value, value: Value): void {
  charge(1);
  map.set(key, value);
}

/** Negative places count from the end. */
const normal = (index: number, length: number): number => (index < 0 ? index + length : index);

const notAnArray = (object: Value) =>
  thrown('IllegalArgumentException', `Attempting to address a non-array-like type [${classNameOf(object)}] as an array.`);

/** `object[index]` @throws ScriptProblem */
export function readIndex(object: Value, index: Value): Value {
  if (object instanceof MapValue) return object.get(index) ?? null;
  if (Array.isArray(object)) return at(object, normal(int(index), object.length));
  if (object instanceof ArrayValue) return object.items[inArray(object, index)] ?? null;
  if (object === null) throw thrown('NullPointerException', 'cannot access an element of null');
  throw notAnArray(object);
}

function inArray({ items }: ArrayValue, index: Value): number {
  const place = normal(int(index), items.length);
  if (place >= 0 && place < items.length) return place;
  throw thrown('ArrayIndexOutOfBoundsException', `Index ${place} out of bounds for length ${items.length}`);
}

/** @throws ScriptProblem */
export function writeIndex(object: Value, index: Value, value: Value): void {
  if (object instanceof MapValue) putMember(object, index, value);
  else if (Array.isArray(object)) {
    const place = normal(int(index), object.length);
    at(object, place);
    object[place] = value;
  } else if (object instanceof ArrayValue) object.items[inArray(object, index)] = stored(object.type, value);
  else if (object === null) throw thrown('NullPointerException', 'cannot access an element of null');
  else throw notAnArray(object);
}

const isPrimitive = (type: string) => /^[a-z]/.test(type) && type !== 'def';

/** Arrays of primitives take what widens to them; arrays of objects take what they hold, so that an int is no Double. */
function stored(type: string, value: Value): Value {
  const cast = implicitCast(value, { name: type, dimensions: 0, at: 0 });
  if (isPrimitive(type) || cast === value) return cast;
  throw thrown('ClassCastException', `class ${classNameOf(value)} cannot be cast to class java.lang.${type}`);
}

/** `new int[2]` has zeros in it, `new Double[2]` nothing. */
export function emptyOf(type: string): Value {
  if (type === 'boolean') return false;
  return isPrimitive(type)
    ? implicitCast(type === 'char' ? null : 0, { name: type === 'char' ? 'def' : type, dimensions: 0, at: 0 })
    : null;
}
