import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';
import { awsCredential, awsQuestions, bedrockMock, bedrockPattern } from './aws.ts';

const answer = {
  output: { message: { role: 'assistant', content: [{ text: 'Mostly fish.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 14, outputTokens: 5, totalTokens: 19 },
  metrics: { latencyMs: 551 },
};

export const bedrockClaudeConverse = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'bedrock-claude-converse',
  title: 'Claude on Amazon Bedrock (Converse)',
  summary: 'Chat with Claude through the Converse API, which all chat models of Bedrock share.',
  provider: 'amazon_bedrock',
  task: 'chat',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html',
  notes: [
    'Newer models answer only to an inference profile: an id that begins with us., eu., apac. or global.',
    'Another chat model of Bedrock needs only another model id.',
  ],
  connector: {
    name: 'Bedrock Claude',
    description: 'Claude through the Converse API of Amazon Bedrock',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: {
      region: 'us-east-1',
      service_name: 'bedrock',
      model: 'global.anthropic.claude-haiku-5-5',
      system: 'Answer in one sentence.',
      max_tokens: '500',
    },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://bedrock-runtime.${parameters.region}.amazonaws.com/model/${parameters.model}/converse',
        headers: { 'content-type': 'application/json' },
        request_body:
          '{ "system": [{ "text": "${parameters.system}" }], "messages": [{ "role": "user", "content": [{ "text": "${parameters.prompt}" }] }], "inferenceConfig": { "maxTokens": ${parameters.max_tokens} } }',
      },
    ],
  },
  questions: [
    ...awsQuestions,
    {
      key: 'parameters.model',
      label: 'Model or inference profile',
      type: 'text',
      required: true,
      default: 'global.anthropic.claude-haiku-5-5',
      example: 'global.anthropic.claude-haiku-5-5',
    },
    { key: 'parameters.system', label: 'System prompt', type: 'text', required: true, default: 'Answer in one sentence.' },
    { key: 'parameters.max_tokens', label: 'Longest answer in tokens', type: 'number', required: true, default: '500' },
  ],
  trusted_pattern: bedrockPattern,
  usage_path: { input: '$.usage.inputTokens', output: '$.usage.outputTokens', total: '$.usage.totalTokens' },
  examples: [
    {
      title: 'A question in one sentence',
      input: { parameters: { prompt: 'What did people on the island eat?' } },
      recorded: answer,
      expected: passedThrough(answer),
    },
  ],
  mock: bedrockMock,
} satisfies Blueprint;
