import { illegalArgument } from '#lib/errors.ts';
import type { JsonNumber, JsonObject } from '#lib/json/json.ts';
import type { DataType } from './data-type.ts';

/** One output of a model, in ML Commons' member order; what is absent is not printed. Numbers keep the kind that the service sent. */
export type Tensor = {
  name?: string;
  data_type?: DataType;
  shape?: readonly number[];
  /** A null is a slot that the service left out. */
  data?: readonly (JsonNumber | null)[];
  byte_buffer?: { array: string; order: 'BIG_ENDIAN' | 'LITTLE_ENDIAN' };
  result?: string;
  dataAsMap?: JsonObject;
};

/** What one remote call gave; `status_code` is the remote status. */
export type Tensors = { output: readonly Tensor[]; status_code?: number };

/** @throws StudioError 400 when data has no type (predict.md §14.1) */
export function makeTensor(tensor: Tensor): Tensor {
  if (tensor.data && (tensor.data_type === undefined || tensor.data_type === 'UNKNOWN')) throw illegalArgument('data type is null');
  return tensor;
}
