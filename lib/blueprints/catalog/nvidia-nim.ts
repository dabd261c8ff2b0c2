import type { Blueprint } from '../blueprint.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { choice, secret } from '../shapes/questions.ts';

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

export const nvidiaNim = [nvidiaChat, nvidiaEmbedding];
