import type { Blueprint } from '../blueprint.ts';
import { embeddings, passedThrough, rerankExample, rerankScores, twoTexts, twoVectors } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { optionalKey, ownServer, ownServerPattern, privateHostNote } from '../shapes/own-server.ts';
import { ownHost, secret, text } from '../shapes/questions.ts';
import { scoresInPlace, weightsByToken } from '../shapes/scripts.ts';

const router = {
  provider: 'huggingface',
  docs_url: 'https://huggingface.co/docs/inference-providers/index',
  trusted_pattern: '^https://router\\.huggingface\\.co/.*$',
  mock: {}, // how the router words its errors is not documented
} satisfies Partial<Blueprint>;
const token = secret('hf_token', 'Access token', { help: 'With the permission to make calls to Inference Providers.' });

const huggingFaceChat = chatCompletions({
  ...router,
  id: 'huggingface-chat',
  title: 'Hugging Face chat completions',
  summary: 'Chat with an open model at one of many providers, behind one address and one token.',
  notes: [
    'A colon and the name of a provider after the model, such as :groq, decides who answers; without one Hugging Face does.',
    'Status 402 means that the credits of the month are used up.',
  ],
  name: 'Hugging Face chat',
  url: 'https://router.huggingface.co/v1/chat/completions',
  headers: bearer('hf_token'),
  parameters: {},
  questions: [token],
  models: ['openai/gpt-oss-120b', 'deepseek-ai/DeepSeek-V4-Pro'],
  example: { ask: 'Why do cats purr?', answer: 'Often because they feel safe.' },
});

const huggingFaceEmbedding = makeBlueprint({
  ...router,
  id: 'huggingface-embedding',
  title: 'Hugging Face text embeddings',
  summary: 'Dense vectors from an open model that Hugging Face runs for everyone.',
  task: 'text_embedding',
  docs_url: 'https://huggingface.co/docs/inference-providers/tasks/feature-extraction',
  notes: [
    'Only models with the task feature-extraction or sentence-similarity and the provider HF Inference will do.',
    'A model without pooling answers a vector for each token, one list deeper: choose a sentence model.',
  ],
  name: 'Hugging Face embeddings',
  parameters: { model: 'thenlper/gte-large' },
  questions: [token, text('model', 'Model', { pattern: '^[\\w.-]+/[\\w.-]+$', example: 'intfloat/multilingual-e5-large' })],
  action: {
    url: 'https://router.huggingface.co/hf-inference/models/${parameters.model}/pipeline/feature-extraction',
    headers: bearer('hf_token'),
    request_body: jsonBody('"inputs": ${parameters.input}', '"normalize": true'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.default.embedding',
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: twoVectors,
      expected: embeddings(twoVectors),
    },
  ],
});

const endpoint = `${ownServer}:8080`;
const tei = {
  provider: 'tei',
  docs_url: 'https://huggingface.co/docs/text-embeddings-inference/index',
  trusted_pattern: ownServerPattern,
  mock: { rate_limited: { status: 429, body: { error: 'Model is overloaded', error_type: 'Overloaded' } } },
} satisfies Partial<Blueprint>;
const teiQuestions = [ownHost('10.0.4.2:8080'), optionalKey('tei_key', 'the server')];

const teiEmbedding = makeBlueprint({
  ...tei,
  id: 'tei-embedding',
  title: 'Embeddings of your own TEI server',
  summary: "Dense vectors from an open model that Hugging Face's server for embeddings runs on a machine of your own.",
  task: 'text_embedding',
  notes: [
    privateHostNote,
    'The server takes 32 texts at once unless it was started with another limit; longer lists are split into several calls.',
    'Texts that are too long are cut; vectors are unit length.',
  ],
  name: 'TEI embeddings',
  parameters: { endpoint, input_docs_processed_step_size: '32' },
  questions: teiQuestions,
  action: {
    url: 'http://${parameters.endpoint}/embed',
    headers: bearer('tei_key'),
    request_body: jsonBody('"inputs": ${parameters.input}', '"normalize": true', '"truncate": true'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.default.embedding',
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: twoVectors,
      expected: embeddings(twoVectors),
    },
  ],
});

const moods = [
  { label: 'joy', score: 0.93 },
  { label: 'surprise', score: 0.05 },
  { label: 'anger', score: 0.02 },
];

const teiClassification = makeBlueprint({
  ...tei,
  id: 'tei-classification',
  title: 'Classification with your own TEI server',
  summary: 'Sorts a text into the classes of an open model on a machine of your own.',
  task: 'classification',
  notes: [privateHostNote, 'The answer is the likeliest label; remove response_filter to get all of them with their scores.'],
  name: 'TEI classification',
  parameters: { endpoint, response_filter: '$[0].label' },
  questions: teiQuestions,
  action: {
    url: 'http://${parameters.endpoint}/predict',
    headers: bearer('tei_key'),
    request_body: jsonBody('"inputs": "${parameters.text}"', '"truncate": true'),
  },
  examples: [
    {
      title: 'A happy guest',
      input: { parameters: { text: 'The room was wonderful.' } },
      recorded: moods,
      expected: passedThrough({ response: 'joy' }),
    },
  ],
});

const teiRerank = makeBlueprint({
  ...tei,
  id: 'tei-rerank',
  title: 'Reranker of your own TEI server',
  summary: 'Scores documents against a query with an open reranker on a machine of your own.',
  task: 'rerank',
  notes: [
    privateHostNote,
    'The server answers the best document first; a script puts the scores back into the order of the documents.',
    'The server takes 32 documents at once unless it was started with another limit.',
  ],
  name: 'TEI rerank',
  parameters: { endpoint },
  questions: teiQuestions,
  action: {
    url: 'http://${parameters.endpoint}/rerank',
    headers: bearer('tei_key'),
    request_body: jsonBody('"query": "${parameters.query}"', '"texts": ${parameters.documents}', '"truncate": true'),
    pre_process_function: 'connector.pre_process.cohere.rerank',
    post_process_function: scoresInPlace('params.result', 'score'),
  },
  examples: [rerankExample(rerankScores.map(([index, score]) => ({ index, score })))],
});

const teiSparse = makeBlueprint({
  ...tei,
  id: 'tei-sparse',
  title: 'Sparse embeddings of your own TEI server',
  summary: 'Token weights from a SPLADE model on a machine of your own, for neural sparse search.',
  task: 'sparse_embedding',
  notes: [
    privateHostNote,
    'Tokens are numbers of the vocabulary: use this model for documents and for queries, never together with one that answers words.',
  ],
  name: 'TEI sparse embeddings',
  parameters: { endpoint, input_docs_processed_step_size: '32' },
  questions: teiQuestions,
  action: {
    url: 'http://${parameters.endpoint}/embed_sparse',
    headers: bearer('tei_key'),
    request_body: jsonBody('"inputs": ${parameters.input}', '"truncate": true'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: weightsByToken,
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: [
        [
          { index: 1012, value: 0.982 },
          { index: 3231, value: 0.377 },
        ],
        [{ index: 2088, value: 1.204 }],
      ],
      expected: passedThrough({ response: [{ '1012': 0.982, '3231': 0.377 }, { '2088': 1.204 }] }),
    },
  ],
});

export const huggingFace = [huggingFaceChat, huggingFaceEmbedding, teiEmbedding, teiRerank, teiSparse, teiClassification];
