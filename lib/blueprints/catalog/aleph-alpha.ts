import { embeddingPerCall, oneVector, twoTexts } from '../shapes/answers.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, secret, text, whichModel } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const host = 'inference-api.pharia.example.com';
const hostNote = 'PhariaAI runs in your own organisation: trust its host with a pattern of its own.';
const endpoint = text('endpoint', 'Host', {
  help: 'Of your installation, without a scheme and without a slash at the end.',
  pattern: '^[a-z0-9.-]+$',
  example: host,
});
const key = secret('AlephAlpha_API_Token', 'API token');
const ofAlephAlpha = {
  provider: 'aleph_alpha',
  docs_url: 'https://docs.aleph-alpha.com/products/apis/pharia-inference/',
  trusted_pattern: '^https://inference-api\\.pharia\\.example\\.com/.*$',
  mock: {}, // how the service words its errors is not documented
};

const alephAlphaEmbedding = makeBlueprint({
  ...ofAlephAlpha,
  id: 'aleph-alpha-embedding',
  title: 'Aleph Alpha semantic embeddings',
  summary: 'Dense vectors from PhariaAI in your own organisation, one call for each text.',
  task: 'text_embedding',
  notes: [
    hostNote,
    'Documents and queries need different representations: keep one connector for ingest and one for search.',
    'Vectors are cut down to 128 numbers of unit length; without compress_to_size they have 5,120.',
  ],
  name: 'Aleph Alpha embeddings',
  parameters: { endpoint: host, model: 'luminous-base', representation: 'document' },
  questions: [
    key,
    endpoint,
    whichModel(),
    choice('representation', 'Representation', ['document', 'query', 'symmetric'], { help: 'document for ingest, query for search.' }),
  ],
  action: {
    url: 'https://${parameters.endpoint}/semantic_embed',
    headers: bearer('AlephAlpha_API_Token'),
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"prompt": "${parameters.inputText}"',
      '"representation": "${parameters.representation}"',
      '"compress_to_size": 128',
      '"normalize": true',
    ),
    pre_process_function: 'connector.pre_process.bedrock.embedding', // one text for each call
    post_process_function: 'connector.post_process.bedrock.embedding',
  },
  usage_path: { input: '$.num_tokens_prompt_total' },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { model_version: '1', embedding: oneVector, num_tokens_prompt_total: 4 },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const alephAlphaRerank = rerankList({
  ...ofAlephAlpha,
  id: 'aleph-alpha-rerank',
  title: 'Aleph Alpha rerank',
  summary: 'Scores documents against a query with a reranker of your own PhariaAI.',
  notes: [hostNote, 'Which rerankers there are depends on the installation.'],
  name: 'Aleph Alpha rerank',
  url: 'https://${parameters.endpoint}/rerank',
  headers: bearer('AlephAlpha_API_Token'),
  parameters: { endpoint: host },
  questions: [key, endpoint],
  models: ['my-reranker'],
  usage_path: { input: '$.usage.prompt_tokens', total: '$.usage.total_tokens' },
  extra: { usage: { prompt_tokens: 26, completion_tokens: 0, total_tokens: 26 } },
});

export const alephAlpha = [alephAlphaEmbedding, alephAlphaRerank];
