import { isObject, type Json, JsonNumber } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';

const names = ['text', 'image', 'video', 'audio'] as const;
/** Not the order of `names`: an object with both `video` and `audio` is sent as `video` with the value of `audio` (functions.md §2). */
const contents = ['text', 'image', 'audio', 'video'] as const;

/** Reads a Nova document: plain text, or a JSON object that says what it is. */
export function modalityOf(doc: string): { name: (typeof names)[number]; content: string } {
  const object = objectOf(doc);
  const name = names.find((key) => object?.has(key)) ?? 'text';
  const content = doc.startsWith('{') ? contents.find((key) => object?.has(key)) : undefined;
  return { name, content: content === undefined ? doc : asText(object?.get(content)) };
}

function objectOf(doc: string) {
  try {
    const json = parseJson(doc);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined; // a document that is no JSON is a text
  }
}

/** Scalars as they are written; an object or a list has no text. */
function asText(value: Json | undefined): string {
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  return typeof value === 'boolean' || value === null ? String(value) : '';
}
