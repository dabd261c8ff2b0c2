import { type Json, JsonNumber } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

/** A value of ours as JSON.parse would give it: what vectors are written in. */
export function toPlain(value: Json): unknown {
  if (value instanceof JsonNumber) return value.value;
  if (Array.isArray(value)) return value.map(toPlain);
  return value instanceof Map ? Object.fromEntries([...value].map(([key, member]) => [key, toPlain(member)])) : value;
}

/** A value of a vector as one of ours. */
export const fromPlain = (value: unknown): Json => parseJson(JSON.stringify(value ?? null));
