import { type Json, JsonNumber } from './json.ts';

/**
 * A value for libraries that want plain JavaScript. Objects have no prototype, so that a member named `__proto__` is a member like any
 * other; a number that is too big or too long for a double loses digits.
 */
export function plainValue(value: Json): unknown {
  if (value instanceof JsonNumber) return value.value;
  if (Array.isArray(value)) return value.map(plainValue);
  if (!(value instanceof Map)) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, member] of value) object[name] = plainValue(member);
  return object;
}
