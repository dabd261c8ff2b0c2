import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { secret, whichModel } from '../shapes/questions.ts';

const headers = bearer('mistral_key');
const questions = [secret('mistral_key', 'API key')];
const strict = 'The service refuses bodies with fields that it does not know.';

const ofMistral = {
  provider: 'mistral',
  docs_url: 'https://docs.mistral.ai/api',
  trusted_pattern: '^https://api\\.mistral\\.ai/.*$',
  mock: {
    rate_limited: {
      status: 429,
      body: { object: 'error', message: 'Rate limit exceeded', type: 'rate_limited', param: null, code: '1300' },
    },
  },
} satisfies Partial<Blueprint>;

const mistralChat = chatCompletions({
  ...ofMistral,
  id: 'mistral-chat',
  title: 'Mistral chat completions',
  summary: 'Chat with a model of Mistral AI. The caller sends the list of messages.',
  notes: [strict, 'Names that end in -latest move to newer models by themselves.'],
  name: 'Mistral chat',
  url: 'https://api.mistral.ai/v1/chat/completions',
  headers,
  parameters: {},
  questions,
  models: ['mistral-small-latest', 'mistral-medium-latest', 'mistral-large-4', 'ministral-8b-latest'],
  example: { ask: 'Why does bread rise?', answer: 'Yeast eats sugar and gives off gas.' },
});

const mistralEmbedding = embeddingList({
  ...ofMistral,
  id: 'mistral-embedding',
  title: 'Mistral text embeddings',
  summary: 'Dense vectors of 1,024 numbers for ingest and semantic search.',
  notes: [strict, 'mistral-embed has one size only: a body with dimensions is refused.'],
  name: 'Mistral embeddings',
  url: 'https://api.mistral.ai/v1/embeddings',
  headers,
  parameters: {},
  questions,
  models: ['mistral-embed', 'codestral-embed'],
  modelHelp: 'mistral-embed for texts, codestral-embed for source code.',
  usage_path: openaiUsage,
  extra: { id: 'e-1' },
});

const mistralOcr = makeBlueprint({
  ...ofMistral,
  id: 'mistral-ocr',
  title: 'Mistral document reader',
  summary: 'Turns a PDF or an image into Markdown, page by page, for ingest pipelines that index documents.',
  task: 'ocr',
  notes: [
    'The service fetches the document itself, so its address has to be public, or signed for a while.',
    'Long documents take their time: raise read_timeout in the client settings.',
  ],
  name: 'Mistral OCR',
  parameters: { model: 'mistral-ocr-latest', response_filter: '$.pages[*].markdown' },
  questions: [...questions, whichModel(['mistral-ocr-latest', 'mistral-ocr-4-1'])],
  action: {
    url: 'https://api.mistral.ai/v1/ocr',
    headers,
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"document": { "type": "document_url", "document_url": "${parameters.document_url}" }',
      '"include_image_base64": false',
    ),
  },
  examples: [
    {
      title: 'An invoice of one page',
      input: { parameters: { document_url: 'https://example.org/invoice.pdf' } },
      recorded: {
        pages: [{ index: 0, markdown: '# Invoice 42\n\nTotal 42.00', images: [], dimensions: { dpi: 200, height: 2200, width: 1700 } }],
        model: 'mistral-ocr-latest',
        usage_info: { pages_processed: 1, doc_size_bytes: 3002 },
      },
      expected: passedThrough({ response: ['# Invoice 42\n\nTotal 42.00'] }),
    },
  ],
});

export const mistral = [mistralChat, mistralEmbedding, mistralOcr];
