import { illegalArgument, isStudioError } from '#lib/errors.ts';
import { javaDouble } from './java-number.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from './json.ts';
import { parseJson } from './read-json.ts';

/** Setting plugins.ml_commons.max_json_size, bytes; ≤ 0 means no limit. */
const defaultMaxSize = 100_000_000;

/**
 * The text of a reply as an object; an array is wrapped under `key` (predict.md §1.7). Text after the first value is not looked at.
 * @throws StudioError 400 for anything else, in ML Commons' words
 */
export function fromJson(text: string | null, key: string, maxSize = defaultMaxSize): JsonObject {
  if (text === null) throw illegalArgument('JSON string cannot be null');
  assertSize(text, maxSize);
  const value = parsed(text);
  if (isObject(value)) return value;
  if (Array.isArray(value)) return new Map([[key, value]]);
  throw illegalArgument('Unsupported response type');
}

/** An object or array under a key, with every number a double, as Gson reads it. */
export function fromJsonWithWrappingKey(text: string, key: string): JsonObject {
  const value = parsed(text);
  if (!isObject(value) && !Array.isArray(value)) throw illegalArgument('Unsupported response type');
  return new Map([[key, withDoubles(value)]]);
}

function parsed(text: string): Json {
  try {
    return parseJson(text, { dialect: 'text' });
  } catch (cause) {
    if (!isStudioError(cause)) throw cause;
    throw illegalArgument(`Invalid JSON format: ${cause.message}`, { cause });
  }
}

function assertSize(text: string, maxSize: number): void {
  // A UTF-16 unit makes at most three bytes, so most texts need no counting.
  if (maxSize <= 0 || text.length * 3 <= maxSize) return;
  if (new TextEncoder().encode(text).length > maxSize) {
    throw illegalArgument(`JSON string size exceeds maximum allowed size (${maxSize} bytes)`);
  }
}

function withDoubles(value: Json): Json {
  if (value instanceof JsonNumber) return new JsonNumber(javaDouble(value.value));
  if (Array.isArray(value)) return value.map(withDoubles);
  return isObject(value) ? new Map([...value].map(([name, member]) => [name, withDoubles(member)])) : value;
}
