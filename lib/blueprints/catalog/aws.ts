import type { Blueprint, BlueprintQuestion } from '../blueprint.ts';

/** What all services of AWS ask for. */
export const awsCredential = { access_key: '<access_key>', secret_key: '<secret_key>', session_token: '<session_token>' };

export const awsQuestions = [
  { key: 'credential.access_key', label: 'Access key', type: 'secret', required: true },
  { key: 'credential.secret_key', label: 'Secret key', type: 'secret', required: true },
  {
    key: 'credential.session_token',
    label: 'Session token',
    help: 'Only for temporary credentials; without one leave it empty.',
    type: 'secret',
    required: false,
  },
  {
    key: 'parameters.region',
    label: 'Region',
    help: 'A region that offers the model.',
    type: 'text',
    required: true,
    default: 'us-east-1',
    pattern: '^[a-z]{2,4}(-[a-z]+)+-[0-9]+$',
    example: 'us-east-1',
  },
] satisfies BlueprintQuestion[];

/** Bedrock names the kind of an error in a header; only a throttled call is worth another try. */
export const bedrockMock = {
  rate_limited: {
    status: 429,
    headers: { 'x-amzn-errortype': 'ThrottlingException' },
    body: { message: 'Too many requests, please wait before trying again.' },
  },
  server_error: {
    status: 500,
    headers: { 'x-amzn-errortype': 'InternalServerException' },
    body: { message: 'The service failed to process the request.' },
  },
} satisfies Blueprint['mock'];

export const bedrockPattern = '^https://bedrock-runtime\\.[a-z0-9-]+\\.amazonaws\\.com/.*$';
export const sagemakerPattern = '^https://runtime\\.sagemaker\\.[a-z0-9-]+\\.amazonaws\\.com/.*$';

export const sagemakerMock = {
  rate_limited: {
    status: 429,
    headers: { 'x-amzn-errortype': 'ThrottlingException' },
    body: { Message: 'Rate exceeded' },
  },
  server_error: {
    status: 424,
    headers: { 'x-amzn-errortype': 'ModelError' },
    body: { Message: 'Received server error (500) from primary container.', OriginalStatusCode: 500 },
  },
} satisfies Blueprint['mock'];
