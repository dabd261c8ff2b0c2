import type { Blueprint } from '../blueprint.ts';
import { embeddings, twoTexts, twoVectors } from '../shapes/answers.ts';
import { chatCompletions } from '../shapes/chat-completions.ts';
import { embeddingList, openaiUsage } from '../shapes/embedding-list.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { optionalKey, ownServer, ownServerPattern, privateHostNote } from '../shapes/own-server.ts';
import { ownHost, secret, text } from '../shapes/questions.ts';
import { rerankList } from '../shapes/rerank-list.ts';

const own = { trusted_pattern: ownServerPattern, mock: {} } satisfies Partial<Blueprint>;
const chatUrl = 'http://${parameters.endpoint}/v1/chat/completions';
const embeddingUrl = 'http://${parameters.endpoint}/v1/embeddings';
const rerankUrl = 'http://${parameters.endpoint}/v1/rerank';

const vllm = {
  ...own,
  provider: 'vllm',
  docs_url: 'https://docs.vllm.ai/en/latest/serving/openai_compatible_server/',
  headers: bearer('vllm_key'),
  parameters: { endpoint: `${ownServer}:8000` },
  questions: [ownHost('10.0.4.2:8000'), optionalKey('vllm_key', 'vLLM')],
};
const servedName = 'The name that the server was started with; it serves one model.';

const vllmChat = chatCompletions({
  ...vllm,
  id: 'vllm-chat',
  title: 'vLLM on a private host',
  summary: 'Chat with an open model that vLLM serves on machines of your own.',
  notes: [privateHostNote, 'vLLM has no limit of calls; one that is overloaded answers late, so mind read_timeout.'],
  name: 'vLLM chat',
  url: chatUrl,
  models: ['openai/gpt-oss-20b'],
  modelHelp: servedName,
  example: { ask: 'Why is the sea salty?', answer: 'Rivers carry salts from rocks into it.' },
});

const vllmEmbedding = embeddingList({
  ...vllm,
  id: 'vllm-embedding',
  title: 'vLLM embeddings on a private host',
  summary: 'Dense vectors from an open embedding model that vLLM serves on machines of your own.',
  notes: [privateHostNote, 'The model decides how long the vectors are.'],
  name: 'vLLM embeddings',
  url: embeddingUrl,
  models: ['BAAI/bge-m3'],
  modelHelp: servedName,
  usage_path: openaiUsage,
});

const vllmRerank = rerankList({
  ...vllm,
  id: 'vllm-rerank',
  title: 'vLLM reranker on a private host',
  summary: 'Scores documents against a query with an open reranker on machines of your own.',
  notes: [privateHostNote, 'Every document gets a score: the number of results asked for is the number of documents.'],
  name: 'vLLM rerank',
  url: rerankUrl,
  models: ['BAAI/bge-reranker-v2-m3'],
  modelHelp: servedName,
  usage_path: { total: '$.usage.total_tokens' },
  extra: { id: 'rerank-1', model: 'BAAI/bge-reranker-v2-m3', usage: { total_tokens: 26 } },
});

const lmStudio = {
  ...own,
  provider: 'lm_studio',
  docs_url: 'https://lmstudio.ai/docs/developer/openai-compat',
  headers: bearer('lmstudio_key'),
  parameters: { endpoint: `${ownServer}:1234` },
  questions: [ownHost('10.0.4.2:1234'), optionalKey('lmstudio_key', 'LM Studio')],
};

const lmStudioChat = chatCompletions({
  ...lmStudio,
  id: 'lm-studio-chat',
  title: 'LM Studio on a private host',
  summary: 'Chat with an open model that LM Studio runs on a desktop or server of your own.',
  notes: [privateHostNote, 'Let the server listen on the network: by default it answers to its own machine only.'],
  name: 'LM Studio chat',
  url: chatUrl,
  models: ['openai/gpt-oss-20b'],
  modelHelp: 'A model that you have downloaded.',
  example: { ask: 'Why do stars twinkle?', answer: 'Moving air bends their light.' },
});

const llamaCpp = {
  ...own,
  provider: 'llama_cpp',
  docs_url: 'https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md',
  headers: bearer('llamacpp_key'),
  parameters: { endpoint: `${ownServer}:8080` },
  questions: [ownHost('10.0.4.2:8080'), optionalKey('llamacpp_key', 'the server')],
};

const llamaCppEmbedding = embeddingList({
  ...llamaCpp,
  id: 'llama-cpp-embedding',
  title: 'llama.cpp embeddings on a private host',
  summary: 'Dense vectors from a quantised model that llama.cpp runs on a machine of your own.',
  notes: [privateHostNote, 'Start the server with --embedding and a pooling other than none. Vectors are unit length.'],
  name: 'llama.cpp embeddings',
  url: embeddingUrl,
  models: ['local'],
  modelHelp: 'The server has one model, so any name will do.',
  body: ['"encoding_format": "float"'],
  usage_path: openaiUsage,
});

const llamaCppChat = chatCompletions({
  ...llamaCpp,
  id: 'llama-cpp-chat',
  title: 'llama.cpp on a private host',
  summary: 'Chat with a quantised model that llama.cpp runs on a machine of your own.',
  notes: [privateHostNote, 'While it loads its model the server answers with 503.'],
  name: 'llama.cpp chat',
  url: chatUrl,
  models: ['local'],
  modelHelp: 'The server has one model, so any name will do.',
  example: { ask: 'Why do onions make us cry?', answer: 'Cut cells set free a gas that stings.' },
});

const torchserveEmbedding = makeBlueprint({
  ...own,
  id: 'torchserve-embedding',
  title: 'TorchServe on a private host',
  summary: 'Dense vectors from a model of your own behind TorchServe in the KServe form.',
  provider: 'torchserve',
  task: 'text_embedding',
  docs_url: 'https://pytorch.org/serve/inference_api.html',
  notes: [
    privateHostNote,
    'TorchServe gets no more fixes: keep it for models that you have, and take another server for new ones.',
    'Tokens for inference end after an hour unless the server was told otherwise; ML Commons cannot renew them.',
  ],
  name: 'TorchServe embeddings',
  parameters: { endpoint: `${ownServer}:8080`, model: 'my_model', response_filter: '$.predictions' },
  questions: [
    ownHost('10.0.4.2:8080'),
    text('model', 'Model', { help: 'The name that it was registered with.', pattern: '^[\\w.-]+$' }),
    secret('torchserve_token', 'Inference token'),
  ],
  action: {
    url: 'http://${parameters.endpoint}/v1/models/${parameters.model}:predict',
    headers: bearer('torchserve_token'),
    request_body: jsonBody('"instances": ${parameters.input}'),
    pre_process_function: 'connector.pre_process.default.embedding',
    post_process_function: 'connector.post_process.cohere.embedding', // a list of vectors at the path above
  },
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { predictions: twoVectors },
      expected: embeddings(twoVectors),
    },
  ],
});

export const ownServers = [vllmChat, vllmEmbedding, vllmRerank, lmStudioChat, llamaCppChat, llamaCppEmbedding, torchserveEmbedding];
