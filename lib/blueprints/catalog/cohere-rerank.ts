import type { Blueprint } from '../blueprint.ts';
import { similarities } from './answers.ts';

export const cohereRerank = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'cohere-rerank',
  title: 'Cohere Rerank',
  summary: 'Scores documents against a query, for the rerank processor of a search pipeline.',
  provider: 'cohere',
  task: 'rerank',
  docs_url: 'https://docs.cohere.com/reference/rerank',
  notes: [
    'Every document gets a score: the number of results asked for is the number of documents.',
    "The default patterns trust api.cohere.ai; the documented host api.cohere.com needs this blueprint's pattern.",
  ],
  connector: {
    name: 'Cohere Rerank',
    description: 'Reranking of Cohere',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: 'api.cohere.com', model: 'rerank-v4.0-fast' },
    credential: { cohere_key: '<cohere_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v2/rerank',
        headers: { Authorization: 'Bearer ${credential.cohere_key}' },
        request_body:
          '{ "model": "${parameters.model}", "query": "${parameters.query}", "documents": ${parameters.documents}, "top_n": ${parameters.top_n} }',
        pre_process_function: 'connector.pre_process.cohere.rerank',
        post_process_function: 'connector.post_process.cohere.rerank',
      },
    ],
  },
  questions: [
    { key: 'credential.cohere_key', label: 'API key', type: 'secret', required: true },
    {
      key: 'parameters.model',
      label: 'Model',
      type: 'select',
      required: true,
      default: 'rerank-v4.0-fast',
      options: ['rerank-v5.0-pro', 'rerank-v5.0-fast', 'rerank-v4.0-pro', 'rerank-v4.0-fast', 'rerank-v3.5'],
    },
  ],
  trusted_pattern: '^https://api\\.cohere\\.com/.*$',
  usage_path: { total: '$.meta.billed_units.search_units' },
  examples: [
    {
      title: 'Two documents for one query',
      algorithm: 'text_similarity',
      input: { query_text: 'What is the capital of France?', text_docs: ['Lyon is a city.', 'Paris is the capital.'] },
      recorded: {
        id: 'r-1',
        results: [
          { index: 1, relevance_score: 0.9812 },
          { index: 0, relevance_score: 0.0534 },
        ],
        meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } },
      },
      expected: similarities([0.0534, 0.9812]),
    },
  ],
  mock: {
    rate_limited: { status: 429, body: { id: 'e-2', message: 'Too many requests for this key; see the rate limits page.' } },
    server_error: { status: 500, body: { id: 'e-3', message: 'The service failed to answer.' } },
  },
} satisfies Blueprint;
