import type { Blueprint, BlueprintExample } from '../blueprint.ts';
import { embeddings, twoTexts, twoVectors } from './answers.ts';
import { type BlueprintSpec, jsonBody, makeBlueprint } from './make-blueprint.ts';
import { whichModel } from './questions.ts';

type Json = BlueprintExample['recorded'];

type EmbeddingSpec = Omit<BlueprintSpec, 'task' | 'examples' | 'action'> & {
  url: string;
  headers: Record<string, string>;
  /** A second model and further ones make the question a choice. Absent where the address names the model. */
  models?: [string, ...string[]];
  modelHelp?: string;
  /** Texts of one request; longer lists become several calls. */
  texts?: number;
  /** Further fields of the body. */
  body?: string[];
  /** What the service adds to its answer. */
  extra?: Record<string, Json>;
};

/** Embeddings as OpenAI defined them: a list of texts in, `data` with one vector for each out. */
export function embeddingList({
  url,
  headers,
  models,
  modelHelp,
  texts,
  body = [],
  extra,
  parameters,
  questions,
  ...facts
}: EmbeddingSpec) {
  const slot = models ? ['"model": "${parameters.model}"'] : [];
  return makeBlueprint({
    ...facts,
    task: 'text_embedding',
    parameters: { ...(models && { model: models[0] }), ...parameters, ...(texts && { input_docs_processed_step_size: String(texts) }) },
    questions: models ? withModel(questions, whichModel(models, modelHelp)) : questions,
    action: {
      url,
      headers,
      request_body: jsonBody(...slot, '"input": ${parameters.input}', ...body),
      pre_process_function: 'connector.pre_process.openai.embedding',
      post_process_function: 'connector.post_process.openai.embedding',
    },
    examples: [
      {
        title: 'Two short texts',
        algorithm: 'text_embedding',
        input: { text_docs: twoTexts },
        recorded: {
          object: 'list',
          data: twoVectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
          model: models?.[0] ?? 'model',
          ...(facts.usage_path && { usage: { prompt_tokens: 8, total_tokens: 8 } }),
          ...extra,
        },
        expected: embeddings(twoVectors),
      },
    ],
  });
}

/** The model comes after the secrets and the host, before what depends on it. */
function withModel(questions: BlueprintSpec['questions'], model: BlueprintSpec['questions'][number]) {
  const isAfter = ({ key }: { key: string }) => key.startsWith('parameters.') && !/\.(endpoint|region)$/.test(key);
  const place = questions.findIndex(isAfter);
  return place === -1 ? [...questions, model] : [...questions.slice(0, place), model, ...questions.slice(place)];
}

export const openaiUsage = { input: '$.usage.prompt_tokens', total: '$.usage.total_tokens' } satisfies Blueprint['usage_path'];
