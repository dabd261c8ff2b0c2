import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';

const answer = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1790000000,
  model: 'gpt-6-luna',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Air scatters blue light more than red light.' },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 21, completion_tokens: 9, total_tokens: 30 },
};

export const openaiChat = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'openai-chat',
  title: 'OpenAI chat completions',
  summary: 'Chat with an OpenAI model; the caller sends the list of messages.',
  provider: 'openai',
  task: 'chat',
  docs_url: 'https://developers.openai.com/api/reference',
  notes: [
    'The limit counts reasoning tokens too, so an answer can end early with finish_reason "length".',
    'Reasoning models accept only the default temperature; that is why the body sends none.',
  ],
  connector: {
    name: 'OpenAI chat',
    description: 'Chat completions of OpenAI',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: 'api.openai.com', model: 'gpt-6-luna', max_completion_tokens: '500' },
    credential: { openAI_key: '<openAI_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v1/chat/completions',
        headers: { Authorization: 'Bearer ${credential.openAI_key}' },
        request_body:
          '{ "model": "${parameters.model}", "messages": ${parameters.messages}, "max_completion_tokens": ${parameters.max_completion_tokens} }',
      },
    ],
  },
  questions: [
    {
      key: 'credential.openAI_key',
      label: 'API key',
      help: 'A project key with access to chat completions.',
      type: 'secret',
      required: true,
    },
    {
      key: 'parameters.model',
      label: 'Model',
      type: 'select',
      required: true,
      default: 'gpt-6-luna',
      options: ['gpt-6-luna', 'gpt-6-sol', 'gpt-6.1-sol'],
    },
    {
      key: 'parameters.max_completion_tokens',
      label: 'Longest answer in tokens',
      type: 'number',
      required: true,
      default: '500',
    },
  ],
  trusted_pattern: '^https://api\\.openai\\.com/.*$',
  usage_path: { input: '$.usage.prompt_tokens', output: '$.usage.completion_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: {
        parameters: {
          messages: [
            { role: 'system', content: 'Answer in one sentence.' },
            { role: 'user', content: 'Why is the sky blue?' },
          ],
        },
      },
      recorded: answer,
      expected: passedThrough(answer),
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
