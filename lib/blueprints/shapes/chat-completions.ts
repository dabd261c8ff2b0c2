import type { BlueprintExample } from '../blueprint.ts';
import { passedThrough } from './answers.ts';
import { type BlueprintSpec, jsonBody, makeBlueprint } from './make-blueprint.ts';
import { longestAnswer, whichModel } from './questions.ts';

type Json = BlueprintExample['recorded'];

type ChatSpec = Omit<BlueprintSpec, 'task' | 'usage_path' | 'examples' | 'action'> & {
  url: string;
  headers: Record<string, string>;
  /** A second model and further ones make the question a choice. Absent where the address names the model. */
  models?: [string, ...string[]];
  modelHelp?: string;
  /** Name of the limit; both words are in use. */
  limit?: 'max_tokens' | 'max_completion_tokens' | 'maximum_tokens';
  /** Further fields of the body. */
  body?: string[];
  example: {
    ask: string;
    answer: string /** The name that the service gives in its answer. */;
    model?: string;
    extra?: Record<string, Json>;
  };
};

/**
 * Chat completions as OpenAI defined them and most services have them: a list of messages in, `choices` and `usage` out.
 * The answer passes through unchanged, so agents and streams find the shape that they know.
 */
export function chatCompletions(spec: ChatSpec) {
  const { url, headers, models, modelHelp, limit = 'max_tokens', body = [], example, parameters, questions, ...facts } = spec;
  const slot = models ? ['"model": "${parameters.model}"'] : [];
  const answer = chatCompletion(example.answer, example.model ?? models?.[0] ?? 'model', example.extra);
  return makeBlueprint({
    ...facts,
    task: 'chat',
    parameters: { ...parameters, ...(models && { model: models[0] }), [limit]: '500' },
    questions: [...questions, ...(models ? [whichModel(models, modelHelp)] : []), longestAnswer(limit)],
    action: {
      url,
      headers,
      request_body: jsonBody(...slot, '"messages": ${parameters.messages}', `"${limit}": \${parameters.${limit}}`, ...body),
    },
    usage_path: { input: '$.usage.prompt_tokens', output: '$.usage.completion_tokens', total: '$.usage.total_tokens' },
    examples: [
      {
        title: 'A question in one sentence',
        input: { parameters: { messages: [{ role: 'user', content: example.ask }] } },
        recorded: answer,
        expected: passedThrough(answer),
      },
    ],
  });
}

/** An answer in that shape. */
const chatCompletion = (content: string, model: string, extra: Record<string, Json> = {}): Json => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1790000000,
  model,
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 14, completion_tokens: 9, total_tokens: 23 },
  ...extra,
});
