import type { Tensor } from '#lib/predict/tensor.ts';
import { toPlain } from './plain-json.ts';

/** A tensor as the vectors write it. */
export function toPlainTensor({ data, dataAsMap, ...rest }: Tensor): unknown {
  return { ...rest, ...(data && { data: data.map(toPlain) }), ...(dataAsMap && { dataAsMap: toPlain(dataAsMap) }) };
}
