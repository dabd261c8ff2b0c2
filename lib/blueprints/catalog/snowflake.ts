import type { Blueprint } from '../blueprint.ts';
import { embeddings, twoTexts, twoVectors } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { secret, text, whichModel } from '../shapes/questions.ts';

const headers = {
  ...bearer('snowflake_pat'),
  'X-Snowflake-Authorization-Token-Type': 'PROGRAMMATIC_ACCESS_TOKEN',
  Accept: 'application/json',
};
const base = 'https://${parameters.account}.snowflakecomputing.com/api/v2/cortex';
const account = 'myorg-myaccount';
const questions = [
  secret('snowflake_pat', 'Access token', { help: 'A programmatic access token of a user who may use Cortex.' }),
  text('account', 'Account', {
    help: 'Organisation and account, as in your address of Snowflake.',
    pattern: '^[a-z0-9-]+$',
    example: account,
  }),
];
const ofSnowflake = {
  provider: 'snowflake',
  docs_url: 'https://docs.snowflake.com/en/user-guide/snowflake-cortex/cortex-rest-api',
  trusted_pattern: '^https://[a-z0-9-]+\\.snowflakecomputing\\.com/api/v2/cortex/.*$',
  mock: {}, // how the service words its errors is not documented
} satisfies Partial<Blueprint>;
const kindNote = 'A header names the kind of the token: for a key pair write KEYPAIR_JWT, for OAuth leave the header out.';

const snowflakeEmbedding = makeBlueprint({
  ...ofSnowflake,
  id: 'snowflake-embedding',
  title: 'Snowflake Cortex text embeddings',
  summary: 'Dense vectors from Arctic Embed in your own Snowflake account.',
  task: 'text_embedding',
  notes: [kindNote, 'The service wraps every vector in one more list, which the filter takes off.'],
  name: 'Snowflake embeddings',
  parameters: { account, model: 'snowflake-arctic-embed-l-v2.0', response_filter: '$.data[*].embedding[0]' },
  questions: [...questions, whichModel(['snowflake-arctic-embed-l-v2.0', 'snowflake-arctic-embed-m-v2.0'])],
  action: {
    url: `${base}/inference:embed`,
    headers,
    request_body: jsonBody('"model": "${parameters.model}"', '"text": ${parameters.input}'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.openai.embedding', // vectors at the path above
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: {
        object: 'list',
        data: twoVectors.map((vector, index) => ({ object: 'embedding', embedding: [vector], index })),
        model: 'snowflake-arctic-embed-l-v2.0',
      },
      expected: embeddings(twoVectors),
    },
  ],
});

const snowflakeChat = chatCompletions({
  ...ofSnowflake,
  id: 'snowflake-chat',
  title: 'Snowflake Cortex chat completions',
  summary: 'Chat with a model in your own Snowflake account. The caller sends the list of messages.',
  notes: [kindNote, 'Claude models have a route of their own, messages instead of chat/completions.'],
  name: 'Snowflake chat',
  url: `${base}/v1/chat/completions`,
  headers,
  parameters: { account },
  questions,
  models: ['openai-gpt-5-mini', 'llama3.3-70b'],
  limit: 'max_completion_tokens',
  example: { ask: 'Why is the night dark?', answer: 'The universe is too young for all starlight to reach us.' },
});

export const snowflake = [snowflakeEmbedding, snowflakeChat];
