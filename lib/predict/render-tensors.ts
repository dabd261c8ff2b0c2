import { type Writable, writeJavaJson } from '#lib/json/write-json.ts';
import type { Tensor, Tensors } from './tensor.ts';

/** A tensor as it is printed: members in ML Commons' order (predict.md §14.1). */
export const tensorObject = ({ name, data_type, shape, data, byte_buffer, result, dataAsMap }: Tensor): Writable => ({
  name,
  data_type,
  shape,
  data,
  byte_buffer,
  result,
  dataAsMap,
});

/** The results of one call; nothing stands for an empty list. */
export const tensorsObject = ({ output, status_code }: Tensors): Writable => ({
  output: output.length > 0 ? output.map(tensorObject) : undefined,
  status_code,
});

/** The answer of `_predict`, in the order of the calls: `{"inference_results": [{"output": […], "status_code": 200}]}`. */
export const outputObject = (results: readonly Tensors[]): Writable => ({
  inference_results: results.length > 0 ? results.map(tensorsObject) : undefined,
});

/**
 * As text. Fractions are printed as Java prints doubles, integers as the service wrote them.
 * @throws StudioError 400 when a number is too big for a double
 */
export const renderOutput = (results: readonly Tensors[]): string => writeJavaJson(outputObject(results));
