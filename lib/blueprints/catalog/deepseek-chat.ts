import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';

const answer = {
  id: 'chatcmpl-3',
  object: 'chat.completion',
  created: 1790000000,
  model: 'deepseek-flash',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Tides follow the moon.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18 },
};

export const deepseekChat = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'deepseek-chat',
  title: 'DeepSeek chat completions',
  summary: 'Chat with a DeepSeek model; the caller sends the list of messages.',
  provider: 'deepseek',
  task: 'chat',
  docs_url: 'https://api-docs.deepseek.com/',
  notes: [
    'Thinking is off here; with it on, the thoughts come in reasoning_content beside the answer.',
    'The old name deepseek-chat is refused since July 2026.',
  ],
  connector: {
    name: 'DeepSeek chat',
    description: 'Chat completions of DeepSeek',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: 'api.deepseek.com', model: 'deepseek-flash', max_tokens: '500' },
    credential: { deepSeek_key: '<deepSeek_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/v1/chat/completions',
        headers: { Authorization: 'Bearer ${credential.deepSeek_key}' },
        request_body:
          '{ "model": "${parameters.model}", "messages": ${parameters.messages}, "max_tokens": ${parameters.max_tokens}, "thinking": { "type": "disabled" } }',
      },
    ],
  },
  questions: [
    { key: 'credential.deepSeek_key', label: 'API key', type: 'secret', required: true },
    { key: 'parameters.model', label: 'Model', type: 'text', required: true, default: 'deepseek-flash' },
    { key: 'parameters.max_tokens', label: 'Longest answer in tokens', type: 'number', required: true, default: '500' },
  ],
  trusted_pattern: '^https://api\\.deepseek\\.com/.*$',
  usage_path: { input: '$.usage.prompt_tokens', output: '$.usage.completion_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { messages: [{ role: 'user', content: 'What makes the tides?' }] } },
      recorded: answer,
      expected: passedThrough(answer),
    },
  ],
  mock: {
    rate_limited: {
      status: 429,
      body: { error: { message: 'Too many concurrent requests.', type: 'rate_limit_error', param: null, code: 'rate_limit_reached' } },
    },
    server_error: {
      status: 503,
      body: { error: { message: 'The service is overloaded.', type: 'service_unavailable', param: null, code: null } },
    },
  },
} satisfies Blueprint;
