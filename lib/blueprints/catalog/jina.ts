import type { Blueprint } from '../blueprint.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { choice, secret, whichDimensions } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const headers = bearer('jina_key');
const key = secret('jina_key', 'API key');
const ofJina = {
  provider: 'jina',
  docs_url: 'https://docs.jina.ai/',
  trusted_pattern: '^https://api\\.jina\\.ai/.*$',
  mock: {}, // how the service words its errors is not documented
} satisfies Partial<Blueprint>;

const jinaEmbedding = embeddingList({
  ...ofJina,
  id: 'jina-embedding',
  title: 'Jina text embeddings',
  summary: 'Dense vectors in many languages, with an adapter for each kind of task.',
  notes: [
    'Documents and queries need different tasks: keep one connector with retrieval.passage for ingest and one with retrieval.query for search.',
    'The body asks for unit length.',
  ],
  name: 'Jina embeddings',
  url: 'https://api.jina.ai/v1/embeddings',
  headers,
  parameters: { model: 'jina-embeddings-v3', task: 'retrieval.passage', dimensions: '1024' },
  questions: [
    key,
    choice('task', 'Task', ['retrieval.passage', 'retrieval.query', 'text-matching', 'classification', 'separation']),
    whichDimensions(['1024', '512', '256', '128']),
  ],
  models: ['jina-embeddings-v3', 'jina-embeddings-v4'],
  body: ['"task": "${parameters.task}"', '"dimensions": ${parameters.dimensions}', '"normalized": true'],
  usage_path: openaiUsage,
});

const jinaRerank = rerankList({
  ...ofJina,
  id: 'jina-rerank',
  title: 'Jina rerank',
  summary: 'Scores documents in many languages against a query, for the rerank processor of a search pipeline.',
  notes: [
    'Every document gets a score: the number of results asked for is the number of documents.',
    'The body asks not to send the documents back.',
  ],
  name: 'Jina rerank',
  url: 'https://api.jina.ai/v1/rerank',
  headers,
  parameters: {},
  questions: [key],
  models: ['jina-reranker-v3.5', 'jina-reranker-m0', 'jina-reranker-v2-base-multilingual'],
  body: ['"return_documents": false'],
  usage_path: { total: '$.usage.total_tokens' },
  extra: { model: 'jina-reranker-v3.5', usage: { total_tokens: 26 } },
});

export const jina = [jinaEmbedding, jinaRerank];
