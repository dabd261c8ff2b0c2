import { passedThrough } from '../shapes/answers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { longestAnswer, secret, systemPrompt, whichModel } from '../shapes/questions.ts';

const answer = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-5-5',
  content: [{ type: 'text', text: 'Ice is less dense than water.' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 18, output_tokens: 9 },
};

const anthropicMessages = makeBlueprint({
  id: 'anthropic-messages',
  title: 'Claude from Anthropic',
  summary: 'Chat with Claude through the Messages API. The caller sends the list of messages.',
  provider: 'anthropic',
  task: 'chat',
  docs_url: 'https://platform.claude.com/docs/en/api/messages',
  notes: [
    'A list of messages has no system role here: the system prompt is a parameter of its own.',
    'Thinking counts toward the limit, so newer models need thousands of tokens.',
    'The body sends no temperature, because Claude from version 5 on refuses it.',
    'Status 529 means that the service is overloaded.',
  ],
  name: 'Anthropic Claude',
  parameters: { model: 'claude-haiku-5-5', system: 'Answer in one sentence.', max_tokens: '4096' },
  questions: [
    secret('anthropic_key', 'API key'),
    whichModel(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5', 'claude-haiku-4-5']),
    systemPrompt,
    longestAnswer(),
  ],
  action: {
    url: 'https://api.anthropic.com/v1/messages',
    headers: { 'x-api-key': '${credential.anthropic_key}', 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"max_tokens": ${parameters.max_tokens}',
      '"system": "${parameters.system}"',
      '"messages": ${parameters.messages}',
    ),
  },
  trusted_pattern: '^https://api\\.anthropic\\.com/.*$',
  usage_path: { input: '$.usage.input_tokens', output: '$.usage.output_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { messages: [{ role: 'user', content: 'Why does ice float?' }] } },
      recorded: answer,
      expected: passedThrough(answer),
    },
  ],
  mock: {
    rate_limited: {
      status: 429,
      headers: { 'retry-after': '1' },
      body: {
        type: 'error',
        error: { type: 'rate_limit_error', message: 'Rate limit of the organization exceeded.' },
        request_id: 'req_2',
      },
    },
    server_error: {
      status: 529,
      body: { type: 'error', error: { type: 'overloaded_error', message: 'The service is overloaded.' }, request_id: 'req_3' },
    },
  },
});

export const anthropic = [anthropicMessages];
