import type { Blueprint } from '../blueprint.ts';
import { passedThrough } from './answers.ts';
import { type Asked, type BlueprintSpec, makeBlueprint } from './make-blueprint.ts';
import { secret, text } from './questions.ts';

/** What all services of AWS ask for. */
export const awsQuestions: Asked[] = [
  secret('access_key', 'Access key'),
  secret('secret_key', 'Secret key'),
  secret('session_token', 'Session token', { help: 'Only for temporary credentials; without one leave it empty.', required: false }),
  text('region', 'Region', {
    help: 'A region that offers the service and the model.',
    pattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]+$',
    example: 'us-east-1',
  }),
];

/** @param service_name that the signature is made for */
export const awsParameters = (service_name: string) => ({ region: 'us-east-1', service_name });

const failure = (status: number, type: string, body: Record<string, string | number>) => ({
  status,
  headers: { 'x-amzn-errortype': type },
  body,
});

/** Bedrock names the kind of an error in a header; only a throttled call is worth another try. */
export const bedrockMock: Blueprint['mock'] = {
  rate_limited: failure(429, 'ThrottlingException', { message: 'Too many requests, please wait before trying again.' }),
  server_error: failure(500, 'InternalServerException', { message: 'The service failed to process the request.' }),
};

export const sagemakerMock: Blueprint['mock'] = {
  rate_limited: failure(429, 'ThrottlingException', { Message: 'Rate exceeded' }),
  server_error: failure(424, 'ModelError', { Message: 'Received server error (500) from primary container.', OriginalStatusCode: 500 }),
};

/** AWS JSON 1.1 throttles with 400 and names the kind in the body too. */
const jsonMock: Blueprint['mock'] = {
  rate_limited: failure(400, 'ThrottlingException', { __type: 'ThrottlingException', message: 'Rate exceeded' }),
  server_error: failure(500, 'InternalServerException', { __type: 'InternalServerException', Message: 'The service failed to answer.' }),
};

type BedrockSpec = Omit<BlueprintSpec, 'provider' | 'protocol' | 'mock' | 'trusted_pattern' | 'action'> & {
  /** Host before the region, and the path after it. */
  host?: 'bedrock-runtime' | 'bedrock-agent-runtime';
  path: string;
  action: Omit<BlueprintSpec['action'], 'url' | 'headers'>;
};

export const invokePath = 'model/${parameters.model}/invoke';

/** A call to Amazon Bedrock. */
export function bedrock({ host = 'bedrock-runtime', path, parameters, questions, action, ...facts }: BedrockSpec): Blueprint {
  return makeBlueprint({
    ...facts,
    provider: 'amazon_bedrock',
    protocol: 'aws_sigv4',
    parameters: { ...awsParameters('bedrock'), ...parameters },
    questions: [...awsQuestions, ...questions],
    action: {
      url: `https://${host}.\${parameters.region}.amazonaws.com/${path}`,
      headers: { 'content-type': 'application/json', 'x-amz-content-sha256': 'required' },
      ...action,
    },
    trusted_pattern: `^https://${host}\\.[a-z0-9-]+\\.amazonaws\\.com/.*$`,
    mock: bedrockMock,
  });
}

type SagemakerSpec = Omit<
  BlueprintSpec,
  'provider' | 'protocol' | 'mock' | 'trusted_pattern' | 'docs_url' | 'parameters' | 'questions' | 'action'
> & {
  endpoint: string;
  parameters?: Record<string, string>;
  action: Omit<BlueprintSpec['action'], 'url' | 'headers'>;
};

/** A call to an endpoint of Amazon SageMaker, which hands the body to a container as it is. */
export function sagemaker({ endpoint, parameters, action, ...facts }: SagemakerSpec): Blueprint {
  return makeBlueprint({
    ...facts,
    provider: 'amazon_sagemaker',
    docs_url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints.html',
    protocol: 'aws_sigv4',
    parameters: { ...awsParameters('sagemaker'), endpoint_name: endpoint, ...parameters },
    questions: [...awsQuestions, text('endpoint_name', 'Endpoint name', { pattern: '^[a-zA-Z0-9-]{1,63}$', example: endpoint })],
    action: {
      url: 'https://runtime.sagemaker.${parameters.region}.amazonaws.com/endpoints/${parameters.endpoint_name}/invocations',
      headers: { 'content-type': 'application/json' },
      ...action,
    },
    trusted_pattern: '^https://runtime\\.sagemaker\\.[a-z0-9-]+\\.amazonaws\\.com/.*$',
    mock: sagemakerMock,
  });
}

type OperationSpec = Pick<BlueprintSpec, 'id' | 'title' | 'summary' | 'name' | 'task' | 'docs_url' | 'notes'> & {
  service: 'comprehend' | 'textract' | 'rekognition';
  /** As the header `x-amz-target` names it. */
  operation: string;
  request_body: string;
  parameters?: Record<string, string>;
  questions?: Asked[];
  example: { title: string; input: Record<string, string | string[]>; recorded: Blueprint['examples'][number]['recorded'] };
  /** What of the answer is kept, and what the example keeps of it. */
  keeps: { path: string; response: Blueprint['examples'][number]['recorded'] };
};

/** An operation of AWS JSON 1.1: one address for each region, the operation in a header. */
export function awsOperation({
  service,
  operation,
  request_body,
  parameters,
  questions = [],
  example,
  keeps,
  ...facts
}: OperationSpec): Blueprint {
  const { title, input, recorded } = example;
  return makeBlueprint({
    ...facts,
    provider: `amazon_${service}`,
    protocol: 'aws_sigv4',
    parameters: { ...awsParameters(service), ...parameters, response_filter: keeps.path },
    questions: [...awsQuestions, ...questions],
    action: {
      url: `https://${service}.\${parameters.region}.amazonaws.com`,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': operation },
      request_body,
    },
    trusted_pattern: `^https://${service}\\.[a-z0-9-]+\\.amazonaws\\.com$`,
    examples: [{ title, input: { parameters: input }, recorded, expected: passedThrough({ response: keeps.response }) }],
    mock: jsonMock,
  });
}
