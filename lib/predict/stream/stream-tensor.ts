import type { JsonObject } from '#lib/json/json.ts';
import { quote } from '#lib/json/write-json.ts';
import type { Tensor } from '../tensor.ts';

/** One piece of a streamed answer; with `is_last` the stream ends. */
export type StreamTensor = Tensor & { name: 'response' | 'error'; dataAsMap: JsonObject };

export const contentTensor = (content: string, isLast = false): StreamTensor => ({
  name: 'response',
  dataAsMap: new Map<string, string | boolean>([
    ['content', content],
    ['is_last', isLast],
  ]),
});

/** @param message a blank one says nothing, so it is replaced */
export const errorTensor = (message: string | null): StreamTensor => ({
  name: 'error',
  dataAsMap: new Map<string, string | boolean>([
    ['error', message === null || message.trim() === '' ? 'Request failed' : message],
    ['is_last', true],
  ]),
});

export const closesStream = ({ dataAsMap }: StreamTensor): boolean => dataAsMap.get('is_last') === true;

/** A piece as an event on the wire (predict.md §15): whatever else it holds, a client sees its content, or its error. */
export function sseEvent(dataAsMap: JsonObject): string {
  const error = dataAsMap.get('error');
  if (error !== undefined) return `data: {"error": ${quote(typeof error === 'string' ? error : 'Processing failed')}}\n\n`;
  const content = dataAsMap.get('content');
  const text = quote(typeof content === 'string' ? content : '');
  const isLast = dataAsMap.get('is_last') === true;
  return `data: {"inference_results":[{"output":[{"name":"response","dataAsMap":{"content":${text},"is_last":${isLast}}}]}]}\n\n`;
}
