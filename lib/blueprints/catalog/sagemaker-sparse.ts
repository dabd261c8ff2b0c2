import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';
import { awsCredential, awsQuestions, sagemakerMock, sagemakerPattern } from './aws.ts';

const words: Record<string, number>[] = [{ apple: 1.92, red: 1.31, fruit: 0.44 }];
const tokenIds: Record<string, number>[] = [{ '6207': 1.92, '2417': 1.31, '5909': 0.44 }];

export const sagemakerSparse: Blueprint = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'sagemaker-sparse',
  title: 'Sparse embeddings on Amazon SageMaker',
  summary: 'A neural sparse encoder behind a SageMaker endpoint, for neural sparse search.',
  provider: 'amazon_sagemaker',
  task: 'sparse_embedding',
  docs_url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints.html',
  notes: [
    'The answer is a list of maps from token to weight; without a post-process function it becomes dataAsMap.response, which neural sparse search reads.',
    'A caller of _predict/text_embedding chooses between words and token ids with "sparse_embedding_format".',
  ],
  connector: {
    name: 'SageMaker sparse embeddings',
    description: 'A neural sparse encoder on Amazon SageMaker',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'sagemaker', endpoint_name: 'my-sparse-endpoint', sparse_embedding_format: 'WORD' },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://runtime.sagemaker.${parameters.region}.amazonaws.com/endpoints/${parameters.endpoint_name}/invocations',
        headers: { 'content-type': 'application/json' },
        request_body: '{ "inputs": ${parameters.input}, "sparse_embedding_format": "${parameters.sparse_embedding_format}" }',
        pre_process_function: 'connector.pre_process.default.embedding',
      },
    ],
  },
  questions: [
    ...awsQuestions,
    {
      key: 'parameters.endpoint_name',
      label: 'Endpoint name',
      type: 'text',
      required: true,
      default: 'my-sparse-endpoint',
      pattern: '^[a-zA-Z0-9-]{1,63}$',
      example: 'my-sparse-endpoint',
    },
  ],
  trusted_pattern: sagemakerPattern,
  examples: [
    {
      title: 'One short text',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple'] },
      recorded: words,
      expected: passedThrough({ response: words }),
    },
    {
      title: 'Token ids instead of words',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple'], parameters: { sparse_embedding_format: 'TOKEN_ID' } },
      recorded: tokenIds,
      expected: passedThrough({ response: tokenIds }),
    },
  ],
  mock: sagemakerMock,
};
