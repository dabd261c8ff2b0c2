import type { Blueprint } from '../blueprint.ts';
import { embeddings, oneVector, passedThrough, pixel, twoTexts, twoVectors } from '../shapes/answers.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, longestAnswer, secret, whichDimensions, whichModel } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const headers = bearer('cohere_key');
const key = secret('cohere_key', 'API key');
const trusts = "The default patterns trust api.cohere.ai; the documented host api.cohere.com needs this blueprint's pattern.";
const pairNote =
  'Documents and queries need different input types: keep one connector with search_document for ingest and one with search_query for search.';
const inputType = choice('input_type', 'Input type', ['search_document', 'search_query', 'classification', 'clustering'], {
  help: 'search_document for ingest, search_query for search.',
});
const embedUrl = 'https://${parameters.endpoint}/v2/embed';
const meta = (units: Record<string, number>) => ({ api_version: { version: '2' }, billed_units: units });

const ofCohere = {
  provider: 'cohere',
  trusted_pattern: '^https://api\\.cohere\\.com/.*$',
  mock: {
    rate_limited: { status: 429, body: { id: 'e-2', message: 'Too many requests for this key; see the rate limits page.' } },
    server_error: { status: 500, body: { id: 'e-3', message: 'The service failed to answer.' } },
  },
} satisfies Partial<Blueprint>;

const cohereEmbedV3 = makeBlueprint({
  ...ofCohere,
  id: 'cohere-embed-v3',
  title: 'Cohere Embed v3',
  summary: 'Dense vectors in English or many languages, from Cohere itself.',
  task: 'text_embedding',
  docs_url: 'https://docs.cohere.com/reference/embed',
  notes: [pairNote, 'One request takes up to 96 texts, so longer lists are split into several calls.', trusts],
  name: 'Cohere Embed v3',
  parameters: {
    endpoint: 'api.cohere.com',
    model: 'embed-english-v3.0',
    input_type: 'search_document',
    truncate: 'END',
    input_docs_processed_step_size: '96',
  },
  questions: [
    key,
    whichModel(['embed-english-v3.0', 'embed-multilingual-v3.0', 'embed-english-light-v3.0', 'embed-multilingual-light-v3.0']),
    inputType,
    choice('truncate', 'Texts that are too long', ['END', 'START', 'NONE'], { help: 'END or START cut them, NONE refuses them.' }),
  ],
  action: {
    url: embedUrl,
    headers,
    request_body: jsonBody(
      '"texts": ${parameters.texts}',
      '"model": "${parameters.model}"',
      '"input_type": "${parameters.input_type}"',
      '"truncate": "${parameters.truncate}"',
      '"embedding_types": ["float"]',
    ),
    pre_process_function: 'connector.pre_process.cohere.embedding',
    post_process_function: 'connector.post_process.cohere_v2.embedding.float',
  },
  usage_path: { input: '$.meta.billed_units.input_tokens' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { id: 'emb-1', embeddings: { float: twoVectors }, texts: twoTexts, meta: meta({ input_tokens: 8 }) },
      expected: embeddings(twoVectors),
    },
  ],
});

const bytes = [
  [12, -45, 78],
  [-31, 20, 41],
];

const cohereEmbedBytes = makeBlueprint({
  ...ofCohere,
  id: 'cohere-embed-v4-int8',
  title: 'Cohere Embed v4, bytes',
  summary: 'Vectors of whole numbers from -128 to 127, for byte vector fields at a quarter of the size.',
  task: 'text_embedding',
  docs_url: 'https://docs.cohere.com/reference/embed',
  notes: [pairNote, 'The k-NN field of your index needs data_type byte and the same dimension.', trusts],
  name: 'Cohere Embed v4 bytes',
  parameters: {
    endpoint: 'api.cohere.com',
    model: 'embed-v4.0',
    input_type: 'search_document',
    dimensions: '1024',
    input_docs_processed_step_size: '96',
  },
  questions: [key, whichModel(), inputType, whichDimensions(['256', '512', '1024', '1536'])],
  action: {
    url: embedUrl,
    headers,
    request_body: jsonBody(
      '"texts": ${parameters.texts}',
      '"model": "${parameters.model}"',
      '"input_type": "${parameters.input_type}"',
      '"output_dimension": ${parameters.dimensions}',
      '"embedding_types": ["int8"]',
    ),
    pre_process_function: 'connector.pre_process.cohere.embedding',
    post_process_function: 'connector.post_process.cohere_v2.embedding.int8',
  },
  usage_path: { input: '$.meta.billed_units.input_tokens' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: {
        id: 'emb-1',
        response_type: 'embeddings_by_type',
        embeddings: { int8: bytes },
        texts: twoTexts,
        meta: meta({ input_tokens: 8 }),
      },
      expected: embeddings(bytes, 'INT8'),
    },
  ],
});

const cohereEmbedImage = makeBlueprint({
  ...ofCohere,
  id: 'cohere-embed-image',
  title: 'Cohere Embed v4, images',
  summary: 'Vectors of images in the same space as texts, for searching pictures with words.',
  task: 'multimodal_embedding',
  docs_url: 'https://docs.cohere.com/reference/embed',
  notes: [
    'Every document is an image as a data URL, such as data:image/png;base64,…; the images of a request may have 20 MB together.',
    'Search with a connector of the same model whose input type is search_query.',
    trusts,
  ],
  name: 'Cohere Embed v4 images',
  parameters: { endpoint: 'api.cohere.com', model: 'embed-v4.0', input_docs_processed_step_size: '1' },
  questions: [key, whichModel()],
  action: {
    url: embedUrl,
    headers,
    request_body: jsonBody(
      '"images": ${parameters.images}',
      '"model": "${parameters.model}"',
      '"input_type": "image"',
      '"embedding_types": ["float"]',
    ),
    pre_process_function: 'connector.pre_process.cohere.multimodal_embedding',
    post_process_function: 'connector.post_process.cohere_v2.embedding.float',
  },
  examples: [
    {
      title: 'An image of one pixel',
      algorithm: 'text_embedding',
      input: { text_docs: [`data:image/png;base64,${pixel}`] },
      recorded: {
        id: 'emb-1',
        response_type: 'embeddings_by_type',
        embeddings: { float: [oneVector] },
        images: [{ width: 1, height: 1, format: 'png', bit_depth: 8 }],
        meta: meta({ images: 1 }),
      },
      expected: embeddings([oneVector]),
    },
  ],
});

const cohereRerank = rerankList({
  ...ofCohere,
  id: 'cohere-rerank',
  title: 'Cohere Rerank',
  summary: 'Scores documents against a query, for the rerank processor of a search pipeline.',
  docs_url: 'https://docs.cohere.com/reference/rerank',
  notes: ['Every document gets a score: the number of results asked for is the number of documents.', trusts],
  name: 'Cohere Rerank',
  url: 'https://${parameters.endpoint}/v2/rerank',
  headers,
  parameters: { endpoint: 'api.cohere.com' },
  questions: [key],
  models: ['rerank-v4.0-fast', 'rerank-v4.0-pro', 'rerank-v5.0-fast', 'rerank-v5.0-pro', 'rerank-v3.5'],
  extra: { id: 'r-1', meta: meta({ search_units: 1 }) },
  usage_path: { total: '$.meta.billed_units.search_units' },
});

const answer = {
  id: 'c-1',
  finish_reason: 'COMPLETE',
  message: { role: 'assistant', content: [{ type: 'text', text: 'Salt lowers the freezing point of water.' }] },
  usage: { billed_units: { input_tokens: 16, output_tokens: 9 }, tokens: { input_tokens: 82, output_tokens: 9 } },
};

const cohereChat = makeBlueprint({
  ...ofCohere,
  id: 'cohere-chat',
  title: 'Cohere chat',
  summary: 'Chat with a Command model of Cohere. The caller sends the list of messages.',
  task: 'chat',
  docs_url: 'https://docs.cohere.com/reference/chat',
  notes: ['The text of the answer stands in message.content; a reasoning model puts its thoughts before it.', trusts],
  name: 'Cohere chat',
  parameters: { endpoint: 'api.cohere.com', model: 'command-a-03-2025', max_tokens: '500' },
  questions: [
    key,
    whichModel(['command-a-03-2025', 'command-a-plus-05-2026', 'command-r7b-12-2024', 'command-r-08-2024']),
    longestAnswer(),
  ],
  action: {
    url: 'https://${parameters.endpoint}/v2/chat',
    headers,
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"messages": ${parameters.messages}',
      '"max_tokens": ${parameters.max_tokens}',
      '"stream": false',
    ),
  },
  usage_path: { input: '$.usage.billed_units.input_tokens', output: '$.usage.billed_units.output_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { messages: [{ role: 'user', content: 'Why is salt put on icy roads?' }] } },
      recorded: answer,
      expected: passedThrough(answer),
    },
  ],
});

export const cohere = [cohereEmbedV3, cohereRerank, cohereChat, cohereEmbedBytes, cohereEmbedImage];
