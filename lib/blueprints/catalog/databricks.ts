import type { Blueprint } from '../blueprint.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { secret, text } from '../shapes/questions.ts';

const headers = bearer('databricks_token');
const workspace = 'dbc-a1b2c3d4-e5f6.cloud.databricks.com';
const hosts = '[a-z0-9.-]+\\.(cloud\\.databricks\\.com|azuredatabricks\\.net|gcp\\.databricks\\.com)';
const url = 'https://${parameters.workspace}/serving-endpoints/${parameters.serving_endpoint}/invocations';
const asked = (example: string) => [
  secret('databricks_token', 'Access token', { help: 'A personal access token; OAuth tokens end after an hour.' }),
  text('workspace', 'Workspace', {
    help: 'Its host, without a scheme and without a slash at the end.',
    pattern: `^${hosts}$`,
    example: workspace,
  }),
  text('serving_endpoint', 'Serving endpoint', { pattern: '^[\\w-]+$', example }),
];
const ofDatabricks = {
  provider: 'databricks',
  docs_url: 'https://docs.databricks.com/aws/en/machine-learning/model-serving/',
  trusted_pattern: `^https://${hosts}/serving-endpoints/.*$`,
  mock: {}, // how the service words its errors is not documented
} satisfies Partial<Blueprint>;

const databricksEmbedding = embeddingList({
  ...ofDatabricks,
  id: 'databricks-embedding',
  title: 'Databricks text embeddings',
  summary: 'Dense vectors from an embedding model in your own Databricks workspace.',
  notes: [
    'The serving endpoint names the model; databricks-gte-large-en and databricks-bge-large-en are in every workspace that may use foundation models.',
    'gte-large-en gives vectors that are not of unit length: choose cosine as the space of the k-NN field.',
  ],
  name: 'Databricks embeddings',
  url,
  headers,
  parameters: { workspace, serving_endpoint: 'databricks-gte-large-en' },
  questions: asked('databricks-gte-large-en'),
  texts: 150,
  usage_path: openaiUsage,
  extra: { id: 'e-1', model: 'gte-large-en-v1.5' },
});

const databricksChat = chatCompletions({
  ...ofDatabricks,
  id: 'databricks-chat',
  title: 'Databricks chat completions',
  summary: 'Chat with a model in your own Databricks workspace. The caller sends the list of messages.',
  notes: ['The serving endpoint names the model.', 'A reasoning model answers a list of parts instead of a text.'],
  name: 'Databricks chat',
  url,
  headers,
  parameters: { workspace, serving_endpoint: 'databricks-gpt-oss-120b' },
  questions: asked('databricks-gpt-oss-120b'),
  example: { ask: 'Why do magnets attract iron?', answer: 'They line up its own tiny magnets.', model: 'gpt-oss-120b' },
});

export const databricks = [databricksEmbedding, databricksChat];
