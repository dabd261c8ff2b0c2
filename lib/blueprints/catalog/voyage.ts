import type { Blueprint } from '../blueprint.ts';
import { embeddings, oneVector, pixel } from '../shapes/answers.ts';
import { embeddingList } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, secret, whichDimensions, whichModel } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const headers = bearer('voyage_key');
const key = secret('voyage_key', 'API key');
const inputType = choice('input_type', 'Input type', ['document', 'query'], { help: 'document for ingest, query for search.' });
const pairNote = 'Documents and queries need different input types: keep one connector for ingest and one for search.';

const ofVoyage = {
  provider: 'voyage',
  docs_url: 'https://www.mongodb.com/docs/voyageai/api-reference/overview',
  trusted_pattern: '^https://api\\.voyageai\\.com/.*$',
  mock: { rate_limited: { status: 429, body: { detail: 'Rate limit of this key reached.' } } },
} satisfies Partial<Blueprint>;

const voyageEmbedding = embeddingList({
  ...ofVoyage,
  id: 'voyage-embedding',
  title: 'Voyage text embeddings',
  summary: 'Dense vectors for semantic search, with models for code, law and finance.',
  notes: [
    pairNote,
    'The models of series 4 share one space: index with a large one and search with a small one.',
    'One request takes up to 1,000 texts, and fewer where they are long: the number of tokens is limited too.',
  ],
  name: 'Voyage embeddings',
  url: 'https://api.voyageai.com/v1/embeddings',
  headers,
  parameters: { input_type: 'document', dimensions: '1024' },
  questions: [key, inputType, whichDimensions(['256', '512', '1024', '2048'])],
  models: ['voyage-4', 'voyage-4-large', 'voyage-4-lite', 'voyage-code-4'],
  texts: 1000,
  body: ['"input_type": "${parameters.input_type}"', '"output_dimension": ${parameters.dimensions}'],
  usage_path: { total: '$.usage.total_tokens' },
  extra: { usage: { total_tokens: 8 } },
});

const voyageMultimodal = makeBlueprint({
  ...ofVoyage,
  id: 'voyage-multimodal',
  title: 'Voyage multimodal embeddings',
  summary: 'One vector for a text and an image together.',
  task: 'multimodal_embedding',
  notes: [pairNote, 'The first document is the text, the second the image as a data URL, such as data:image/png;base64,…'],
  name: 'Voyage multimodal embeddings',
  parameters: { model: 'voyage-multimodal-3.5', input_type: 'document' },
  questions: [key, whichModel(), inputType],
  action: {
    url: 'https://api.voyageai.com/v1/multimodalembeddings',
    headers,
    request_body:
      '{ "model": "${parameters.model}", "inputs": [{ "content": [{ "type": "text", "text": "${parameters.inputText}" }, { "type": "image_base64", "image_base64": "${parameters.inputImage}" }] }], "input_type": "${parameters.input_type}" }',
    pre_process_function: 'connector.pre_process.bedrock.multimodal_embedding', // gives inputText and inputImage
    post_process_function: 'connector.post_process.openai.embedding',
  },
  usage_path: { total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A text and an image',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', `data:image/png;base64,${pixel}`] },
      recorded: {
        object: 'list',
        data: [{ object: 'embedding', embedding: oneVector, index: 0 }],
        model: 'voyage-multimodal-3.5',
        usage: { text_tokens: 4, image_pixels: 1, total_tokens: 5 },
      },
      expected: embeddings([oneVector]),
    },
  ],
});

const voyageRerank = rerankList({
  ...ofVoyage,
  id: 'voyage-rerank',
  title: 'Voyage rerank',
  summary: 'Scores documents against a query with a reranker of Voyage, for the rerank processor of a search pipeline.',
  notes: [
    'Every document gets a score: the number of results asked for is the number of documents.',
    'A request takes up to 1,000 documents.',
  ],
  name: 'Voyage rerank',
  url: 'https://api.voyageai.com/v1/rerank',
  headers,
  parameters: {},
  questions: [key],
  models: ['rerank-2.5', 'rerank-2.5-lite', 'rerank-3', 'rerank-3-lite'],
  limit: 'top_k',
  list: 'data',
  usage_path: { total: '$.usage.total_tokens' },
  extra: { object: 'list', model: 'rerank-2.5', usage: { total_tokens: 26 } },
});

export const voyage = [voyageEmbedding, voyageRerank, voyageMultimodal];
