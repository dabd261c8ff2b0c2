import { describe, test } from 'vitest';
import { JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { writeJavaJson } from '#lib/json/write-json.ts';
import { readOutput, readResult, readTensors } from '#lib/predict/read-tensors.ts';
import { renderOutput, tensorObject, tensorsObject } from '#lib/predict/render-tensors.ts';
import { makeTensor, type Tensor, type Tensors } from '#lib/predict/tensor.ts';
import { hasSharedMaterial, type Vector, vectors } from '../shared-material.ts';
import { checkVector, type Operations } from './check-vector.ts';
import { fromPlain } from './plain-json.ts';
import { toPlainTensor } from './plain-tensors.ts';

type Given = Vector['given'];

function tensorOf({ data, doubles, byte_buffer, dataAsMap, data_type, ...rest }: Given): Tensor {
  const numbers = data?.map((number: number) => new JsonNumber(doubles ? number.toFixed(1) : String(number)));
  return makeTensor({
    ...rest,
    ...(data_type && { data_type }),
    ...(numbers && { data: numbers }),
    ...(byte_buffer && { byte_buffer: { array: Buffer.from(byte_buffer.bytes).toString('base64'), order: byte_buffer.order } }),
    ...(dataAsMap && { dataAsMap: fromPlain(dataAsMap) as JsonObject }),
  });
}

const resultOf = ({ tensors, status_code }: Given): Tensors => ({
  output: (tensors ?? []).map(tensorOf),
  ...(status_code !== null && { status_code }),
});

const plainResult = ({ output, status_code }: Tensors) => ({ tensors: output.map(toPlainTensor), status_code: status_code ?? null });

const operations: Operations = {
  renderTensor: (given) => ({ text: writeJavaJson(tensorObject(tensorOf(given))) }),
  renderTensors: (given) => ({ text: writeJavaJson(tensorsObject(resultOf(given))) }),
  renderOutput: ({ results }) => ({ text: renderOutput(results.map(resultOf)) }),
  parseTensor: ({ jsonText }) => ({ tensor: readTensors(jsonText).map(toPlainTensor)[0] }),
  parseTensors: ({ jsonText }) => plainResult(readResult(jsonText)),
  parseOutput: ({ jsonText }) => ({ results: readOutput(jsonText).map(plainResult) }),
};

describe.skipIf(!hasSharedMaterial)('vectors of tensors', () => {
  for (const vector of vectors('tensors')) test(vector.id, () => checkVector(vector, operations));
});
