import type { Dataset } from '#lib/functions/dataset.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { Writable } from '#lib/json/write-json.ts';

/** A request for a prediction, read (predict.md §2). */
export type PredictInput = {
  /** `REMOTE`, `TEXT_EMBEDDING`, … */
  algorithm: string;
  /** Parameters of the algorithm, such as `content_type`; the parameters of a remote call belong to its dataset. */
  parameters?: JsonObject;
  dataset: Dataset;
};

/** The input as JSON, as an interface schema and a script see it, in ML Commons' member order (predict.md §2.7). */
export const inputObject = ({ algorithm, parameters, dataset }: PredictInput): Record<string, Writable> => ({
  algorithm,
  ...(parameters && { parameters }),
  ...datasetMembers(dataset),
});

function datasetMembers(dataset: Dataset): Record<string, Writable> {
  switch (dataset.type) {
    case 'remote':
      return { ...(dataset.parameters && { parameters: dataset.parameters }), action_type: dataset.action_type };
    case 'text_docs':
      return { text_docs: dataset.docs, ...dataset.result_filter };
    case 'text_similarity':
      return { query_text: dataset.query_text, text_docs: dataset.text_docs };
    case 'question_answering':
      return { question: dataset.question, context: dataset.context };
  }
}
