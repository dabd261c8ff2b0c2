import type { Blueprint } from '../blueprint.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { secret, text } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const headers = { 'api-key': '${credential.openAI_key}' };
const host = '[a-z0-9-]+\\.(openai|cognitiveservices|services\\.ai)\\.azure\\.com';
const trusts = "No default pattern trusts Azure: an administrator adds this blueprint's pattern.";
const deploymentNote = 'The model is named by your deployment, not by the catalog name.';

const key = secret('openAI_key', 'Resource key', { help: 'One of the two keys of the resource.' });
const resourceHost = (example: string) =>
  text('endpoint', 'Resource host', { help: 'Without a scheme and without a slash at the end.', pattern: `^${host}$`, example });

const ofAzure = {
  provider: 'azure_openai',
  docs_url: 'https://learn.microsoft.com/azure/foundry/openai/reference',
  trusted_pattern: `^https://${host}/.*$`,
  mock: {
    rate_limited: {
      status: 429,
      headers: { 'retry-after': '1' },
      body: { error: { code: '429', message: 'Rate limit of the deployment exceeded; retry later.' } },
    },
    server_error: { status: 500, body: { error: { code: 'InternalServerError', message: 'The service failed to answer.' } } },
  },
} satisfies Partial<Blueprint>;

const azureOpenaiChat = chatCompletions({
  ...ofAzure,
  id: 'azure-openai-chat',
  title: 'Azure OpenAI chat completions',
  summary: 'Chat with a model deployed in your own Azure OpenAI resource.',
  notes: [deploymentNote, 'A prompt that the content filter blocks is answered with 400 and code content_filter.', trusts],
  name: 'Azure OpenAI chat',
  url: 'https://${parameters.endpoint}/openai/v1/chat/completions',
  headers,
  parameters: { endpoint: 'contoso.openai.azure.com' },
  questions: [key, resourceHost('contoso.openai.azure.com')],
  models: ['gpt-6-luna'],
  modelHelp: 'The name of your deployment.',
  limit: 'max_completion_tokens',
  example: {
    ask: 'What is the capital of France?',
    answer: 'Paris is the capital of France.',
    extra: { prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false, severity: 'safe' } } }] },
  },
});

const azureOpenaiEmbedding = embeddingList({
  ...ofAzure,
  id: 'azure-openai-embedding',
  title: 'Azure OpenAI text embeddings',
  summary: 'Dense vectors from an embedding model deployed in your own Azure OpenAI resource.',
  notes: [
    deploymentNote,
    'One request takes up to 2,048 texts; vectors are unit length.',
    'The route takes keys of the resource only, no Microsoft Entra tokens.',
    trusts,
  ],
  name: 'Azure OpenAI embeddings',
  url: 'https://${parameters.endpoint}/openai/v1/embeddings',
  headers,
  parameters: { endpoint: 'contoso.openai.azure.com' },
  questions: [key, resourceHost('contoso.openai.azure.com')],
  models: ['text-embedding-3-small'],
  modelHelp: 'The name of your deployment.',
  texts: 2048,
  usage_path: openaiUsage,
});

const azureCohereRerank = rerankList({
  ...ofAzure,
  id: 'azure-cohere-rerank',
  title: 'Cohere Rerank on Azure',
  summary: 'Scores documents against a query with a Cohere model deployed in Microsoft Foundry.',
  notes: [deploymentNote, trusts],
  name: 'Azure Cohere Rerank',
  url: 'https://${parameters.endpoint}/providers/cohere/v2/rerank',
  headers,
  parameters: { endpoint: 'contoso.services.ai.azure.com' },
  questions: [key, resourceHost('contoso.services.ai.azure.com')],
  models: ['cohere-rerank-v4.0-pro'],
  modelHelp: 'The name of your deployment.',
  extra: { id: 'r-1', meta: { billed_units: { search_units: 1 } } },
  mock: {}, // how this route words its errors is not documented
});

export const azureOpenai = [azureOpenaiChat, azureOpenaiEmbedding, azureCohereRerank];
