import type { Blueprint } from '../blueprint.ts';
import { embeddings, passedThrough, twoTexts, twoVectors } from '../shapes/answers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { ownServer, ownServerPattern, privateHostNote } from '../shapes/own-server.ts';
import { ownHost, secret, systemPrompt, whichModel, yesOrNo } from '../shapes/questions.ts';

const noKey = 'Ollama asks for no key, but a connector needs one credential: any text will do.';
const unused = secret('unused_key', 'Unused key', { help: 'Any text: Ollama does not read it.', required: false });
const endpoint = `${ownServer}:11434`;
const asked = [ownHost('10.0.4.2:11434'), whichModel([], 'A model that you have pulled.')];

const ofOllama = {
  provider: 'ollama',
  trusted_pattern: ownServerPattern,
  mock: {
    rate_limited: { status: 429, body: { error: 'rate limit exceeded' } },
    server_error: { status: 500, body: { error: 'model runner has unexpectedly stopped' } },
  },
} satisfies Partial<Blueprint>;

const ollamaChat = makeBlueprint({
  ...ofOllama,
  id: 'ollama-chat',
  title: 'Ollama on a private host',
  summary: 'Chat with an open model on a machine of your own.',
  task: 'chat',
  docs_url: 'https://docs.ollama.com/api/chat',
  notes: [privateHostNote, noKey, 'The body switches streaming off, because Ollama streams by default.'],
  name: 'Ollama chat',
  parameters: { endpoint, model: 'gemma4', system: 'Answer in one sentence.', response_filter: '$.message.content' },
  questions: [...asked, systemPrompt, unused],
  action: {
    url: 'http://${parameters.endpoint}/api/chat',
    headers: { 'content-type': 'application/json' },
    request_body:
      '{ "model": "${parameters.model}", "messages": [{ "role": "system", "content": "${parameters.system}" }, { "role": "user", "content": "${parameters.prompt}" }], "stream": false }',
  },
  usage_path: { input: '$.prompt_eval_count', output: '$.eval_count' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { prompt: 'What did people on the island eat?' } },
      recorded: {
        model: 'gemma4',
        created_at: '2026-11-25T09:00:00Z',
        message: { role: 'assistant', content: 'Mostly fish.' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 14,
        eval_count: 5,
        total_duration: 412000000,
      },
      expected: passedThrough({ response: 'Mostly fish.' }),
    },
  ],
});

const ollamaEmbedding = makeBlueprint({
  ...ofOllama,
  id: 'ollama-embedding',
  title: 'Ollama embeddings on a private host',
  summary: 'Dense vectors from an open embedding model on a machine of your own.',
  task: 'text_embedding',
  docs_url: 'https://docs.ollama.com/api/embed',
  notes: [privateHostNote, noKey, 'Vectors are unit length; the model decides how long they are.'],
  name: 'Ollama embeddings',
  parameters: { endpoint, model: 'embeddinggemma', truncate: 'true' },
  questions: [...asked, yesOrNo('truncate', 'Cut texts that are too long', { help: 'Otherwise Ollama refuses them.' }), unused],
  action: {
    url: 'http://${parameters.endpoint}/api/embed',
    headers: { 'content-type': 'application/json' },
    request_body: jsonBody('"model": "${parameters.model}"', '"input": ${parameters.input}', '"truncate": ${parameters.truncate}'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.cohere.embedding', // reads $.embeddings, which is this shape
  },
  usage_path: { input: '$.prompt_eval_count' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: {
        model: 'embeddinggemma',
        embeddings: twoVectors,
        total_duration: 14000000,
        load_duration: 1000000,
        prompt_eval_count: 8,
      },
      expected: embeddings(twoVectors),
    },
  ],
});

export const ollama = [ollamaChat, ollamaEmbedding];
