import { illegalArgument } from '#lib/errors.ts';
import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { makeTensor, type Tensor } from '#lib/predict/tensor.ts';

/**
 * Puts each score at the place of its document. A document that the service left out gets null.
 * @throws StudioError 400 for an index that is no document: the service was told to give only its best results
 */
function inDocumentOrder(results: JsonObject[], scoreName: string): Tensor[] {
  const scores: (JsonNumber | null)[] = results.map(() => null);
  for (const result of results) {
    const index = indexOf(result.get('index'));
    if (index >= scores.length) {
      throw illegalArgument(`Index ${index} out of bounds for length ${scores.length}: the service answered fewer results than documents.`);
    }
    const score = result.get(scoreName);
    // Any spelling of a number will do; ML Commons fails on integers and on long fractions.
    if (score !== null && !(score instanceof JsonNumber)) throw illegalArgument(`${scoreName} is not a number.`);
    scores[index] = score;
  }
  return scores.map((score) => makeTensor({ name: 'similarity', data_type: 'FLOAT32', shape: [1], data: [score] }));
}

function indexOf(value: Json | undefined): number {
  if (!(value instanceof JsonNumber) || !value.isInteger || value.value < 0) {
    throw illegalArgument('The index of a rerank result is not a document number.');
  }
  return value.value;
}

function runCohere(value: Json): Tensor[] {
  if (!Array.isArray(value)) throw illegalArgument('Post process function input is not a List.');
  return inDocumentOrder(value.map(cohereResult), 'relevance_score');
}

function cohereResult(result: Json): JsonObject {
  if (!isObject(result)) throw illegalArgument('Post process function input is not a List of Map.');
  if (!result.has('index') || !result.has('relevance_score')) {
    throw illegalArgument('The rerank result should contain index and relevance_score.');
  }
  return result;
}

function runBedrock(value: Json): Tensor[] {
  if (!Array.isArray(value)) throw illegalArgument('Post process function input is not a List.');
  if (value.length === 0) throw illegalArgument('Post process function input is empty.');
  return inDocumentOrder(value.map(bedrockResult), 'relevanceScore');
}

function bedrockResult(result: Json): JsonObject {
  if (!isObject(result)) throw illegalArgument('Rerank result is not a Map.');
  if (result.size === 0) throw illegalArgument('Rerank result is empty.');
  if (!result.has('index') || !result.has('relevanceScore')) {
    throw illegalArgument('Rerank result should have both index and relevanceScore.');
  }
  if (!(result.get('relevanceScore') instanceof JsonNumber)) throw illegalArgument('relevanceScore is not BigDecimal or Double.');
  return result;
}

/** Cohere and default rerank (functions.md §3.4). */
export const cohereRerank = { expects: 'a list of objects with `index` and `relevance_score`', run: runCohere };

/** Bedrock rerank (functions.md §3.5). */
export const bedrockRerank = { expects: 'a list of objects with `index` and `relevanceScore`', run: runBedrock };
