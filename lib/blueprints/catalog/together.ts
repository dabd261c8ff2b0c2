import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { secret } from '../shapes/questions.ts';

const headers = bearer('together_key');
const questions = [secret('together_key', 'API key')];
const ofTogether = {
  provider: 'together',
  docs_url: 'https://docs.together.ai/reference',
  trusted_pattern: '^https://api\\.together\\.ai/.*$',
  mock: {}, // how the service words its errors is not documented
};

const togetherChat = chatCompletions({
  ...ofTogether,
  id: 'together-chat',
  title: 'Together AI chat completions',
  summary: 'Chat with an open model at Together AI. The caller sends the list of messages.',
  notes: ['Models come and go within months: look at the list of the service before you choose one.'],
  name: 'Together chat',
  url: 'https://api.together.ai/v1/chat/completions',
  headers,
  parameters: {},
  questions,
  models: ['openai/gpt-oss-120b', 'deepseek-ai/DeepSeek-V4.1-Flash-1017', 'Qwen/Qwen3.5-9B'],
  example: { ask: 'Why does the moon have phases?', answer: 'We see more or less of its lit half.' },
});

const togetherEmbedding = embeddingList({
  ...ofTogether,
  id: 'together-embedding',
  title: 'Together AI text embeddings',
  summary: 'Dense vectors from open embedding models at Together AI.',
  notes: ['The answer counts no tokens, and vectors have the size of the model: 768 for base, 1024 for large.'],
  name: 'Together embeddings',
  url: 'https://api.together.ai/v1/embeddings',
  headers,
  parameters: {},
  questions,
  models: ['BAAI/bge-base-en-v1.5', 'BAAI/bge-large-en-v1.5'],
});

export const together = [togetherChat, togetherEmbedding];
