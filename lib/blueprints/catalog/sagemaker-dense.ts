import type { Blueprint } from '../blueprint.ts';
import { embeddings } from './answers.ts';
import { awsCredential, awsQuestions, sagemakerMock, sagemakerPattern } from './aws.ts';

const vectors = [
  [0.0123, -0.0456, 0.0789],
  [-0.0311, 0.0202, 0.0415],
];

export const sagemakerDense = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'sagemaker-dense',
  title: 'Dense embeddings on Amazon SageMaker',
  summary: 'Your own embedding model behind a SageMaker endpoint: a list of texts in, a list of vectors out.',
  provider: 'amazon_sagemaker',
  task: 'text_embedding',
  docs_url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints.html',
  notes: [
    'SageMaker hands the body to your container as it is: the container decides the shape, this one takes a JSON list of texts.',
    'The body may have up to 6 MB, and the answer must come within 60 seconds.',
  ],
  connector: {
    name: 'SageMaker dense embeddings',
    description: 'A text embedding model on Amazon SageMaker',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'sagemaker', endpoint_name: 'my-embedding-endpoint' },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://runtime.sagemaker.${parameters.region}.amazonaws.com/endpoints/${parameters.endpoint_name}/invocations',
        headers: { 'content-type': 'application/json' },
        request_body: '${parameters.input}',
        pre_process_function: 'connector.pre_process.default.embedding',
        post_process_function: 'connector.post_process.default.embedding',
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
      default: 'my-embedding-endpoint',
      pattern: '^[a-zA-Z0-9-]{1,63}$',
      example: 'my-embedding-endpoint',
    },
  ],
  trusted_pattern: sagemakerPattern,
  examples: [
    {
      title: 'Two short texts',
      algorithm: 'text_embedding',
      input: { text_docs: ['a red apple', 'a green pear'] },
      recorded: vectors,
      expected: embeddings(vectors),
    },
  ],
  mock: sagemakerMock,
} satisfies Blueprint;
