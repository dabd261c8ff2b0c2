/** Regions of the three partitions, as of 2026. A new one is no fault: only what is nearly one of these is. */
export const awsRegions: readonly string[] =
  `us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1 eu-west-1 eu-west-2 eu-west-3
eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 il-central-1 me-south-1 me-central-1 af-south-1 ap-east-1 ap-east-2 ap-south-1 ap-south-2
ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ap-northeast-1 ap-northeast-2 ap-northeast-3
us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1`.split(/\s+/);

/** Endpoints are called by one name and sign with another. */
export const signingNames: ReadonlyMap<string, string> = new Map([
  ['bedrock-runtime', 'bedrock'],
  ['bedrock-agent', 'bedrock'],
  ['bedrock-agent-runtime', 'bedrock'],
  ['bedrockruntime', 'bedrock'],
  ['amazon-bedrock', 'bedrock'],
  ['amazonbedrock', 'bedrock'],
  ['runtime.sagemaker', 'sagemaker'],
  ['sagemaker-runtime', 'sagemaker'],
  ['sagemakerruntime', 'sagemaker'],
  ['amazon-sagemaker', 'sagemaker'],
  ['api.sagemaker', 'sagemaker'],
]);

/** Services that are called with signed requests: what a name was probably meant to be. */
export const awsServices: readonly string[] = [
  'bedrock',
  'sagemaker',
  'comprehend',
  'textract',
  'rekognition',
  'translate',
  'polly',
  'transcribe',
  'lambda',
  'execute-api',
  'aoss',
  's3',
];

/** The service that signs for a host, and its region, as far as the host says. */
export function awsHost(host: string): { service?: string; region?: string } | undefined {
  const match =
    /^(?:[^.]+\.)*?(bedrock(?:-agent)?(?:-runtime)?|runtime\.sagemaker|api\.sagemaker|comprehend|textract|rekognition|lambda)(?:-fips)?\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.amazonaws\.com(\.cn)?(?::\d+)?$/i.exec(
      host,
    );
  if (!match) return /\.amazonaws\.com(\.cn)?(:\d+)?$/i.test(host) ? {} : undefined;
  const [, name = '', region = ''] = match;
  return { service: signingNames.get(name) ?? name, region };
}
