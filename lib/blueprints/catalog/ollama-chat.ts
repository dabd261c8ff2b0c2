import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';

export const ollamaChat = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'ollama-chat',
  title: 'Ollama on a private host',
  summary: 'Chat with an open model on a machine of your own.',
  provider: 'ollama',
  task: 'chat',
  docs_url: 'https://docs.ollama.com/api/chat',
  notes: [
    'Your host is a private address: switch on plugins.ml_commons.connector.private_ip_enabled and trust the host with a pattern of its own.',
    'Ollama asks for no key, but a connector needs one credential: any text will do.',
    'The body switches streaming off, because Ollama streams by default.',
  ],
  connector: {
    name: 'Ollama chat',
    description: 'An open model on a private host',
    version: '1',
    protocol: 'http',
    parameters: {
      endpoint: 'models.internal.example:11434',
      model: 'gemma4',
      system: 'Answer in one sentence.',
      response_filter: '$.message.content',
    },
    credential: { unused_key: '<unused_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'http://${parameters.endpoint}/api/chat',
        headers: { 'content-type': 'application/json' },
        request_body:
          '{ "model": "${parameters.model}", "messages": [{ "role": "system", "content": "${parameters.system}" }, { "role": "user", "content": "${parameters.prompt}" }], "stream": false }',
      },
    ],
  },
  questions: [
    {
      key: 'parameters.endpoint',
      label: 'Host and port',
      help: 'Without a scheme and without a slash at the end.',
      type: 'text',
      required: true,
      default: 'models.internal.example:11434',
      pattern: '^[A-Za-z0-9._-]+(:[0-9]{1,5})?$',
      example: '10.0.4.2:11434',
    },
    { key: 'parameters.model', label: 'Model', help: 'A model that you have pulled.', type: 'text', required: true, default: 'gemma4' },
    { key: 'parameters.system', label: 'System prompt', type: 'text', required: true, default: 'Answer in one sentence.' },
    { key: 'credential.unused_key', label: 'Unused key', help: 'Any text: Ollama does not read it.', type: 'secret', required: false },
  ],
  trusted_pattern: '^http://models\\.internal\\.example(:[0-9]{1,5})?/.*$',
  usage_path: { input: '$.prompt_eval_count', output: '$.eval_count' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { prompt: 'What did people on the island eat?' } },
      recorded: {
        model: 'gemma4',
        created_at: '2026-11-25T09:00:00Z',
        message: { role: 'assistant', content: 'Mostly fish.' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 14,
        eval_count: 5,
        total_duration: 412000000,
      },
      expected: passedThrough({ response: 'Mostly fish.' }),
    },
  ],
  mock: {
    rate_limited: { status: 429, body: { error: 'rate limit exceeded' } },
    server_error: { status: 500, body: { error: 'model runner has unexpectedly stopped' } },
  },
} satisfies Blueprint;
