import { passedThrough, rerankExample, rerankScores } from '../shapes/answers.ts';
import { bedrock, invokePath } from '../shapes/aws.ts';
import { jsonBody } from '../shapes/make-blueprint.ts';
import { choice, longestAnswer, number, systemPrompt, text } from '../shapes/questions.ts';

const claude = 'global.anthropic.claude-haiku-5-5';
const profileNote = 'Newer models answer only to an inference profile: an id that begins with us., eu., apac. or global.';
const profile = text('model', 'Model or inference profile', { example: claude });

const converseAnswer = {
  output: { message: { role: 'assistant', content: [{ text: 'Mostly fish.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 14, outputTokens: 5, totalTokens: 19 },
  metrics: { latencyMs: 551 },
};

const bedrockClaudeConverse = bedrock({
  id: 'bedrock-claude-converse',
  title: 'Claude on Amazon Bedrock (Converse)',
  summary: 'Chat with Claude through the Converse API, which all chat models of Bedrock share.',
  task: 'chat',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html',
  notes: [profileNote, 'Another chat model of Bedrock needs only another model id.'],
  name: 'Bedrock Claude',
  path: 'model/${parameters.model}/converse',
  parameters: { model: claude, system: 'Answer in one sentence.', max_tokens: '500' },
  questions: [profile, systemPrompt, longestAnswer()],
  action: {
    request_body:
      '{ "system": [{ "text": "${parameters.system}" }], "messages": [{ "role": "user", "content": [{ "text": "${parameters.prompt}" }] }], "inferenceConfig": { "maxTokens": ${parameters.max_tokens} } }',
  },
  usage_path: { input: '$.usage.inputTokens', output: '$.usage.outputTokens', total: '$.usage.totalTokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { prompt: 'What did people on the island eat?' } },
      recorded: converseAnswer,
      expected: passedThrough(converseAnswer),
    },
  ],
});

const messagesAnswer = {
  id: 'msg_bdrk_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-haiku-5-5',
  content: [{ type: 'text', text: 'They follow the warmth and the food.' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 17, output_tokens: 11 },
};

const bedrockClaudeMessages = bedrock({
  id: 'bedrock-claude-messages',
  title: 'Claude on Amazon Bedrock (Messages)',
  summary: "Chat with Claude in Anthropic's own request form. The caller sends the list of messages.",
  task: 'chat',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html',
  notes: [
    profileNote,
    'Thinking counts toward the limit, so newer models need thousands of tokens.',
    'The body sends no temperature, because Claude from version 5 on refuses it.',
  ],
  name: 'Bedrock Claude messages',
  path: invokePath,
  parameters: { model: claude, system: 'Answer in one sentence.', max_tokens: '4096' },
  questions: [profile, systemPrompt, longestAnswer()],
  action: {
    request_body: jsonBody(
      '"anthropic_version": "bedrock-2023-05-31"',
      '"max_tokens": ${parameters.max_tokens}',
      '"system": "${parameters.system}"',
      '"messages": ${parameters.messages}',
    ),
  },
  usage_path: { input: '$.usage.input_tokens', output: '$.usage.output_tokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Why do swallows migrate?' }] }] } },
      recorded: messagesAnswer,
      expected: passedThrough(messagesAnswer),
    },
  ],
});

const rerankDocs = 'https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html';
const everyScore = 'Every document gets a score: the number of results asked for is the number of documents.';
const found = (score: 'relevance_score' | 'relevanceScore') => ({
  results: rerankScores.map(([index, value]) => ({ index, [score]: value })),
});

const bedrockCohereRerank = bedrock({
  id: 'bedrock-cohere-rerank',
  title: 'Cohere Rerank on Amazon Bedrock',
  summary: 'Scores documents against a query with Cohere Rerank 3.5, billed through AWS.',
  task: 'rerank',
  docs_url: rerankDocs,
  notes: [everyScore, 'Offered in fewer regions than other models, us-east-1, us-west-2 and eu-central-1 among them.'],
  name: 'Bedrock Cohere Rerank',
  path: invokePath,
  parameters: { model: 'cohere.rerank-v3-5:0' },
  questions: [text('model', 'Model')],
  action: {
    request_body: jsonBody(
      '"query": "${parameters.query}"',
      '"documents": ${parameters.documents}',
      '"top_n": ${parameters.top_n}',
      '"api_version": 2',
    ),
    pre_process_function: 'connector.pre_process.cohere.rerank',
    post_process_function: 'connector.post_process.cohere.rerank',
  },
  examples: [rerankExample(found('relevance_score'))],
});

const bedrockRerank = bedrock({
  id: 'bedrock-rerank',
  title: 'Rerank API of Amazon Bedrock',
  summary: 'Scores documents against a query, in one form for every reranker of Bedrock.',
  task: 'rerank',
  docs_url: rerankDocs,
  notes: [
    everyScore,
    'The model is named by its ARN, whose region has to be the region of the call.',
    'A request takes up to 1,000 documents of 32,000 characters each.',
  ],
  name: 'Bedrock Rerank',
  host: 'bedrock-agent-runtime',
  path: 'rerank',
  parameters: { region: 'us-west-2', model_arn: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0' },
  questions: [
    text('model_arn', 'ARN of the model', {
      pattern: '^arn:aws:bedrock:[a-z0-9-]+::foundation-model/.+$',
      example: 'arn:aws:bedrock:us-west-2::foundation-model/amazon.rerank-v1:0',
    }),
  ],
  action: {
    request_body:
      '{ "queries": ${parameters.queries}, "sources": ${parameters.sources}, "rerankingConfiguration": { "type": "BEDROCK_RERANKING_MODEL", "bedrockRerankingConfiguration": { "numberOfResults": ${parameters.numberOfResults}, "modelConfiguration": { "modelArn": "${parameters.model_arn}" } } } }',
    pre_process_function: 'connector.pre_process.bedrock.rerank',
    post_process_function: 'connector.post_process.bedrock.rerank',
  },
  examples: [rerankExample(found('relevanceScore'))],
});

const bedrockGuardrail = bedrock({
  id: 'bedrock-guardrail',
  title: 'Amazon Bedrock guardrail',
  summary: 'Checks a text against a guardrail that you defined in Bedrock. Made for guardrails of a model.',
  task: 'guardrail',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html',
  notes: [
    'The answer is NONE or GUARDRAIL_INTERVENED: as a guardrail of another model, reject the second.',
    'For answers of a model set the source to OUTPUT.',
  ],
  name: 'Bedrock guardrail',
  path: 'guardrail/${parameters.guardrail_id}/version/${parameters.guardrail_version}/apply',
  parameters: { guardrail_id: 'gr1a2b3c4d5e', guardrail_version: '1', source: 'INPUT', response_filter: '$.action' },
  questions: [
    text('guardrail_id', 'Guardrail', { help: 'Its id, not its name.', pattern: '^[a-z0-9]+$', example: 'gr1a2b3c4d5e' }),
    text('guardrail_version', 'Version', { help: 'A number, or DRAFT.', pattern: '^([0-9]{1,8}|DRAFT)$', example: '1' }),
    choice('source', 'What is checked', ['INPUT', 'OUTPUT'], { help: 'What a user asks, or what a model answers.' }),
  ],
  action: { request_body: '{ "source": "${parameters.source}", "content": [{ "text": { "text": "${parameters.text}" } }] }' },
  examples: [
    {
      title: 'A forbidden topic',
      input: { parameters: { text: 'How do I pick the lock of my neighbour?' } },
      recorded: {
        action: 'GUARDRAIL_INTERVENED',
        outputs: [{ text: 'I cannot help with that.' }],
        assessments: [{ topicPolicy: { topics: [{ name: 'Burglary', type: 'DENY', action: 'BLOCKED' }] } }],
        usage: { topicPolicyUnits: 1, contentPolicyUnits: 1, wordPolicyUnits: 1, sensitiveInformationPolicyUnits: 1 },
      },
      expected: passedThrough({ response: 'GUARDRAIL_INTERVENED' }),
    },
  ],
});

const passages = ['Fish was the staple food.', 'Every house had a net.'];

const bedrockKnowledgeBase = bedrock({
  id: 'bedrock-knowledge-base',
  title: 'Knowledge base of Amazon Bedrock',
  summary: 'Finds passages in a knowledge base, for tools of an agent or for prompts with context.',
  task: 'rag',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_Retrieve.html',
  notes: ['The answer is the list of passages; remove response_filter to get scores and sources too.'],
  name: 'Bedrock knowledge base',
  host: 'bedrock-agent-runtime',
  path: 'knowledgebases/${parameters.knowledge_base_id}/retrieve',
  parameters: { knowledge_base_id: 'KB12345678', results: '3', response_filter: '$.retrievalResults[*].content.text' },
  questions: [
    text('knowledge_base_id', 'Knowledge base', { help: 'Its id.', pattern: '^[0-9A-Za-z]{10}$', example: 'KB12345678' }),
    number('results', 'Passages', { help: 'From 1 to 100.' }),
  ],
  action: {
    request_body:
      '{ "retrievalQuery": { "text": "${parameters.text}" }, "retrievalConfiguration": { "vectorSearchConfiguration": { "numberOfResults": ${parameters.results} } } }',
  },
  examples: [
    {
      title: 'Two passages',
      input: { parameters: { text: 'What did people on the island eat?' } },
      recorded: {
        retrievalResults: passages.map((passage, index) => ({
          content: { text: passage, type: 'TEXT' },
          location: { type: 'S3', s3Location: { uri: `s3://my-bucket/island-${index + 1}.txt` } },
          score: 0.71 - index / 10,
          metadata: {},
        })),
      },
      expected: passedThrough({ response: passages }),
    },
  ],
});

export const bedrockModels = [
  bedrockClaudeConverse,
  bedrockClaudeMessages,
  bedrockCohereRerank,
  bedrockRerank,
  bedrockGuardrail,
  bedrockKnowledgeBase,
];
