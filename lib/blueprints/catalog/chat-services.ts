import { passedThrough } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { number, secret } from '../shapes/questions.ts';

// Services with chat, and little else that a connector can use.

const groqChat = chatCompletions({
  id: 'groq-chat',
  title: 'Groq chat completions',
  summary: 'Fast answers of open models at Groq. The caller sends the list of messages.',
  provider: 'groq',
  docs_url: 'https://console.groq.com/docs/api-reference',
  notes: ['The service has no embedding models.', 'The limit counts reasoning tokens too.'],
  name: 'Groq chat',
  url: 'https://api.groq.com/openai/v1/chat/completions',
  headers: bearer('groq_key'),
  parameters: {},
  questions: [secret('groq_key', 'API key')],
  models: ['openai/gpt-oss-20b', 'openai/gpt-oss-120b', 'qwen/qwen3.8-27b'],
  limit: 'max_completion_tokens',
  example: {
    ask: 'Why do we yawn?',
    answer: 'Perhaps to cool the brain.',
    extra: {
      usage: { prompt_tokens: 14, completion_tokens: 9, total_tokens: 23, queue_time: 0.01, prompt_time: 0.001, total_time: 0.021 },
      x_groq: { id: 'req_1' },
    },
  },
  trusted_pattern: '^https://api\\.groq\\.com/.*$',
  mock: {
    rate_limited: {
      status: 429,
      body: { error: { message: 'Rate limit reached for this model.', type: 'tokens', param: null, code: 'rate_limit_exceeded' } },
    },
  },
});

const xaiChat = chatCompletions({
  id: 'xai-chat',
  title: 'Grok from xAI',
  summary: 'Chat with a Grok model of xAI. The caller sends the list of messages.',
  provider: 'xai',
  docs_url: 'https://docs.x.ai/docs/api-reference',
  notes: ['The service has no embedding models that a connector can use.'],
  name: 'xAI chat',
  url: 'https://api.x.ai/v1/chat/completions',
  headers: bearer('xai_key'),
  parameters: {},
  questions: [secret('xai_key', 'API key')],
  models: ['grok-4.6', 'grok-4.7', 'grok-4.3'],
  example: { ask: 'Why is Mars red?', answer: 'Iron in its dust has rusted.' },
  trusted_pattern: '^https://api\\.x\\.ai/.*$',
  mock: {}, // how the service words its errors is not documented
});

const openrouterChat = chatCompletions({
  id: 'openrouter-chat',
  title: 'OpenRouter chat completions',
  summary: 'Chat with models of many makers behind one address and one key.',
  provider: 'openrouter',
  docs_url: 'https://openrouter.ai/docs/api-reference/overview',
  notes: [
    'Models are named owner/name; the suffix :free or :nitro chooses a kind of offer.',
    'Status 402 means that the credits are used up, 502 that the maker of the model failed.',
  ],
  name: 'OpenRouter chat',
  url: 'https://openrouter.ai/api/v1/chat/completions',
  headers: bearer('openrouter_key'),
  parameters: {},
  questions: [secret('openrouter_key', 'API key')],
  models: ['openai/gpt-oss-120b'],
  modelHelp: 'Owner and name, such as anthropic/claude-sonnet-5.',
  example: { ask: 'Why does glass break?', answer: 'Tiny cracks run through it at once.', extra: { provider: 'Example' } },
  trusted_pattern: '^https://openrouter\\.ai/api/.*$',
  mock: {
    rate_limited: { status: 429, body: { error: { code: 429, message: 'Rate limit exceeded', metadata: {} } } },
    server_error: { status: 502, body: { error: { code: 502, message: 'The provider of the model failed.' } } },
  },
});

const perplexityKey = secret('perplexity_key', 'API key');
const ofPerplexity = {
  provider: 'perplexity',
  docs_url: 'https://docs.perplexity.ai/',
  trusted_pattern: '^https://api\\.perplexity\\.ai/.*$',
  mock: {}, // how the service words its errors is not documented
};
const source = { title: 'Island life', url: 'https://example.org/island', date: '2026-01-01' };

const perplexityChat = chatCompletions({
  ...ofPerplexity,
  id: 'perplexity-chat',
  title: 'Perplexity Sonar',
  summary: 'Answers that rest on a search of the web, with their sources.',
  notes: [
    'The sources stand beside the answer in citations and search_results: show them to readers.',
    'Its embeddings come as base64 only, which no post-process function can read.',
  ],
  name: 'Perplexity Sonar',
  url: 'https://api.perplexity.ai/chat/completions',
  headers: bearer('perplexity_key'),
  parameters: {},
  questions: [perplexityKey],
  models: ['sonar', 'sonar-pro', 'sonar-reasoning-pro', 'sonar-deep-research'],
  example: {
    ask: 'What do people on the island eat?',
    answer: 'Mostly fish [1].',
    extra: { citations: [source.url], search_results: [source] },
  },
});

const found = { id: 's-1', results: [{ ...source, snippet: 'Fish is the staple food of the island.' }] };

const perplexitySearch = makeBlueprint({
  ...ofPerplexity,
  id: 'perplexity-search',
  title: 'Perplexity search',
  summary: 'Finds pages of the web, as a tool of an agent.',
  task: 'search',
  notes: ['The answer holds titles, addresses and short pieces of text, no answer of a model.'],
  name: 'Perplexity search',
  parameters: { max_results: '3' },
  questions: [perplexityKey, number('max_results', 'Most results')],
  action: {
    url: 'https://api.perplexity.ai/search',
    headers: bearer('perplexity_key'),
    request_body: jsonBody('"query": "${parameters.query}"', '"max_results": ${parameters.max_results}'),
  },
  examples: [
    {
      title: 'A search in a few words',
      input: { parameters: { query: 'food of the island' } },
      recorded: found,
      expected: passedThrough(found),
    },
  ],
});

export const chatServices = [groqChat, xaiChat, openrouterChat, perplexityChat, perplexitySearch];
