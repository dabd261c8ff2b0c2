import { chatCompletions } from '../shapes/chat-completions.ts';
import { bearer } from '../shapes/headers.ts';
import { secret } from '../shapes/questions.ts';

const deepseekChat = chatCompletions({
  id: 'deepseek-chat',
  title: 'DeepSeek chat completions',
  summary: 'Chat with a DeepSeek model. The caller sends the list of messages.',
  provider: 'deepseek',
  docs_url: 'https://api-docs.deepseek.com/',
  notes: [
    'Thinking is off here; with it on, the thoughts come in reasoning_content beside the answer.',
    'The old name deepseek-chat is refused since July 2026.',
  ],
  name: 'DeepSeek chat',
  url: 'https://${parameters.endpoint}/v1/chat/completions',
  headers: bearer('deepSeek_key'),
  parameters: { endpoint: 'api.deepseek.com' },
  questions: [secret('deepSeek_key', 'API key')],
  models: ['deepseek-flash', 'deepseek-v4-pro'],
  body: ['"thinking": { "type": "disabled" }'],
  example: { ask: 'What makes the tides?', answer: 'Tides follow the moon.' },
  trusted_pattern: '^https://api\\.deepseek\\.com/.*$',
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
});

export const deepseek = [deepseekChat];
