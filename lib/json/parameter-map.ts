import { isObject, type Json, JsonNumber } from './json.ts';
import { writeJavaJson } from './write-json.ts';

/**
 * A JSON value as a parameter: strings as they are, anything else as compact JSON with Java's numbers (`null` is those four letters).
 * Source: ml-commons StringUtils.getParameterMap.
 * @throws StudioError 400 when a number is too big for a double
 */
export function parameterText(value: Json): string {
  if (typeof value === 'string') return value;
  // By far the most common value that is not text: an integer.
  if (value instanceof JsonNumber && value.isInteger && value.text !== '-0') return value.text;
  return writeJavaJson(value);
}

/** Every member of an object as a parameter. Anything but an object has none. */
export function parameterMap(object: Json | undefined): Map<string, string> {
  const map = new Map<string, string>();
  if (isObject(object)) for (const [name, value] of object) map.set(name, parameterText(value));
  return map;
}
