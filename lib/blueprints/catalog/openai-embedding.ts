import type { Blueprint } from '../blueprint.ts';
import { embeddings } from './answers.ts';

const vectors = [
  [0.0123, -0.0456, 0.0789],
  [-0.0311, 0.0202, 0.0415],
];

export const openaiEmbedding = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'openai-embedding',
  title: 'OpenAI text embeddings',
  summary: 'Dense vectors for ingest and semantic search with text-embedding-3.',
  provider: 'openai',
  task: 'text_embedding',
  docs_url: 'https://developers.openai.com/api/reference',
  notes: [
    'Vectors are unit length, also when shortened with dimensions.',
    'One request takes up to 2,048 texts; empty texts are refused by the service.',
    'The k-NN field of your index needs the same dimension.',
  ],
  connector: {
    name: 'OpenAI embeddings',
    description: 'Text embeddings of OpenAI',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: 'api.openai.com', model: 'text-embedding-3-small', dimensions: '1024', input_docs_processed_step_size: '2048' },
    credential: { openAI_key: '<openAI_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v1/embeddings',
        headers: { Authorization: 'Bearer ${credential.openAI_key}' },
        request_body: '{ "model": "${parameters.model}", "input": ${parameters.input}, "dimensions": ${parameters.dimensions} }',
        pre_process_function: 'connector.pre_process.openai.embedding',
        post_process_function: 'connector.post_process.openai.embedding',
      },
    ],
  },
  questions: [
    { key: 'credential.openAI_key', label: 'API key', type: 'secret', required: true },
    {
      key: 'parameters.model',
      label: 'Model',
      type: 'select',
      required: true,
      default: 'text-embedding-3-small',
      options: ['text-embedding-3-small', 'text-embedding-3-large'],
    },
    {
      key: 'parameters.dimensions',
      label: 'Dimensions',
      help: 'Up to 1536 for small, up to 3072 for large.',
      type: 'number',
      required: true,
      default: '1024',
    },
  ],
  trusted_pattern: '^https://api\\.openai\\.com/.*$',
  usage_path: { input: '$.usage.prompt_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', 'a green pear'] },
      recorded: {
        object: 'list',
        data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
        model: 'text-embedding-3-small',
        usage: { prompt_tokens: 8, total_tokens: 8 },
      },
      expected: embeddings(vectors),
    },
  ],
  mock: {
    rate_limited: {
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { message: 'Rate limit reached for this model.', type: 'tokens', param: null, code: 'rate_limit_exceeded' } },
    },
    server_error: {
      status: 500,
      body: { error: { message: 'The server had an error while processing the request.', type: 'server_error', param: null, code: null } },
    },
  },
} satisfies Blueprint;
