import { isObject, type Json } from './json.ts';

/** String.hashCode, spread as HashMap spreads it. */
function spreadHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}

const firstCapacity = 16;
const load = 0.75;

/** Names in the order in which a Java HashMap that got them one by one lists them (connector-model.md §9). */
export function hashOrder(names: readonly string[]): string[] {
  let capacity = firstCapacity;
  while (names.length > load * capacity) capacity *= 2;
  const bucket = (name: string) => spreadHash(name) & (capacity - 1);
  return names.toSorted((a, b) => bucket(a) - bucket(b)); // stable: within a bucket the order of arrival stays
}

/** Every object inside a value in hash order: what ML Commons keeps when it turns an object into text. */
export function inHashOrder(value: Json): Json {
  if (Array.isArray(value)) return value.map(inHashOrder);
  if (!isObject(value)) return value;
  return new Map(hashOrder([...value.keys()]).map((name) => [name, inHashOrder(value.get(name) ?? null)]));
}
