import { isObject, type JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { readLenientJson } from './lenient-json.ts';
import type { Values } from './parameter-set.ts';

/** Members of a payload that parameters may set: `_<field>_json` replaces one, `_<field>_additions_json` merges into it. */
const fields = ['response_format', 'generationConfig', 'toolConfig'];

const objectOf = (text: string | null | undefined): JsonObject | undefined => {
  const value = text ? readLenientJson(text) : undefined;
  return isObject(value) ? value : undefined;
};

/** Applies those parameters to a payload that is one object; the payload keeps its bytes when there are none (predict.md §6.6). */
export function withStructuredOutput(payload: string, values: Values): string {
  const replacements = fields.map((field) => [field, objectOf(values.get(`_${field}_json`))] as const);
  const additions = fields.map((field) => [field, objectOf(values.get(`_${field}_additions_json`))] as const);
  if (![...replacements, ...additions].some(([, value]) => value)) return payload;
  const body = objectOf(payload);
  if (!body) return payload;
  for (const [field, value] of replacements) if (value) body.set(field, value);
  for (const [field, value] of additions) {
    if (!value) continue;
    const target = body.get(field);
    body.set(field, isObject(target) ? new Map([...target, ...value]) : value);
  }
  return writeJson(body);
}
