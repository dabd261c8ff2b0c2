import type { Blueprint } from '../blueprint.ts';
import { embeddingPerCall, oneVector, twoTexts } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, secret, text } from '../shapes/questions.ts';

const headers = { Authorization: 'Api-Key ${credential.yandex_api_key}', 'OpenAI-Project': '${parameters.folder}' };
const questions = [
  secret('yandex_api_key', 'API key', { help: 'Of a service account.' }),
  text('folder', 'Folder', { help: 'Its id.', pattern: '^[a-z0-9]+$', example: 'b1gexample' }),
];
const ofYandex = {
  provider: 'yandex_cloud',
  docs_url: 'https://yandex.cloud/en/docs/ai-studio/',
  trusted_pattern: '^https://llm\\.api\\.cloud\\.yandex\\.net/.*$',
  mock: {}, // how the service words its errors is not documented
} satisfies Partial<Blueprint>;

const yandexEmbedding = makeBlueprint({
  ...ofYandex,
  id: 'yandex-embedding',
  title: 'Yandex Cloud text embeddings',
  summary: 'Dense vectors of 256 numbers for texts in Russian and English, one call for each text.',
  task: 'text_embedding',
  notes: [
    'Documents and queries need different models: keep one connector with text-search-doc for ingest and one with text-search-query for search.',
    'The id of the folder is a part of the name of the model.',
  ],
  name: 'Yandex embeddings',
  parameters: { folder: 'b1gexample', model: 'text-search-doc' },
  questions: [
    ...questions,
    choice('model', 'Model', ['text-search-doc', 'text-search-query'], {
      help: 'text-search-doc for ingest, text-search-query for search.',
    }),
  ],
  action: {
    url: 'https://llm.api.cloud.yandex.net/v1/embeddings',
    headers,
    request_body: jsonBody(
      '"model": "emb://${parameters.folder}/${parameters.model}/latest"',
      '"input": "${parameters.inputText}"',
      '"encoding_format": "float"',
    ),
    pre_process_function: 'connector.pre_process.bedrock.embedding', // one text for each call, as the service wants it
    post_process_function: 'connector.post_process.openai.embedding',
  },
  usage_path: { input: '$.usage.prompt_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: {
        object: 'list',
        data: [{ object: 'embedding', index: 0, embedding: oneVector }],
        model: 'emb://b1gexample/text-search-doc/latest',
        usage: { prompt_tokens: 4, total_tokens: 4 },
      },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const yandexChat = chatCompletions({
  ...ofYandex,
  id: 'yandex-chat',
  title: 'YandexGPT chat completions',
  summary: 'Chat with a model of Yandex Cloud. The caller sends the list of messages.',
  notes: ['The model is an address that begins with gpt:// and the id of your folder.'],
  name: 'Yandex chat',
  url: 'https://llm.api.cloud.yandex.net/v1/chat/completions',
  headers,
  parameters: { folder: 'b1gexample' },
  questions,
  models: ['gpt://b1gexample/yandexgpt/latest'],
  modelHelp: 'gpt://, the id of your folder, and the name of the model.',
  example: { ask: 'Why do rivers bend?', answer: 'Water wears away the outer bank faster.' },
});

export const yandexCloud = [yandexEmbedding, yandexChat];
