import { isLenientJson } from './lenient-json.ts';

/** Whether ML Commons takes the text for JSON (predict.md §1.2): an object or an array, leniently. Scalars are none. */
export const isJson = (text: string | null): boolean => text !== null && isLenientJson(text);

/** As isJson, or one JSON document on every line that is not blank (predict.md §1.3). */
export function isJsonOrNdjson(text: string | null): boolean {
  if (text === null) return false;
  if (isLenientJson(text)) return true;
  const lines = text.includes('\n') ? text.split(/\r?\n/).filter((line) => line.trim() !== '') : [];
  return lines.length > 0 && lines.every((line) => isLenientJson(line));
}
