import { passedThrough } from '../shapes/answers.ts';
import { awsParameters, awsQuestions } from '../shapes/aws.ts';
import { makeBlueprint } from '../shapes/make-blueprint.ts';
import { text } from '../shapes/questions.ts';

const lambdaInvoke = makeBlueprint({
  id: 'lambda-invoke',
  title: 'A function on AWS Lambda',
  summary: 'Calls a Lambda function of your own with whatever the caller sends, as a tool of an agent.',
  provider: 'aws_lambda',
  task: 'function',
  docs_url: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
  notes: [
    'The function has to answer JSON. One that throws is answered with status 200 and errorMessage, so look into the answer.',
    'No default pattern trusts Lambda: an administrator adds the pattern of this blueprint.',
  ],
  name: 'Lambda function',
  protocol: 'aws_sigv4',
  parameters: { ...awsParameters('lambda'), function_name: 'calculator' },
  questions: [
    ...awsQuestions,
    text('function_name', 'Function', { help: 'Its name.', pattern: '^[a-zA-Z0-9_-]{1,64}$', example: 'calculator' }),
  ],
  action: {
    url: 'https://lambda.${parameters.region}.amazonaws.com/2015-03-31/functions/${parameters.function_name}/invocations',
    headers: { 'content-type': 'application/json', 'X-Amz-Invocation-Type': 'RequestResponse' },
    request_body: '${parameters.payload}',
  },
  trusted_pattern: '^https://lambda\\.[a-z0-9-]+\\.amazonaws\\.com/2015-03-31/functions/.*$',
  examples: [
    {
      title: 'A sum',
      input: { parameters: { payload: { number1: 2, number2: 3 } } },
      recorded: { result: 5 },
      expected: passedThrough({ result: 5 }),
    },
  ],
  mock: {
    rate_limited: {
      status: 429,
      headers: { 'retry-after': '1', 'x-amzn-errortype': 'TooManyRequestsException' },
      body: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' },
    },
    server_error: {
      status: 500,
      headers: { 'x-amzn-errortype': 'ServiceException' },
      body: { Type: 'Service', Message: 'The service failed.' },
    },
  },
});

export const awsLambda = [lambdaInvoke];
