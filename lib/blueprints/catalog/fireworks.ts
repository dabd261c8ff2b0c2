import type { Blueprint } from '../blueprint.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { number, secret } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const headers = bearer('fireworks_key');
const key = secret('fireworks_key', 'API key');
const base = 'https://api.fireworks.ai/inference/v1';
const ofFireworks = {
  provider: 'fireworks',
  docs_url: 'https://docs.fireworks.ai/api-reference/introduction',
  trusted_pattern: '^https://api\\.fireworks\\.ai/.*$',
  mock: {}, // how the service words its errors is not documented
} satisfies Partial<Blueprint>;

const fireworksChat = chatCompletions({
  ...ofFireworks,
  id: 'fireworks-chat',
  title: 'Fireworks AI chat completions',
  summary: 'Chat with an open model at Fireworks AI. The caller sends the list of messages.',
  notes: ['Models are named by their full path, which begins with accounts/.'],
  name: 'Fireworks chat',
  url: `${base}/chat/completions`,
  headers,
  parameters: {},
  questions: [key],
  models: ['accounts/fireworks/models/gpt-oss-120b'],
  example: { ask: 'Why do tyres have treads?', answer: 'Treads lead water away from the road.' },
});

const fireworksEmbedding = embeddingList({
  ...ofFireworks,
  id: 'fireworks-embedding',
  title: 'Fireworks AI text embeddings',
  summary: 'Dense vectors from open embedding models at Fireworks AI, in the size that you choose.',
  notes: ['Only models that were trained for it can shorten their vectors; for others remove dimensions from the body.'],
  name: 'Fireworks embeddings',
  url: `${base}/embeddings`,
  headers,
  parameters: { dimensions: '1024' },
  questions: [key, number('dimensions', 'Dimensions', { help: 'The k-NN field of your index needs the same.' })],
  models: ['fireworks/qwen3-embedding-8b'],
  body: ['"dimensions": ${parameters.dimensions}'],
  usage_path: openaiUsage,
});

const fireworksRerank = rerankList({
  ...ofFireworks,
  id: 'fireworks-rerank',
  title: 'Fireworks AI rerank',
  summary: 'Scores documents against a query with an open reranker at Fireworks AI.',
  notes: ['Every document gets a score: the number of results asked for is the number of documents.'],
  name: 'Fireworks rerank',
  url: `${base}/rerank`,
  headers,
  parameters: {},
  questions: [key],
  models: ['fireworks/qwen3-reranker-8b'],
  list: 'data',
  body: ['"return_documents": false'],
  usage_path: { input: '$.usage.prompt_tokens', total: '$.usage.total_tokens' },
  extra: {
    object: 'list',
    model: 'accounts/fireworks/models/qwen3-reranker-8b',
    usage: { prompt_tokens: 26, total_tokens: 26 },
  },
});

export const fireworks = [fireworksChat, fireworksEmbedding, fireworksRerank];
