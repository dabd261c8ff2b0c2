import type { Blueprint } from '../blueprint.ts';
import { embeddingPerCall, oneVector, passedThrough, rerankExample, rerankInput, rerankScores, twoTexts } from '../shapes/answers.ts';
import { bearer } from '../shapes/headers.ts';
import { jsonBody, makeBlueprint } from '../shapes/make-blueprint.ts';
import { choice, longestAnswer, number, secret, systemPrompt, text, whichModel } from '../shapes/questions.ts';
import { documentsAsObjects, scoresInPlace } from '../shapes/scripts.ts';

const chatModels = ['gemini-3.8-flash', 'gemini-3.5-flash-lite', 'gemini-4-argon', 'gemini-flash-latest'];
const taskType = choice(
  'task_type',
  'Task',
  ['RETRIEVAL_DOCUMENT', 'RETRIEVAL_QUERY', 'SEMANTIC_SIMILARITY', 'CLASSIFICATION', 'CLUSTERING'],
  { help: 'RETRIEVAL_DOCUMENT for ingest, RETRIEVAL_QUERY for search.' },
);
const pairNote = 'Documents and queries need different tasks: keep one connector for ingest and one for search.';
const lengthNote = 'Vectors shorter than 3072 are not of unit length: choose cosine as the space of the k-NN field.';
const tokenNote = 'The access token ends after about an hour, and ML Commons cannot renew it: something else has to update the credential.';

const failing = {
  rate_limited: { status: 429, body: { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' } } },
  server_error: { status: 503, body: { error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } } },
} satisfies Blueprint['mock'];

const geminiHeaders = { 'x-goog-api-key': '${credential.gemini_key}', 'content-type': 'application/json' };
const geminiKey = secret('gemini_key', 'API key');
const ofGemini = {
  provider: 'google_gemini',
  docs_url: 'https://ai.google.dev/api',
  trusted_pattern: '^https://generativelanguage\\.googleapis\\.com/.*$',
  mock: failing,
} satisfies Partial<Blueprint>;

const contents = [
  '"systemInstruction": { "parts": [{ "text": "${parameters.system}" }] }',
  '"contents": [{ "role": "user", "parts": [{ "text": "${parameters.prompt}" }] }]',
  '"generationConfig": { "maxOutputTokens": ${parameters.max_tokens} }',
];
const generated = {
  candidates: [{ content: { role: 'model', parts: [{ text: 'Dew forms when air cools.' }] }, finishReason: 'STOP', index: 0 }],
  usageMetadata: { promptTokenCount: 14, candidatesTokenCount: 6, totalTokenCount: 20 },
  modelVersion: 'gemini-3.8-flash',
  responseId: 'r-1',
};
const chatUsage = {
  input: '$.usageMetadata.promptTokenCount',
  output: '$.usageMetadata.candidatesTokenCount',
  total: '$.usageMetadata.totalTokenCount',
};
const chatExample = {
  title: 'A question in one sentence',
  input: { parameters: { prompt: 'Where does dew come from?' } },
  recorded: generated,
  expected: passedThrough(generated),
};
const chatNotes = [
  'The text stands in candidates[0].content.parts; an answer that was stopped may have no parts, and says why in finishReason.',
  'Thinking counts toward the limit.',
];

const geminiChat = makeBlueprint({
  ...ofGemini,
  id: 'gemini-chat',
  title: 'Gemini from Google',
  summary: 'Chat with a Gemini model through the Gemini API, with a key of Google AI Studio.',
  task: 'chat',
  notes: [...chatNotes, 'A wrong key is answered with 400, not 401.'],
  name: 'Gemini chat',
  parameters: { model: 'gemini-3.8-flash', system: 'Answer in one sentence.', max_tokens: '500' },
  questions: [geminiKey, whichModel(chatModels), systemPrompt, longestAnswer()],
  action: {
    url: 'https://generativelanguage.googleapis.com/v1beta/models/${parameters.model}:generateContent',
    headers: geminiHeaders,
    request_body: jsonBody(...contents),
  },
  usage_path: chatUsage,
  examples: [chatExample],
});

const geminiEmbedding = makeBlueprint({
  ...ofGemini,
  id: 'gemini-embedding',
  title: 'Gemini text embeddings',
  summary: 'Dense vectors from the Gemini API, one call for each text.',
  task: 'text_embedding',
  notes: [pairNote, lengthNote, 'The answer counts no tokens.'],
  name: 'Gemini embeddings',
  parameters: { model: 'gemini-embedding-001', task_type: 'RETRIEVAL_DOCUMENT', dimensions: '768', response_filter: '$.embedding.values' },
  questions: [geminiKey, whichModel(), taskType, number('dimensions', 'Dimensions', { help: 'From 128 to 3072.' })],
  action: {
    url: 'https://generativelanguage.googleapis.com/v1beta/models/${parameters.model}:embedContent',
    headers: geminiHeaders,
    request_body: jsonBody(
      '"model": "models/${parameters.model}"',
      '"content": { "parts": [{ "text": "${parameters.inputText}" }] }',
      '"taskType": "${parameters.task_type}"',
      '"outputDimensionality": ${parameters.dimensions}',
    ),
    pre_process_function: 'connector.pre_process.bedrock.embedding', // one text for each call, as Gemini wants it
    post_process_function: 'connector.post_process.bedrock.embedding',
  },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { embedding: { values: oneVector } },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const vertexHeaders = { ...bearer('vertexAI_token'), 'content-type': 'application/json' };
const vertexUrl = (method: string) =>
  `https://\${parameters.region}-aiplatform.googleapis.com/v1/projects/\${parameters.project}/locations/\${parameters.region}/publishers/google/models/\${parameters.model}:${method}`;
const vertexToken = secret('vertexAI_token', 'Access token', { help: 'Of a service account that may use the service.' });
const whichProject = text('project', 'Project', { help: 'Its id.', pattern: '^[a-z][a-z0-9-]{4,28}[a-z0-9]$', example: 'my-project' });
const vertexQuestions = [vertexToken, whichProject, text('region', 'Region', { pattern: '^[a-z]+-[a-z]+[0-9]+$', example: 'us-central1' })];
const ofVertex = {
  provider: 'google_vertex_ai',
  docs_url: 'https://cloud.google.com/vertex-ai/generative-ai/docs/start/quickstart',
  trusted_pattern: '^https://[a-z0-9-]+-aiplatform\\.googleapis\\.com/.*$',
  mock: failing,
} satisfies Partial<Blueprint>;
const place = { region: 'us-central1', project: 'my-project' };

const vertexChat = makeBlueprint({
  ...ofVertex,
  id: 'vertex-gemini-chat',
  title: 'Gemini on Vertex AI',
  summary: 'Chat with a Gemini model in your own Google Cloud project.',
  task: 'chat',
  notes: [tokenNote, ...chatNotes],
  name: 'Vertex Gemini chat',
  parameters: { ...place, model: 'gemini-3.8-flash', system: 'Answer in one sentence.', max_tokens: '500' },
  questions: [...vertexQuestions, whichModel(chatModels), systemPrompt, longestAnswer()],
  action: { url: vertexUrl('generateContent'), headers: vertexHeaders, request_body: jsonBody(...contents) },
  usage_path: chatUsage,
  examples: [chatExample],
});

const vertexEmbedding = makeBlueprint({
  ...ofVertex,
  id: 'vertex-embedding',
  title: 'Text embeddings on Vertex AI',
  summary: 'Dense vectors from your own Google Cloud project, one call for each text.',
  task: 'text_embedding',
  notes: [tokenNote, pairNote, lengthNote],
  name: 'Vertex embeddings',
  parameters: {
    ...place,
    model: 'gemini-embedding-001',
    task_type: 'RETRIEVAL_DOCUMENT',
    dimensions: '768',
    response_filter: '$.predictions[*].embeddings.values',
  },
  questions: [...vertexQuestions, whichModel(), taskType, number('dimensions', 'Dimensions', { help: 'Up to 3072.' })],
  action: {
    url: vertexUrl('predict'),
    headers: vertexHeaders,
    request_body:
      '{ "instances": [{ "content": "${parameters.inputText}", "task_type": "${parameters.task_type}" }], "parameters": { "outputDimensionality": ${parameters.dimensions}, "autoTruncate": true } }',
    pre_process_function: 'connector.pre_process.bedrock.embedding', // one text for each call, as this model wants it
    post_process_function: 'connector.post_process.cohere.embedding',
  },
  usage_path: { input: '$.predictions[0].embeddings.statistics.token_count' },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: twoTexts },
      recorded: { predictions: [{ embeddings: { values: oneVector, statistics: { truncated: false, token_count: 4 } } }] },
      expected: embeddingPerCall(2, oneVector),
    },
  ],
});

const vertexRerank = makeBlueprint({
  ...ofVertex,
  id: 'vertex-ranking',
  title: 'Ranking API of Google Cloud',
  summary: 'Scores documents against a query with the semantic ranker of your own Google Cloud project.',
  task: 'rerank',
  docs_url: 'https://cloud.google.com/generative-ai-app-builder/docs/ranking',
  notes: [tokenNote, 'Documents are numbered with texts, and the answer is sorted by score: two scripts translate both ways.'],
  name: 'Google ranking',
  parameters: { project: place.project, model: 'semantic-ranker-default-004' },
  questions: [vertexToken, whichProject, whichModel(['semantic-ranker-default-004', 'semantic-ranker-fast-004'])],
  action: {
    url: 'https://discoveryengine.googleapis.com/v1/projects/${parameters.project}/locations/global/rankingConfigs/default_ranking_config:rank',
    headers: vertexHeaders,
    request_body: jsonBody('"model": "${parameters.model}"', '"query": "${parameters.query}"', '"records": ${parameters.documents}'),
    pre_process_function: documentsAsObjects('content', true),
    post_process_function: scoresInPlace('params.records', 'score', 'Integer.parseInt(result.id)'),
  },
  trusted_pattern: '^https://discoveryengine\\.googleapis\\.com/.*$',
  examples: [
    rerankExample({
      records: rerankScores.map(([index, score]) => ({ id: String(index), content: rerankInput.text_docs[index] ?? '', score })),
    }),
  ],
});

export const google = [geminiChat, geminiEmbedding, vertexChat, vertexEmbedding, vertexRerank];
