import { JsonNumber } from '#lib/json/json.ts';

/** Deeper than any answer that is read, and an end for whatever refers to itself. */
const deepest = 200;

/**
 * A value as a step shows it: plain JSON, taken at this moment. Numbers that JavaScript would change keep their spelling; objects have
 * no prototype, so a member named `__proto__` is a member like any other.
 */
export function showable(value: unknown, depth = 0): unknown {
  if (depth > deepest) return '…';
  if (value === undefined || value === null) return null;
  if (value instanceof JsonNumber) return String(value.value) === value.text ? value.value : value;
  if (typeof value !== 'object') return typeof value === 'function' ? null : value;
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map((item) => showable(item, depth + 1));
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, member] of value instanceof Map ? value : Object.entries(value)) {
    if (member !== undefined) object[name] = showable(member, depth + 1);
  }
  return object;
}
