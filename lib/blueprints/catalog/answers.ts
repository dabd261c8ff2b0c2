import type { BlueprintExample } from '../blueprint.ts';

type Json = BlueprintExample['recorded'];
type Expected = BlueprintExample['expected'];

/** What ML Commons answers when a service's JSON object passes through unchanged, or text was selected by `response_filter`. */
export const passedThrough = (dataAsMap: Json): Expected => ({
  inference_results: [{ output: [{ name: 'response', dataAsMap }], status_code: 200 }],
});

/** What ML Commons answers to embeddings: one tensor for each text, all from one call. */
export const embeddings = (vectors: number[][]): Expected => ({
  inference_results: [
    { output: vectors.map((data) => ({ name: 'sentence_embedding', data_type: 'FLOAT32', shape: [data.length], data })), status_code: 200 },
  ],
});

/** What ML Commons answers when each text is a call of its own that gets the same vector. */
export const embeddingPerCall = (calls: number, data: number[]): Expected => ({
  inference_results: Array.from({ length: calls }, () => ({
    output: [{ name: 'sentence_embedding', data_type: 'FLOAT32', shape: [data.length], data }],
    status_code: 200,
  })),
});

/** What ML Commons answers to a reranker: one score for each document, in the order of the documents. */
export const similarities = (scores: number[]): Expected => ({
  inference_results: [
    { output: scores.map((score) => ({ name: 'similarity', data_type: 'FLOAT32', shape: [1], data: [score] })), status_code: 200 },
  ],
});
