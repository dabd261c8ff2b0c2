import { isObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { readLenientJson } from './lenient-json.ts';
import type { Values } from './parameter-set.ts';

/** Parameter `_llm_interface` as ML Commons compares it: trimmed, in lower case, without Java escapes (`\/` comes from escaping). */
export const llmInterface = (values: Values): string =>
  (values.get('_llm_interface') ?? '')
    .trim()
    .toLowerCase()
    .replace(/\\(?:u+([0-9a-f]{4}))?/g, (_, unit?: string) => (unit ? String.fromCharCode(Number.parseInt(unit, 16)) : ''));

/** Adds `"stream":true` to an OpenAI chat payload when the call has a parameter `stream`, whatever its value (predict.md §6.5). */
export function withStreamFlag(payload: string, values: Values): string {
  if (!values.has('stream') || llmInterface(values) !== 'openai/v1/chat/completions') return payload;
  const body = readLenientJson(payload);
  // ML Commons fails on an array here; there is nothing to add to it.
  return isObject(body) ? writeJson(body.set('stream', true)) : payload;
}
