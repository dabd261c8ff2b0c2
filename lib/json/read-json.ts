import { StudioError } from '#lib/errors.ts';
import { type Json, JsonNumber, type JsonObject } from './json.ts';
import { type Build, JsonScanner, type ReadOptions } from './json-scanner.ts';
import { type JsonDialect, type Place, placeAt } from './json-syntax-error.ts';

export type { ReadOptions } from './json-scanner.ts';

/** A text that was read; nodes keep it so that a complaint can still say where they stood. */
type Source = { text: string; dialect: JsonDialect };
type Spread = { source: Source; start: number; end: number };

/** A value with its place. `token` is OpenSearch's name for its first token; `null` (no value at all) is what it calls an empty text. */
export type JsonNode = Spread &
  (
    | { token: 'START_OBJECT'; members: ReadonlyMap<string, JsonNode> }
    | { token: 'START_ARRAY'; items: readonly JsonNode[] }
    | { token: 'VALUE_STRING'; text: string }
    /** As written; JsonNumber tells integer from floating tokens. */
    | { token: 'VALUE_NUMBER'; text: string }
    | { token: 'VALUE_BOOLEAN'; value: boolean }
    | { token: 'VALUE_NULL' }
    | { token: 'null' }
  );

/**
 * Reads the first JSON value of a text, strictly but for what OpenSearch tolerates: comments, a byte order mark and whatever follows the
 * value (rest-api.md §1.6–1.7).
 * @throws StudioError 400 `json_parse_exception` or `json_e_o_f_exception` in Jackson's words, also for a duplicate field at any depth
 */
export function readJson(text: string, options: ReadOptions = {}): JsonNode {
  const source = { text, dialect: options.dialect ?? 'request' };
  return new JsonScanner(text, nodes(source), options).read() ?? { token: 'null', source, start: 0, end: 0 };
}

/** As readJson, without places. An empty text ends too early. */
export function parseJson(text: string, options: ReadOptions = {}): Json {
  const value = new JsonScanner(text, plain, options).read();
  if (value === undefined) throw nothingToRead();
  return value;
}

const nothingToRead = () => new StudioError('json_e_o_f_exception', 400, 'No content to map due to end-of-input');

/** Where the node begins. A text without any value begins at 1:0, as OpenSearch has it. */
export const placeOf = (node: JsonNode): Place =>
  node.token === 'null' ? { line: 1, column: 0 } : placeAt(node.source.text, node.start, node.source.dialect);

/** Where the node ends: complaints of Jackson about a value point behind it. */
export const placeAfter = (node: JsonNode): Place => placeAt(node.source.text, node.end, node.source.dialect);

const plain: Build<Json> = {
  text: (value) => value,
  number: (text) => new JsonNumber(text),
  literal: (value) => value,
  array: (items) => items,
  object: (members) => members,
};

const nodes = (source: Source): Build<JsonNode> => ({
  text: (text, start, end) => ({ token: 'VALUE_STRING', text, source, start, end }),
  number: (text, start, end) => ({ token: 'VALUE_NUMBER', text, source, start, end }),
  literal: (value, start, end) =>
    value === null ? { token: 'VALUE_NULL', source, start, end } : { token: 'VALUE_BOOLEAN', value, source, start, end },
  array: (items, start, end) => ({ token: 'START_ARRAY', items, source, start, end }),
  object: (members, start, end) => ({ token: 'START_OBJECT', members, source, start, end }),
});

/** The value of a node. A text without any value is null. */
export function toJson(node: JsonNode): Json {
  switch (node.token) {
    case 'START_OBJECT': {
      const object: JsonObject = new Map();
      for (const [name, member] of node.members) object.set(name, toJson(member));
      return object;
    }
    case 'START_ARRAY':
      return node.items.map(toJson);
    case 'VALUE_STRING':
      return node.text;
    case 'VALUE_NUMBER':
      return new JsonNumber(node.text);
    case 'VALUE_BOOLEAN':
      return node.value;
    default:
      return null;
  }
}
