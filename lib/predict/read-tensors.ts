import { illegalArgument, StudioError } from '#lib/errors.ts';
import { JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { type JsonNode, placeOf, readJson, toJson } from '#lib/json/read-json.ts';
import { type DataType, isDataType } from './data-type.ts';
import { makeTensor, type Tensor, type Tensors } from './tensor.ts';

type Members = ReadonlyMap<string, JsonNode>;

/**
 * Reads tensors that a script wrote: one object, or a list of them. Strict JSON; members that are not known are passed over
 * (predict.md §14.2).
 * @throws StudioError 400 for an unknown data type; other failures are of types that surface as 500
 */
export function readTensors(text: string): Tensor[] {
  const node = readJson(text);
  return node.token === 'START_ARRAY' ? node.items.map(tensorOf) : [tensorOf(node)];
}

/** Reads what one call gave: `{"output": […], "status_code": …}`. */
export const readResult = (text: string): Tensors => resultOf(readJson(text));

/** Reads an answer of `_predict`. */
export const readOutput = (text: string): Tensors[] => itemsOf(membersOf(readJson(text)).get('inference_results')).map(resultOf);

function resultOf(node: JsonNode): Tensors {
  const members = membersOf(node);
  const status = numberOf(members.get('status_code'));
  return { output: itemsOf(members.get('output')).map(tensorOf), ...(status && { status_code: Math.trunc(status.value) }) };
}

function tensorOf(node: JsonNode): Tensor {
  const members = membersOf(node);
  const [name, type, result] = [textOf(members.get('name')), dataTypeOf(members.get('data_type')), textOf(members.get('result'))];
  const data = itemsOf(members.get('data')).map(elementOf);
  const shape = members.get('shape');
  const map = mapOf(members.get('dataAsMap'));
  return makeTensor({
    ...(name !== undefined && { name }),
    ...(type && { data_type: type }),
    ...(shape && { shape: itemsOf(shape).map(dimensionOf) }),
    ...(type && data.length > 0 && { data }), // without a type the numbers mean nothing
    ...(result !== undefined && { result }),
    ...(map && { dataAsMap: map }),
  });
}

function membersOf(node: JsonNode): Members {
  if (node.token === 'START_OBJECT') return node.members;
  const { line, column } = placeOf(node);
  throw new StudioError(
    'parsing_exception',
    400,
    `Failed to parse object: expecting token of type [START_OBJECT] but found [${node.token}]`,
    { details: { line, col: column } },
  );
}

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] => (node?.token === 'START_ARRAY' ? node.items : []);

/** Any scalar has a text; null has none. */
function textOf(node: JsonNode | undefined): string | undefined {
  if (node?.token === 'VALUE_STRING' || node?.token === 'VALUE_NUMBER') return node.text;
  return node?.token === 'VALUE_BOOLEAN' ? String(node.value) : undefined;
}

function dataTypeOf(node: JsonNode | undefined): DataType | undefined {
  const text = textOf(node);
  if (text === undefined || isDataType(text)) return text;
  throw illegalArgument(`No enum constant org.opensearch.ml.common.output.model.MLResultDataType.${text}`);
}

function numberOf(node: JsonNode | undefined): JsonNumber | undefined {
  const text = textOf(node);
  return text !== undefined && text.trim() !== '' && !Number.isNaN(Number(text)) ? new JsonNumber(text) : undefined;
}

/** A class cast error in ML Commons. */
const notANumber = (what: string) =>
  new StudioError('class_cast_exception', 500, `The ${what} of a tensor holds something that is not a number`);

function elementOf(node: JsonNode): JsonNumber {
  if (node.token !== 'VALUE_NUMBER') throw notANumber('data');
  return new JsonNumber(node.text);
}

function dimensionOf(node: JsonNode): number {
  const number = numberOf(node);
  if (!number) throw notANumber('shape');
  return Math.trunc(number.value);
}

function mapOf(node: JsonNode | undefined): JsonObject | undefined {
  const value = node && toJson(node);
  return value instanceof Map ? value : undefined;
}
