import { isStudioError } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { Values } from './parameter-set.ts';

const novaModel = 'amazon.nova-2-multimodal-embeddings-v1:0';
const media = ['image', 'video', 'audio'];

/** Takes the modalities without content out of a payload for Nova's embeddings; any other payload stays as it is (predict.md §8.1). */
export function cleanPayload(payload: string, values: Values): string {
  if (values.get('model') !== novaModel) return payload;
  const body = parsed(payload);
  const input = isObject(body) ? body.get('singleEmbeddingParams') : undefined;
  if (!isObject(body) || !isObject(input)) return payload;
  if (at(input, 'text', 'value') === null) input.delete('text');
  for (const medium of media) if (at(input, medium, 'source', 'bytes') === null) input.delete(medium);
  return writeJson(body);
}

function at(value: Json, ...names: string[]): Json | undefined {
  let found: Json | undefined = value;
  for (const name of names) found = isObject(found) ? found.get(name) : undefined;
  return found;
}

function parsed(payload: string): Json {
  try {
    return parseJson(payload, { dialect: 'text' });
  } catch (error) {
    if (isStudioError(error)) return null;
    throw error;
  }
}
