import { illegalArgument } from '#lib/errors.ts';
import { type Json, JsonNumber } from '#lib/json/json.ts';
import type { DataType } from '#lib/predict/data-type.ts';
import { makeTensor, type Tensor } from '#lib/predict/tensor.ts';

const notNumbers = () => illegalArgument('The embedding should be a non-empty List containing Float values.');

function assertList(value: Json): asserts value is Json[] {
  if (!Array.isArray(value)) throw illegalArgument('Post process function input is not a List.');
}

function vectorTensor(vector: Json[], type: DataType | null): Tensor {
  const isNumber = (value: Json): value is JsonNumber => value instanceof JsonNumber;
  // ML Commons looks at the first number only and fails later with a Java error.
  if (!vector.every(isNumber)) throw notNumbers();
  return makeTensor({ name: 'sentence_embedding', data_type: type ?? 'FLOAT32', shape: [vector.length], data: vector });
}

/** A list of vectors: one tensor each, none for an empty list (functions.md §3.1). */
export function embeddingList(value: Json, type: DataType | null): Tensor[] {
  assertList(value);
  return value.map((vector) => {
    if (!Array.isArray(vector)) throw illegalArgument('The embedding should be a non-empty List containing List of Float values.');
    if (vector.length === 0) throw notNumbers();
    return vectorTensor(vector, type);
  });
}

/** One vector: one tensor, of shape 0 when it is empty (functions.md §3.2). */
export function singleEmbedding(value: Json, type: DataType | null): Tensor[] {
  assertList(value);
  return [vectorTensor(value, type)];
}
