import type { Blueprint } from '../blueprint.ts';
import { embeddings, rerankExample, rerankScores, twoTexts, twoVectors } from '../shapes/answers.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, secret, text } from '../shapes/questions.ts';
import { documentsAsObjects, scoresInPlace } from '../shapes/scripts.ts';

const ofWatsonx = {
  provider: 'ibm_watsonx',
  docs_url: 'https://cloud.ibm.com/apidocs/watsonx-ai',
  trusted_pattern: '^https://(us-south|eu-de|eu-gb|jp-tok|au-syd)\\.ml\\.cloud\\.ibm\\.com/.*$',
  mock: {
    rate_limited: {
      status: 429,
      body: { errors: [{ code: 'rate_limit_reached_requests', message: 'Too many requests' }], trace: 't-2', status_code: 429 },
    },
  },
} satisfies Partial<Blueprint>;

const tokenNote = 'The IAM access token ends after an hour, and ML Commons cannot renew it: something else has to update the credential.';
const questions = [
  secret('watsonx_token', 'Access token', { help: 'An IAM token, made from an API key of IBM Cloud.' }),
  choice('region', 'Region', ['us-south', 'eu-de', 'eu-gb', 'jp-tok', 'au-syd']),
  text('project_id', 'Project', { help: 'Its id.', pattern: '^[0-9a-f-]{36}$', example: '00000000-0000-4000-8000-000000000000' }),
];
const place = { region: 'us-south', version: '2024-10-08', project_id: '00000000-0000-4000-8000-000000000000' };

const watsonxEmbedding = makeBlueprint({
  ...ofWatsonx,
  id: 'watsonx-embedding',
  title: 'watsonx.ai text embeddings',
  summary: 'Dense vectors from models of IBM and others in your own watsonx.ai project.',
  task: 'text_embedding',
  notes: [tokenNote, 'Texts are cut at 512 tokens; without truncate_input_tokens longer ones are refused.'],
  name: 'watsonx embeddings',
  parameters: {
    ...place,
    model: 'ibm/slate-125m-english-rtrvr-v2',
    response_filter: '$.results[*].embedding',
    input_docs_processed_step_size: '1000',
  },
  questions: [...questions, text('model', 'Model')],
  action: {
    url: 'https://${parameters.region}.ml.cloud.ibm.com/ml/v1/text/embeddings?version=${parameters.version}',
    headers: bearer('watsonx_token'),
    request_body: jsonBody(
      '"model_id": "${parameters.model}"',
      '"project_id": "${parameters.project_id}"',
      '"inputs": ${parameters.input}',
      '"parameters": { "truncate_input_tokens": 512 }',
    ),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.openai.embedding', // vectors at the path above
  },
  usage_path: { input: '$.input_token_count' },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: {
        model_id: 'ibm/slate-125m-english-rtrvr-v2',
        created_at: '2026-11-25T09:00:00Z',
        results: twoVectors.map((embedding) => ({ embedding })),
        input_token_count: 8,
      },
      expected: embeddings(twoVectors),
    },
  ],
});

const watsonxRerank = makeBlueprint({
  ...ofWatsonx,
  id: 'watsonx-rerank',
  title: 'watsonx.ai rerank',
  summary: 'Scores documents against a query in your own watsonx.ai project.',
  task: 'rerank',
  notes: [
    tokenNote,
    'Scores are no numbers from 0 to 1: a document that does not fit has less than 0.',
    'The service has its own names for documents and results: two scripts translate them.',
  ],
  name: 'watsonx rerank',
  parameters: { ...place, model: 'cross-encoder/ms-marco-minilm-l-12-v2' },
  questions: [...questions, text('model', 'Model', { help: 'A reranker that your region offers.' })],
  action: {
    url: 'https://${parameters.region}.ml.cloud.ibm.com/ml/v1/text/rerank?version=${parameters.version}',
    headers: bearer('watsonx_token'),
    request_body: jsonBody(
      '"model_id": "${parameters.model}"',
      '"project_id": "${parameters.project_id}"',
      '"query": "${parameters.query}"',
      '"inputs": ${parameters.documents}',
      '"parameters": { "return_options": { "top_n": ${parameters.top_n} } }',
    ),
    pre_process_function: documentsAsObjects('text'),
    post_process_function: scoresInPlace('params.results', 'score'),
  },
  usage_path: { input: '$.input_token_count' },
  examples: [
    rerankExample({
      model_id: 'cross-encoder/ms-marco-minilm-l-12-v2',
      results: rerankScores.map(([index, score]) => ({ index, score })),
      input_token_count: 26,
    }),
  ],
});

export const watsonx = [watsonxEmbedding, watsonxRerank];
