import { quote } from '#lib/json/write-json.ts';
import type { Values } from './parameter-set.ts';
import { substituteTraced } from './substitute.ts';

/**
 * The text of a pre- or post-process function with its parameters as JSON values: strings with their quotes, `null` for a value that is
 * null (predict.md §5.3). Each is inserted once: a placeholder inside a value would end the string that it stands in and become code.
 */
export function fillFunctionText(text: string, values: Values): string {
  if (!text.includes('${parameters.')) return text;
  const encoded = new Map<string, string>();
  for (const [name, value] of values) encoded.set(name, value === null ? 'null' : quote(value));
  return substituteTraced(text, encoded, { expand: 'none', trace: false }).text;
}
