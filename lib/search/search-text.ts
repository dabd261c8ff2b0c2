import { type JsonNode, placeOf } from '#lib/json/read-json.ts';
import { parsingError } from './search-error.ts';

/** Strings, numbers and booleans as they are written. @throws StudioError 400: OpenSearch's own words, there with 500 */
export function textOf(node: JsonNode): string {
  if (node.token === 'VALUE_STRING' || node.token === 'VALUE_NUMBER') return node.text;
  if (node.token === 'VALUE_BOOLEAN') return String(node.value);
  const { line, column } = placeOf(node);
  throw parsingError(node, `Can't get text on a ${node.token} at ${line}:${column}`);
}

/** One text or a list of them. @throws StudioError 400 */
export const textsOf = (node: JsonNode): string[] => (node.token === 'START_ARRAY' ? node.items.map(textOf) : [textOf(node)]);
