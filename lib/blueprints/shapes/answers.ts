import type { BlueprintExample } from '../blueprint.ts';

type Json = BlueprintExample['recorded'];
type Expected = BlueprintExample['expected'];

export const twoTexts = ['a red apple', 'a green pear'];

/** Vectors of `twoTexts`, cut short. */
export const twoVectors = [
  [0.0123, -0.0456, 0.0789],
  [-0.0311, 0.0202, 0.0415],
];
export const oneVector = [0.0123, -0.0456, 0.0789];

/** An image of one pixel, as services take it in JSON. */
export const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

export const rerankInput = { query_text: 'What is the capital of France?', text_docs: ['Lyon is a city.', 'Paris is the capital.'] };

/** Document number and score for `rerankInput`, best first, as services answer. */
export const rerankScores: [number, number][] = [
  [1, 0.9812],
  [0, 0.0534],
];

/** @param recorded what the service answers to `rerankInput` */
export const rerankExample = (recorded: Json): BlueprintExample => ({
  title: 'Two documents for one query',
  algorithm: 'text_similarity',
  input: rerankInput,
  recorded,
  expected: similarities(rerankScores),
});

/** What ML Commons answers when a service's JSON object passes through unchanged, or text was selected by `response_filter`. */
export const passedThrough = (dataAsMap: Json): Expected => ({
  inference_results: [{ output: [{ name: 'response', dataAsMap }], status_code: 200 }],
});

const embedding = (data: number[], data_type: string) => ({ name: 'sentence_embedding', data_type, shape: [data.length], data });

/** What ML Commons answers to embeddings: one tensor for each text, all from one call. */
export const embeddings = (vectors: number[][], data_type = 'FLOAT32'): Expected => ({
  inference_results: [{ output: vectors.map((data) => embedding(data, data_type)), status_code: 200 }],
});

/** What ML Commons answers when each text is a call of its own that gets the same vector. */
export const embeddingPerCall = (calls: number, data: number[]): Expected => ({
  inference_results: Array.from({ length: calls }, () => ({ output: [embedding(data, 'FLOAT32')], status_code: 200 })),
});

/** What ML Commons answers to a reranker: one score for each document, in the order of the documents. */
export const similarities = (scores: readonly (readonly [index: number, score: number])[]): Expected => {
  const inOrder = [...scores].sort(([one], [other]) => one - other);
  const output = inOrder.map(([, score]) => ({ name: 'similarity', data_type: 'FLOAT32', shape: [1], data: [score] }));
  return { inference_results: [{ output, status_code: 200 }] };
};
