import type { Blueprint } from '../blueprint.ts';
import { embeddings, rerankExample, rerankScores, twoTexts, twoVectors } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { secret, text, whichModel } from '../shapes/questions.ts';
import { documentsAsObjects, scoresInPlace } from '../shapes/scripts.ts';

const headers = bearer('cloudflare_token');
const account_id = '0123456789abcdef0123456789abcdef';
const base = 'https://api.cloudflare.com/client/v4/accounts/${parameters.account_id}/ai';
const questions = [
  secret('cloudflare_token', 'API token', { help: 'With the permission Workers AI.' }),
  text('account_id', 'Account', { help: 'Its id.', pattern: '^[0-9a-f]{32}$', example: account_id }),
];
const ofCloudflare = {
  provider: 'cloudflare',
  docs_url: 'https://developers.cloudflare.com/workers-ai/',
  trusted_pattern: '^https://api\\.cloudflare\\.com/client/v4/accounts/[0-9a-f]{32}/ai/.*$',
  mock: {
    rate_limited: {
      status: 429,
      body: {
        result: null,
        success: false,
        errors: [{ code: 3040, message: 'Capacity temporarily exceeded, please try again.' }],
        messages: [],
      },
    },
  },
} satisfies Partial<Blueprint>;

const cloudflareEmbedding = makeBlueprint({
  ...ofCloudflare,
  id: 'cloudflare-embedding',
  title: 'Workers AI text embeddings',
  summary: 'Dense vectors from open models in the network of Cloudflare.',
  task: 'text_embedding',
  notes: ['A request takes up to 100 texts; longer lists are split into several calls.', 'The names of the models begin with @cf/.'],
  name: 'Workers AI embeddings',
  parameters: { account_id, model: '@cf/baai/bge-m3', response_filter: '$.result.data', input_docs_processed_step_size: '100' },
  questions: [...questions, whichModel(['@cf/baai/bge-m3', '@cf/baai/bge-base-en-v1.5', '@cf/baai/bge-small-en-v1.5'])],
  action: {
    url: `${base}/run/\${parameters.model}`,
    headers,
    request_body: jsonBody('"text": ${parameters.input}'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.cohere.embedding', // a list of vectors at the path above
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { result: { shape: [2, 1024], data: twoVectors }, success: true, errors: [], messages: [] },
      expected: embeddings(twoVectors),
    },
  ],
});

const cloudflareChat = chatCompletions({
  ...ofCloudflare,
  id: 'cloudflare-chat',
  title: 'Workers AI chat completions',
  summary: 'Chat with an open model in the network of Cloudflare. The caller sends the list of messages.',
  notes: ['The names of the models begin with @cf/.'],
  name: 'Workers AI chat',
  url: `${base}/v1/chat/completions`,
  headers,
  parameters: { account_id },
  questions,
  models: ['@cf/openai/gpt-oss-120b', '@cf/zai-org/glm-4.7-flash', '@cf/meta/llama-3.3-70b-instruct-fp8-fast'],
  example: { ask: 'Why is snow white?', answer: 'Its crystals scatter all colours alike.' },
});

const cloudflareRerank = makeBlueprint({
  ...ofCloudflare,
  id: 'cloudflare-rerank',
  title: 'Workers AI rerank',
  summary: 'Scores documents against a query with an open reranker in the network of Cloudflare.',
  task: 'rerank',
  notes: ['The service has its own names for documents and results: two scripts translate them.'],
  name: 'Workers AI rerank',
  parameters: { account_id, model: '@cf/baai/bge-reranker-base' },
  questions: [...questions, whichModel()],
  action: {
    url: `${base}/run/\${parameters.model}`,
    headers,
    request_body: jsonBody('"query": "${parameters.query}"', '"contexts": ${parameters.documents}', '"top_k": ${parameters.top_n}'),
    pre_process_function: documentsAsObjects('text'),
    post_process_function: scoresInPlace('params.result.response', 'score', 'result.id'),
  },
  examples: [
    rerankExample({ result: { response: rerankScores.map(([id, score]) => ({ id, score })) }, success: true, errors: [], messages: [] }),
  ],
});

export const cloudflare = [cloudflareEmbedding, cloudflareChat, cloudflareRerank];
