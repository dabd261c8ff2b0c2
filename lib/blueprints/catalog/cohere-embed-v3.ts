import type { Blueprint } from '../blueprint.ts';
import { embeddings } from './answers.ts';

const vectors = [
  [0.0123, -0.0456, 0.0789],
  [-0.0311, 0.0202, 0.0415],
];

export const cohereEmbedV3 = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'cohere-embed-v3',
  title: 'Cohere Embed v3',
  summary: 'Dense vectors in English or many languages, from Cohere itself.',
  provider: 'cohere',
  task: 'text_embedding',
  docs_url: 'https://docs.cohere.com/reference/embed',
  notes: [
    'Documents and queries need different input types: keep one connector with search_document for ingest and one with search_query for search.',
    'One request takes up to 96 texts, so longer lists are split into several calls.',
    "The default patterns trust api.cohere.ai; the documented host api.cohere.com needs this blueprint's pattern.",
  ],
  connector: {
    name: 'Cohere Embed v3',
    description: 'Text embeddings of Cohere',
    version: '1',
    protocol: 'http',
    parameters: {
      endpoint: 'api.cohere.com',
      model: 'embed-english-v3.0',
      input_type: 'search_document',
      truncate: 'END',
      input_docs_processed_step_size: '96',
    },
    credential: { cohere_key: '<cohere_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v2/embed',
        headers: { Authorization: 'Bearer ${credential.cohere_key}' },
        request_body:
          '{ "texts": ${parameters.texts}, "model": "${parameters.model}", "input_type": "${parameters.input_type}", "truncate": "${parameters.truncate}", "embedding_types": ["float"] }',
        pre_process_function: 'connector.pre_process.cohere.embedding',
        post_process_function: 'connector.post_process.cohere_v2.embedding.float',
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
      default: 'embed-english-v3.0',
      options: ['embed-english-v3.0', 'embed-multilingual-v3.0', 'embed-english-light-v3.0', 'embed-multilingual-light-v3.0'],
    },
    {
      key: 'parameters.input_type',
      label: 'Input type',
      help: 'search_document for ingest, search_query for search.',
      type: 'select',
      required: true,
      default: 'search_document',
      options: ['search_document', 'search_query', 'classification', 'clustering'],
    },
    {
      key: 'parameters.truncate',
      label: 'Texts that are too long',
      help: 'END or START cut them, NONE refuses them.',
      type: 'select',
      required: true,
      default: 'END',
      options: ['END', 'START', 'NONE'],
    },
  ],
  trusted_pattern: '^https://api\\.cohere\\.com/.*$',
  usage_path: { input: '$.meta.billed_units.input_tokens' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', 'a green pear'] },
      recorded: {
        id: 'emb-1',
        embeddings: { float: vectors },
        texts: ['a red apple', 'a green pear'],
        meta: { api_version: { version: '2' }, billed_units: { input_tokens: 8 } },
      },
      expected: embeddings(vectors),
    },
  ],
  mock: {
    rate_limited: { status: 429, body: { id: 'e-2', message: 'Too many requests for this key; see the rate limits page.' } },
    server_error: { status: 500, body: { id: 'e-3', message: 'The service failed to answer.' } },
  },
} satisfies Blueprint;
