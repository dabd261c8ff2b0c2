import type { Blueprint } from '../blueprint.ts';
import { embeddings } from './answers.ts';
import { awsCredential, awsQuestions, bedrockMock, bedrockPattern } from './aws.ts';

const vectors = [
  [0.0123, -0.0456, 0.0789],
  [-0.0311, 0.0202, 0.0415],
];

export const bedrockCohereEmbed = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'bedrock-cohere-embed',
  title: 'Cohere Embed v3 on Amazon Bedrock',
  summary: 'Dense vectors in English or many languages, billed through AWS.',
  provider: 'amazon_bedrock',
  task: 'text_embedding',
  docs_url: 'https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html',
  notes: [
    'Documents and queries need different input types: keep one connector for ingest and one for search.',
    'One request takes up to 96 texts of 2,048 characters each; longer lists are split into several calls.',
  ],
  connector: {
    name: 'Bedrock Cohere Embed v3',
    description: 'Cohere Embed v3 on Amazon Bedrock',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: {
      region: 'us-east-1',
      service_name: 'bedrock',
      model: 'cohere.embed-multilingual-v3',
      input_type: 'search_document',
      truncate: 'END',
      input_docs_processed_step_size: '96',
    },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://bedrock-runtime.${parameters.region}.amazonaws.com/model/${parameters.model}/invoke',
        headers: { 'content-type': 'application/json', 'x-amz-content-sha256': 'required' },
        request_body: '{ "texts": ${parameters.texts}, "input_type": "${parameters.input_type}", "truncate": "${parameters.truncate}" }',
        pre_process_function: 'connector.pre_process.cohere.embedding',
        post_process_function: 'connector.post_process.cohere.embedding',
      },
    ],
  },
  questions: [
    ...awsQuestions,
    {
      key: 'parameters.model',
      label: 'Model',
      type: 'select',
      required: true,
      default: 'cohere.embed-multilingual-v3',
      options: ['cohere.embed-multilingual-v3', 'cohere.embed-english-v3'],
    },
    {
      key: 'parameters.input_type',
      label: 'Input type',
      help: 'search_document for ingest, search_query for search.',
      type: 'select',
      required: true,
      default: 'search_document',
      options: ['search_document', 'search_query', 'classification', 'clustering'],
    },
  ],
  trusted_pattern: bedrockPattern,
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', 'a green pear'] },
      recorded: { id: 'emb-1', response_type: 'embeddings_floats', embeddings: vectors, texts: ['a red apple', 'a green pear'] },
      expected: embeddings(vectors),
    },
  ],
  mock: bedrockMock,
} satisfies Blueprint;
