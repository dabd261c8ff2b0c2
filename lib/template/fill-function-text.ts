import { quote } from '#lib/json/write-json.ts';
import type { Marks, Values } from './parameter-set.ts';
import { substituteTraced } from './substitute.ts';

/**
 * The text of a pre- or post-process function with its parameters as JSON values: strings with quotes, `null` for a missing value that
 * has a name (predict.md §5.3). Values of the caller are inserted once, so that none can write code into a script.
 */
export function fillFunctionText(text: string, values: Values, marks?: Marks): string {
  if (!text.includes('${parameters.')) return text;
  const encoded = new Map<string, string>();
  for (const [name, value] of values) encoded.set(name, value === null ? 'null' : quote(value));
  return substituteTraced(text, encoded, { ...(marks && { marks }), expand: 'saved', trace: false }).text;
}
