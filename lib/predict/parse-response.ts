import { StudioError } from '#lib/errors.ts';
import { fromJson } from '#lib/json/from-json.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { isJson } from '#lib/template/is-json.ts';
import { readTensors } from './read-tensors.ts';
import { makeTensor, type Tensor } from './tensor.ts';

const response = (dataAsMap: JsonObject): Tensor[] => [makeTensor({ name: 'response', dataAsMap })];

/**
 * What a filter, a script or a chain left of an answer, as tensors (predict.md §13.2 item 5). A text that is JSON becomes the map itself,
 * so that the answer of a language model in JSON can be used like any other.
 * @param isTensorJson a script returned JSON: then it is the text of tensors
 * @param read what the text says, where it was read before
 */
export function parseResponse(value: Json, isTensorJson: boolean, read?: Json): Tensor[] {
  if (isTensorJson) {
    // A class cast error in ML Commons: a filter took something out of the tensors of the script.
    if (typeof value !== 'string') throw new StudioError('class_cast_exception', 500, 'The filtered result of the script is no text');
    return readTensors(value);
  }
  if (typeof value === 'string' && isJson(value))
    return read === undefined ? response(fromJson(value, 'response')) : parseResponse(read, false);
  return response(isObject(value) ? value : new Map([['response', value]]));
}
