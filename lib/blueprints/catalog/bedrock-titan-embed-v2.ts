import type { Blueprint } from '../blueprint.ts';
import { embeddingPerCall } from './answers.ts';
import { awsCredential, awsQuestions, bedrockMock, bedrockPattern } from './aws.ts';

const vector = [0.0123, -0.0456, 0.0789];

export const bedrockTitanEmbedV2 = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'bedrock-titan-embed-v2',
  title: 'Amazon Titan Text Embeddings V2',
  summary: 'Dense vectors from Amazon Bedrock, one call for each text.',
  provider: 'amazon_bedrock',
  task: 'text_embedding',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html',
  notes: [
    'The model takes one text at a time: a list of documents becomes as many calls.',
    'The account needs access to the model in this region.',
  ],
  connector: {
    name: 'Bedrock Titan embeddings v2',
    description: 'Titan Text Embeddings V2 on Amazon Bedrock',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: {
      region: 'us-east-1',
      service_name: 'bedrock',
      model: 'amazon.titan-embed-text-v2:0',
      dimensions: '1024',
      normalize: 'true',
    },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://bedrock-runtime.${parameters.region}.amazonaws.com/model/${parameters.model}/invoke',
        headers: { 'content-type': 'application/json', 'x-amz-content-sha256': 'required' },
        request_body:
          '{ "inputText": "${parameters.inputText}", "dimensions": ${parameters.dimensions}, "normalize": ${parameters.normalize}, "embeddingTypes": ["float"] }',
        pre_process_function: 'connector.pre_process.bedrock.embedding',
        post_process_function: 'connector.post_process.bedrock.embedding',
      },
    ],
  },
  questions: [
    ...awsQuestions,
    {
      key: 'parameters.dimensions',
      label: 'Dimensions',
      help: 'The k-NN field of your index needs the same.',
      type: 'select',
      required: true,
      default: '1024',
      options: ['1024', '512', '256'],
    },
    { key: 'parameters.normalize', label: 'Unit length', type: 'boolean', required: true, default: 'true' },
  ],
  trusted_pattern: bedrockPattern,
  usage_path: { input: '$.inputTextTokenCount' },
  examples: [
    {
      title: 'Two short texts, two calls',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', 'a green pear'] },
      recorded: { embedding: vector, embeddingsByType: { float: vector }, inputTextTokenCount: 4 },
      expected: embeddingPerCall(2, vector),
    },
  ],
  mock: bedrockMock,
} satisfies Blueprint;
