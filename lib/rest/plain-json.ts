import { type Json, JsonNumber } from '#lib/json/json.ts';

/** JSON as a schema reads it: plain objects without a prototype, so a field called `__proto__` is a field like any other. */
export function plainJson(value: Json): unknown {
  if (value instanceof JsonNumber) return value.value;
  if (Array.isArray(value)) return value.map(plainJson);
  if (!(value instanceof Map)) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of value) object[name] = plainJson(inner);
  return object;
}
