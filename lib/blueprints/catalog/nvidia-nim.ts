import type { Blueprint } from '../blueprint.ts';
import { rerankExample, rerankScores } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { optionalKey, ownServer, ownServerPattern, privateHostNote } from '../shapes/own-server.ts';
import { choice, ownHost, secret, whichModel } from '../shapes/questions.ts';
import { documentsAsObjects, scoresInPlace } from '../shapes/scripts.ts';

const headers = bearer('nvidia_key');
const key = secret('nvidia_key', 'API key', { help: 'Of build.nvidia.com; it begins with nvapi-.' });
const ofNvidia = {
  provider: 'nvidia_nim',
  docs_url: 'https://docs.api.nvidia.com/nim/reference/llm-apis',
  trusted_pattern: '^https://integrate\\.api\\.nvidia\\.com/.*$',
  mock: {}, // how the hosted service words its errors is not documented
} satisfies Partial<Blueprint>;

const nvidiaChat = chatCompletions({
  ...ofNvidia,
  id: 'nvidia-nim-chat',
  title: 'NVIDIA NIM chat completions',
  summary: 'Chat with an open model that NVIDIA hosts. The caller sends the list of messages.',
  notes: ['A NIM of your own speaks the same on port 8000 and asks for no key: use the vLLM blueprint for it.'],
  name: 'NVIDIA NIM chat',
  url: 'https://integrate.api.nvidia.com/v1/chat/completions',
  headers,
  parameters: {},
  questions: [key],
  models: ['meta/llama-3.3-70b-instruct'],
  modelHelp: 'Owner and name, as in the catalog of NVIDIA.',
  example: { ask: 'Why do bees dance?', answer: 'To tell the others where to find food.' },
});

const nvidiaEmbedding = embeddingList({
  ...ofNvidia,
  id: 'nvidia-nim-embedding',
  title: 'NVIDIA NIM text embeddings',
  summary: 'Dense vectors from retrieval models that NVIDIA hosts.',
  notes: [
    'Documents and queries need different input types: keep one connector with passage for ingest and one with query for search.',
    'Texts that are too long are cut at their end.',
  ],
  name: 'NVIDIA NIM embeddings',
  url: 'https://integrate.api.nvidia.com/v1/embeddings',
  headers,
  parameters: { input_type: 'passage' },
  questions: [key, choice('input_type', 'Input type', ['passage', 'query'], { help: 'passage for ingest, query for search.' })],
  models: ['nvidia/llama-nemotron-embed-1b-v2', 'nvidia/nv-embedqa-e5-v5', 'nvidia/nemotron-3-embed-1b'],
  body: ['"input_type": "${parameters.input_type}"', '"encoding_format": "float"', '"truncate": "END"'],
  usage_path: openaiUsage,
});

const nvidiaRerank = makeBlueprint({
  ...ofNvidia,
  id: 'nvidia-nim-rerank',
  title: 'NVIDIA NIM reranker on a private host',
  summary: 'Scores documents against a query with a reranking NIM on a machine of your own.',
  task: 'rerank',
  notes: [
    privateHostNote,
    'Scores are logits, no numbers from 0 to 1: a document that does not fit has less than 0.',
    'The service has its own names for documents and results: two scripts translate them.',
  ],
  name: 'NVIDIA NIM rerank',
  parameters: { endpoint: `${ownServer}:8000`, model: 'nvidia/llama-nemotron-rerank-1b-v2' },
  questions: [ownHost('10.0.4.2:8000'), optionalKey('nvidia_key', 'the NIM'), whichModel()],
  action: {
    url: 'http://${parameters.endpoint}/v1/ranking',
    headers: bearer('nvidia_key'),
    request_body: jsonBody(
      '"model": "${parameters.model}"',
      '"query": { "text": "${parameters.query}" }',
      '"passages": ${parameters.documents}',
      '"truncate": "END"',
    ),
    pre_process_function: documentsAsObjects('text'),
    post_process_function: scoresInPlace('params.rankings', 'logit'),
  },
  trusted_pattern: ownServerPattern,
  examples: [rerankExample({ rankings: rerankScores.map(([index, logit]) => ({ index, logit })) })],
});

export const nvidiaNim = [nvidiaChat, nvidiaEmbedding, nvidiaRerank];
