import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';
import { awsCredential, awsQuestions } from './aws.ts';

export const comprehendLanguage = {
  format: 'ml-connector-studio/blueprint@1',
  id: 'comprehend-language',
  title: 'Language detection with Amazon Comprehend',
  summary: 'Names the main language of a text, for an ingest pipeline that routes by language.',
  provider: 'amazon_comprehend',
  task: 'classification',
  docs_url: 'https://docs.aws.amazon.com/comprehend/latest/APIReference/API_DetectDominantLanguage.html',
  notes: [
    'No slash may follow amazonaws.com in the address: the default pattern of OpenSearch ends there.',
    'The answer is the code of the likeliest language; remove response_filter to get all of them with their scores.',
  ],
  connector: {
    name: 'Comprehend language detection',
    description: 'Dominant language by Amazon Comprehend',
    version: '1',
    protocol: 'aws_sigv4',
    parameters: { region: 'us-east-1', service_name: 'comprehend', response_filter: '$.Languages[0].LanguageCode' },
    credential: awsCredential,
    actions: [
      {
        action_type: 'predict',
        method: 'POST',
        url: 'https://comprehend.${parameters.region}.amazonaws.com',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'Comprehend_20171127.DetectDominantLanguage' },
        request_body: '{ "Text": "${parameters.Text}" }',
      },
    ],
  },
  questions: awsQuestions,
  trusted_pattern: '^https://comprehend\\.[a-z0-9-]+\\.amazonaws\\.com$',
  examples: [
    {
      title: 'A French greeting',
      input: { parameters: { Text: 'Bonjour tout le monde' } },
      recorded: { Languages: [{ LanguageCode: 'fr', Score: 0.99 }] },
      expected: passedThrough({ response: 'fr' }),
    },
  ],
  mock: {
    rate_limited: {
      status: 400,
      headers: { 'x-amzn-errortype': 'ThrottlingException' },
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
    },
    server_error: {
      status: 500,
      headers: { 'x-amzn-errortype': 'InternalServerException' },
      body: { __type: 'InternalServerException', Message: 'The service failed to answer.' },
    },
  },
} satisfies Blueprint;
