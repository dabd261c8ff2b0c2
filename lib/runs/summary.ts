import { isObject, type Json } from '#lib/json/json.ts';
import { beginning, maskText } from './kept-json.ts';

const longest = 160; // bytes

/** Where a predict body says what it is about, in this order. */
const telling = ['text_docs', 'query_text', 'question', 'parameters'];

/** The first line of an input: what a person knows it by. */
export function summaryOf(body: Json, secrets: readonly string[] = []): string | null {
  const texts = isObject(body) ? telling.map((name) => firstText(body.get(name))) : [firstText(body)];
  const first = texts.find((text) => text !== undefined);
  if (first === undefined) return null;
  const line = first.trim().split('\n', 1)[0] ?? '';
  return beginning(maskText(line.slice(0, 1_000), '', secrets), longest);
}

/** Depth first, in the order in which it was written; roles and the like of a conversation come before what was said, and say nothing. */
function firstText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (Array.isArray(value)) return firstOf(value);
  if (!isObject(value)) return undefined;
  return firstOf([...value].filter(([name]) => !/^(role|type|model|input_type|truncate)$/.test(name)).map(([, member]) => member));
}

function firstOf(values: readonly Json[]): string | undefined {
  for (const value of values.slice(0, 100)) {
    const text = firstText(value);
    if (text !== undefined) return text;
  }
  return undefined;
}
