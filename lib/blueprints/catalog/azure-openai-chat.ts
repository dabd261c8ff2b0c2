import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';

const answer = {
  id: 'chatcmpl-2',
  object: 'chat.completion',
  created: 1790000000,
  model: 'gpt-6-luna',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Paris is the capital of France.' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 18, completion_tokens: 7, total_tokens: 25 },
  prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } }],
};

export const azureOpenaiChat = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'azure-openai-chat',
  title: 'Azure OpenAI chat completions',
  summary: 'Chat with a model deployed in your own Azure OpenAI resource.',
  provider: 'azure_openai',
  task: 'chat',
  docs_url: 'https://learn.microsoft.com/azure/foundry/openai/reference',
  notes: [
    'The model is named by your deployment, not by the catalog name.',
    'A prompt that the content filter blocks is answered with 400 and code content_filter.',
    "No default pattern trusts Azure: an administrator adds this blueprint's pattern.",
  ],
  connector: {
    name: 'Azure OpenAI chat',
    description: 'Chat completions of an Azure OpenAI resource',
    version: '1',
    protocol: 'http',
    parameters: { endpoint: 'contoso.openai.azure.com', deployment: 'gpt-6-luna', max_completion_tokens: '500' },
    credential: { openAI_key: '<openAI_key>' },
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://${parameters.endpoint}/openai/v1/chat/completions',
        headers: { 'api-key': '${credential.openAI_key}' },
        request_body:
          '{ "model": "${parameters.deployment}", "messages": ${parameters.messages}, "max_completion_tokens": ${parameters.max_completion_tokens} }',
      },
    ],
  },
  questions: [
    { key: 'credential.openAI_key', label: 'Resource key', help: 'One of the two keys of the resource.', type: 'secret', required: true },
    {
      key: 'parameters.endpoint',
      label: 'Resource host',
      help: 'Without a scheme and without a slash at the end.',
      type: 'text',
      required: true,
      default: 'contoso.openai.azure.com',
      pattern: '^[a-z0-9-]+\\.(openai|cognitiveservices|services\\.ai)\\.azure\\.com$',
      example: 'contoso.openai.azure.com',
    },
    { key: 'parameters.deployment', label: 'Deployment', type: 'text', required: true, default: 'gpt-6-luna' },
    { key: 'parameters.max_completion_tokens', label: 'Longest answer in tokens', type: 'number', required: true, default: '500' },
  ],
  trusted_pattern: '^https://[a-z0-9-]+\\.(openai|cognitiveservices|services\\.ai)\\.azure\\.com/.*$',
  usage_path: { input: '$.usage.prompt_tokens', output: '$.usage.completion_tokens', total: '$.usage.total_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { messages: [{ role: 'user', content: 'What is the capital of France?' }] } },
      recorded: answer,
      expected: passedThrough(answer),
    },
  ],
  mock: {
    rate_limited: {
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { code: '429', message: 'Rate limit of the deployment exceeded; retry later.' } },
    },
    server_error: { status: 500, body: { error: { code: 'InternalServerError', message: 'The service failed to answer.' } } },
  },
} satisfies Blueprint;
