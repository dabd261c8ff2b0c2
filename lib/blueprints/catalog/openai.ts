import type { Blueprint } from '../blueprint.ts';
import { passedThrough, pixel } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { longestAnswer, number, secret, text, whichModel } from '../shapes/questions.ts';

const headers = bearer('openAI_key');
const key = secret('openAI_key', 'API key', { help: 'A project key with access to this API.' });
const chatModels: [string, ...string[]] = ['gpt-6-luna', 'gpt-6-sol', 'gpt-6.1-sol'];

const ofOpenai = {
  provider: 'openai',
  docs_url: 'https://developers.openai.com/api/reference',
  trusted_pattern: '^https://api\\.openai\\.com/.*$',
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
} satisfies Partial<Blueprint>;

export const openaiChat = chatCompletions({
  ...ofOpenai,
  id: 'openai-chat',
  title: 'OpenAI chat completions',
  summary: 'Chat with an OpenAI model. The caller sends the list of messages.',
  notes: [
    'The limit counts reasoning tokens too, so an answer can end early with finish_reason "length".',
    'Reasoning models accept only the default temperature; that is why the body sends none.',
  ],
  name: 'OpenAI chat',
  url: 'https://${parameters.endpoint}/v1/chat/completions',
  headers,
  parameters: { endpoint: 'api.openai.com' },
  questions: [key],
  models: chatModels,
  limit: 'max_completion_tokens',
  example: { ask: 'Why is the sky blue?', answer: 'Air scatters blue light more than red light.' },
});

const openaiResponses = makeBlueprint({
  ...ofOpenai,
  id: 'openai-responses',
  title: 'OpenAI responses',
  summary: 'One prompt in, one text out, through the newer Responses API of OpenAI.',
  task: 'chat',
  notes: [
    'Reasoning and tool calls are items of the same list, so the filter picks the items of type message wherever they stand.',
    'The body asks OpenAI not to keep the answer.',
  ],
  name: 'OpenAI responses',
  parameters: {
    model: 'gpt-6-luna',
    instructions: 'Answer in one sentence.',
    max_output_tokens: '500',
    response_filter: "$.output[?(@.type=='message')].content[0].text",
  },
  questions: [key, whichModel(chatModels), { ...longestAnswer('max_output_tokens'), help: 'Reasoning counts too.' }],
  action: {
    url: 'https://api.openai.com/v1/responses',
    headers,
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"instructions": "${parameters.instructions}"',
      '"input": "${parameters.prompt}"',
      '"max_output_tokens": ${parameters.max_output_tokens}',
      '"store": false',
    ),
  },
  usage_path: { input: '$.usage.input_tokens', output: '$.usage.output_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { prompt: 'Why do leaves turn red?' } },
      recorded: {
        id: 'resp_1',
        object: 'response',
        created_at: 1790000000,
        status: 'completed',
        model: 'gpt-6-luna',
        output: [
          { id: 'rs_1', type: 'reasoning', summary: [] },
          {
            id: 'msg_1',
            type: 'message',
            status: 'completed',
            role: 'assistant',
            content: [{ type: 'output_text', text: 'Their green fades and red pigments show.', annotations: [] }],
          },
        ],
        usage: { input_tokens: 17, output_tokens: 41, total_tokens: 58 },
      },
      expected: passedThrough({ response: ['Their green fades and red pigments show.'] }),
    },
  ],
});

const openaiEmbedding = embeddingList({
  ...ofOpenai,
  id: 'openai-embedding',
  title: 'OpenAI text embeddings',
  summary: 'Dense vectors for ingest and semantic search with text-embedding-3.',
  notes: [
    'Vectors are unit length, also when shortened with dimensions.',
    'One request takes up to 2,048 texts; empty texts are refused by the service.',
    'The k-NN field of your index needs the same dimension.',
  ],
  name: 'OpenAI embeddings',
  url: 'https://${parameters.endpoint}/v1/embeddings',
  headers,
  parameters: { endpoint: 'api.openai.com', dimensions: '1024' },
  questions: [key, number('dimensions', 'Dimensions', { help: 'Up to 1536 for small, up to 3072 for large.' })],
  models: ['text-embedding-3-small', 'text-embedding-3-large'],
  texts: 2048,
  body: ['"dimensions": ${parameters.dimensions}'],
  usage_path: openaiUsage,
});

const flagged = {
  flagged: true,
  categories: { violence: true, 'harassment/threatening': true },
  category_scores: { violence: 0.91, 'harassment/threatening': 0.62 },
  category_applied_input_types: { violence: ['text'], 'harassment/threatening': ['text'] },
};

const openaiModeration = makeBlueprint({
  ...ofOpenai,
  id: 'openai-moderation',
  title: 'OpenAI moderation',
  summary: 'Says whether a text is harmful, and of which kind. Made for guardrails of a model.',
  task: 'moderation',
  notes: [
    'As a guardrail of another model, set response_filter to $.results[0].flagged and reject what is true.',
    'Moderation costs nothing and has no token counts.',
  ],
  name: 'OpenAI moderation',
  parameters: { model: 'omni-moderation-latest' },
  questions: [key, whichModel()],
  action: {
    url: 'https://api.openai.com/v1/moderations',
    headers,
    request_body: jsonBody('"model": "${parameters.model}"', '"input": "${parameters.text}"'),
  },
  examples: [
    {
      title: 'A threat',
      input: { parameters: { text: 'I will hurt you.' } },
      recorded: { id: 'modr-1', model: 'omni-moderation-latest', results: [flagged] },
      expected: passedThrough({ id: 'modr-1', model: 'omni-moderation-latest', results: [flagged] }),
    },
  ],
});

const openaiImage = makeBlueprint({
  ...ofOpenai,
  id: 'openai-image',
  title: 'OpenAI image generation',
  summary: 'Draws an image from a description and answers it as base64 text.',
  task: 'image',
  notes: [
    'An image takes many seconds and comes as megabytes of text: raise read_timeout in the client settings.',
    'The answer is base64; something else has to decode and store it.',
  ],
  name: 'OpenAI images',
  parameters: { model: 'gpt-image-2', size: '1024x1024', response_filter: '$.data[0].b64_json' },
  questions: [
    key,
    whichModel(['gpt-image-2', 'gpt-image-2.5-flare']),
    text('size', 'Size in pixels', { help: 'Width and height, or auto.', pattern: '^([0-9]+x[0-9]+|auto)$', example: '1024x1024' }),
  ],
  action: {
    url: 'https://api.openai.com/v1/images/generations',
    headers,
    request_body: jsonBody('"model": "${parameters.model}"', '"prompt": "${parameters.prompt}"', '"size": "${parameters.size}"', '"n": 1'),
  },
  usage_path: { input: '$.usage.input_tokens', output: '$.usage.output_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A lighthouse',
      input: { parameters: { prompt: 'a lighthouse in fog, ink drawing' } },
      recorded: { created: 1790000000, data: [{ b64_json: pixel }], usage: { input_tokens: 12, output_tokens: 1056, total_tokens: 1068 } },
      expected: passedThrough({ response: pixel }),
    },
  ],
});

export const openai = [openaiChat, openaiEmbedding, openaiResponses, openaiModeration, openaiImage];
