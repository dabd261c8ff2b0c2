import type { JsonNode } from '#lib/json/read-json.ts';
import { parsingError } from './search-error.ts';
import { textOf } from './search-text.ts';

/** `{ "<field>": <value> }`: the one member. @throws StudioError 400 for none or several */
export function singleField(node: JsonNode, query: string): [name: string, value: JsonNode] {
  if (node.token !== 'START_OBJECT') throw parsingError(node, `[${query}] query malformed, no start_object after query name`);
  const [first, second] = [...node.members];
  if (!first) throw parsingError(node, `[${query}] query malformed, empty clause found`);
  if (second) throw parsingError(second[1], `[${query}] query doesn't support multiple fields, found [${first[0]}] and [${second[0]}]`);
  return first;
}

export const isScalar = ({ token }: JsonNode): boolean => token === 'VALUE_STRING' || token === 'VALUE_NUMBER' || token === 'VALUE_BOOLEAN';

/** @throws StudioError 400 */
export function numberOf(node: JsonNode, query: string, name: string): number {
  const value = isScalar(node) ? Number(textOf(node)) : Number.NaN;
  if (!Number.isFinite(value)) throw parsingError(node, `[${query}] query does not support [${name}]`);
  return value;
}

/** Options of a clause; one that is not listed is refused by name, and what is listed as `ignored` changes nothing here. */
export function optionsOf(node: JsonNode, query: string, known: readonly string[], ignored: readonly string[] = []): Map<string, JsonNode> {
  const options = new Map<string, JsonNode>();
  if (node.token !== 'START_OBJECT') throw parsingError(node, `[${query}] query malformed, no start_object after query name`);
  for (const [name, value] of node.members) {
    if (known.includes(name)) options.set(name, value);
    else if (!ignored.includes(name) && name !== '_name') throw parsingError(value, `[${query}] query does not support [${name}]`);
  }
  return options;
}

export function boostOf(options: ReadonlyMap<string, JsonNode>, query: string): number {
  const node = options.get('boost');
  return node ? numberOf(node, query, 'boost') : 1;
}
