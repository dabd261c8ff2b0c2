import { illegalArgument, StudioError } from '#lib/errors.ts';
import { inHashOrder } from './hash-order.ts';
import { jsonError } from './json-syntax-error.ts';
import { parameterText } from './parameter-map.ts';
import { type JsonNode, placeOf, toJson } from './read-json.ts';

// Readers of single values, as OpenSearch's token reader takes them: each accepts more than one kind of token and has its own words
// for the others (connector-model.md §2, rest-api.md §1.6).

const int = { least: -2_147_483_648, most: 2_147_483_647 };

/** Jackson's name of a token, which is finer than OpenSearch's. */
function jacksonToken(node: JsonNode): string {
  if (node.token === 'VALUE_NUMBER') return /^-?\d+$/.test(node.text) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (node.token === 'VALUE_BOOLEAN') return node.value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return node.token;
}

/** A complaint about a value points behind it. */
const behind = (node: JsonNode) => ({ text: node.source.text, at: node.end, dialect: node.source.dialect });

/** @throws StudioError 400 with the place of the value */
export function unexpectedToken(node: JsonNode, wanted: JsonNode['token']): StudioError {
  const { line, column } = placeOf(node);
  const reason = `Failed to parse object: expecting token of type [${wanted}] but found [${node.token}]`;
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column } });
}

/** Strings, numbers and booleans as they are written. @throws StudioError 500 for anything else, as ML Commons does */
export function textOf(node: JsonNode): string {
  if (node.token === 'VALUE_STRING' || node.token === 'VALUE_NUMBER') return node.text;
  if (node.token === 'VALUE_BOOLEAN') return String(node.value);
  const { line, column } = placeOf(node);
  throw new StudioError('illegal_state_exception', 500, `Can't get text on a ${node.token} at ${line}:${column}`);
}

/** @returns undefined for null; @throws as textOf */
export const textOrNull = (node: JsonNode): string | undefined => (node.token === 'VALUE_NULL' ? undefined : textOf(node));

/** A boolean, or the texts "true" and "false". @throws StudioError 400 */
export function booleanOf(node: JsonNode): boolean {
  if (node.token === 'VALUE_BOOLEAN') return node.value;
  if (node.token !== 'VALUE_STRING') throw jsonError(`Current token (${jacksonToken(node)}) not of boolean type`, behind(node));
  if (node.text === 'true' || node.text === 'false') return node.text === 'true';
  throw illegalArgument(`Failed to parse value [${node.text}] as only [true] or [false] are allowed.`);
}

const isInt = (value: number) => value >= int.least && value <= int.most;

/** A 32-bit integer: decimals lose their fraction, texts are read as decimals. @throws StudioError 400 */
export function integerOf(node: JsonNode): number {
  if (node.token === 'VALUE_NUMBER') {
    const value = Math.trunc(Number(node.text));
    if (isInt(value)) return value + 0; // no negative zero
    const sentence = `Numeric value (${node.text}) out of range of int (${int.least} - ${int.most})`;
    throw jsonError(sentence, behind(node), 'input_coercion_exception');
  }
  if (node.token === 'VALUE_STRING') return integerFrom(node.text);
  throw jsonError(`Current token (${jacksonToken(node)}) not numeric, can not use numeric value accessors`, behind(node));
}

function integerFrom(text: string): number {
  if (text.trim() === '') throw new StudioError('number_format_exception', 400, 'empty String');
  if (!/^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text)) {
    throw new StudioError('number_format_exception', 400, `For input string: "${text}"`);
  }
  const value = Math.trunc(Number(text));
  if (!isInt(value)) throw illegalArgument(`Value [${text}] is out of range for an integer`);
  return value + 0;
}

/** @throws StudioError 400 */
export function membersOf(node: JsonNode): ReadonlyMap<string, JsonNode> {
  if (node.token !== 'START_OBJECT') throw unexpectedToken(node, 'START_OBJECT');
  return node.members;
}

/** @throws StudioError 400 */
export function itemsOf(node: JsonNode): readonly JsonNode[] {
  if (node.token !== 'START_ARRAY') throw unexpectedToken(node, 'START_ARRAY');
  return node.items;
}

/** @throws StudioError 400, 500 as textOf */
export const textsOf = (node: JsonNode): string[] => itemsOf(node).map(textOf);

/**
 * A map as ML Commons reads it: null and scalars are an empty one.
 * @throws StudioError 400 for a list (upstream derails there)
 */
export function looseMembers(node: JsonNode): ReadonlyMap<string, JsonNode> {
  if (node.token === 'START_ARRAY') throw unexpectedToken(node, 'START_OBJECT');
  return node.token === 'START_OBJECT' ? node.members : new Map();
}

// Object.fromEntries defines own properties, so no name can reach a prototype.
const record = (members: ReadonlyMap<string, JsonNode>, read: (node: JsonNode) => string): Record<string, string> =>
  Object.fromEntries([...members].map(([name, node]) => [name, read(node)]));

/** Headers and credentials: scalars as they are written. @throws StudioError 400, 500 as textOf */
export const textMapOf = (node: JsonNode): Record<string, string> => record(looseMembers(node), textOf);

/** Parameters: any JSON value as text (connector-model.md §2.1). @throws StudioError 400 */
export const parametersOf = (node: JsonNode): Record<string, string> =>
  record(looseMembers(node), (value) => parameterText(inHashOrder(toJson(value))));
