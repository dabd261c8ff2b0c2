import type { ActionType } from '#lib/connectors/connector.ts';

/** Parameters of one call, in the order in which they came; a null value is a parameter that is there without a value. */
export type Parameters = ReadonlyMap<string, string | null>;

/** What a caller wants of local models; remote results are never filtered, but a schema and a script see it (predict.md §2.4). */
export type ResultFilter = {
  return_bytes: boolean;
  return_number: boolean;
  target_response?: readonly string[];
  target_response_positions?: readonly number[];
};

export type TextDocs = { type: 'text_docs'; docs: readonly (string | null)[]; result_filter?: ResultFilter };
export type TextSimilarity = { type: 'text_similarity'; query_text: string; text_docs: readonly (string | null)[] };
export type QuestionAnswering = { type: 'question_answering'; question: string; context: string };
/** `parameters` is null when the request had none, which merges nothing and fails nothing (predict.md §2.3). */
export type RemoteInference = { type: 'remote'; parameters: Parameters | null; action_type?: ActionType };

/** What a prediction is asked about (predict.md §2). */
export type Dataset = RemoteInference | TextDocs | TextSimilarity | QuestionAnswering;
