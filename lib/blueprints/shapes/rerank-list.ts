import type { BlueprintExample } from '../blueprint.ts';
import { rerankExample, rerankScores } from './answers.ts';
import { type BlueprintSpec, jsonBody, makeBlueprint } from './make-blueprint.ts';
import { whichModel } from './questions.ts';

type Json = BlueprintExample['recorded'];

type RerankSpec = Omit<BlueprintSpec, 'task' | 'examples' | 'action'> & {
  url: string;
  headers: Record<string, string>;
  models: [string, ...string[]];
  modelHelp?: string;
  /** Where the body does not name the model. */
  modelInAddress?: boolean;
  /** Name of the number of results. */
  limit?: 'top_n' | 'top_k';
  /** Name of the list of results; another one than `results` is read through a response filter. */
  list?: 'results' | 'data';
  body?: string[];
  extra?: Record<string, Json>;
};

/**
 * Reranking as Cohere defined it: a query and documents in, a list of `index` and `relevance_score` out, best first.
 * As many results are asked for as there are documents, because a shorter list has no place for every score.
 */
export function rerankList(spec: RerankSpec) {
  const {
    url,
    headers,
    models,
    modelHelp,
    modelInAddress,
    limit = 'top_n',
    list = 'results',
    body = [],
    extra,
    parameters,
    questions,
    ...facts
  } = spec;
  return makeBlueprint({
    ...facts,
    task: 'rerank',
    parameters: { ...parameters, model: models[0], ...(list === 'data' && { response_filter: '$.data' }) },
    questions: [...questions, whichModel(models, modelHelp)],
    action: {
      url,
      headers,
      request_body: jsonBody(
        modelInAddress ? '' : '"model": "${parameters.model}"',
        '"query": "${parameters.query}"',
        '"documents": ${parameters.documents}',
        `"${limit}": \${parameters.top_n}`,
        ...body,
      ),
      pre_process_function: 'connector.pre_process.cohere.rerank',
      post_process_function: 'connector.post_process.cohere.rerank',
    },
    examples: [rerankExample({ [list]: rerankScores.map(([index, relevance_score]) => ({ index, relevance_score })), ...extra })],
  });
}
