import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { isDataType } from '#lib/predict/data-type.ts';
import { makeTensor, type Tensor } from '#lib/predict/tensor.ts';

/** Takes over the tensors of another ML Commons; any other object becomes one tensor (functions.md §3.6). */
function run(value: Json): Tensor[] {
  if (!isObject(value) && !Array.isArray(value)) throw illegalArgument('Post process function input must be a Map or List');
  if (!isObject(value)) throw illegalArgument('Post process function input is not a Map.'); // a class cast error in ML Commons
  const results = value.get('inference_results');
  return Array.isArray(results) ? results.flatMap(tensorsOf) : [makeTensor({ name: 'response', dataAsMap: value })];
}

function tensorsOf(result: Json): Tensor[] {
  const output = isObject(result) ? result.get('output') : undefined;
  return Array.isArray(output) ? output.filter(isObject).flatMap((tensor) => (tensor.size === 0 ? [] : [takeOver(tensor)])) : [];
}

function takeOver(tensor: JsonObject): Tensor {
  const name = tensor.get('name');
  const type = tensor.get('data_type');
  const shape = numbersOf(tensor.get('shape'));
  const data = numbersOf(tensor.get('data'));
  const result = tensor.get('result');
  const map = tensor.get('dataAsMap');
  return makeTensor({
    name: typeof name === 'string' ? name : 'output',
    ...(isDataType(type) && { data_type: type }),
    ...(shape && { shape: shape.map(dimension) }),
    ...(data && { data }),
    ...(typeof result === 'string' && { result }),
    ...(isObject(map) && { dataAsMap: map }),
  });
}

/** What is no number in a list becomes an empty slot. */
const numbersOf = (list: Json | undefined): (JsonNumber | null)[] | undefined =>
  Array.isArray(list) ? list.map((value) => (value instanceof JsonNumber ? value : null)) : undefined;

function dimension(number: JsonNumber | null): number {
  if (number === null) throw illegalArgument('The shape of a tensor holds something that is not a number.');
  return Math.trunc(number.value);
}

export const passthrough = { expects: 'the answer of another ML Commons, or any object', run };
