import { StudioError } from '#lib/errors.ts';
import { filledUrl } from './action-urls.ts';
import type { ConnectorAction } from './connector.ts';

export type DerivedType = 'BATCH_PREDICT_STATUS' | 'CANCEL_BATCH_PREDICT';

const jobName = '{ "TransformJobName" : "${parameters.TransformJobName}"}';

/**
 * The status or cancel action of a connector that has only a batch action (predict.md §16.1).
 * @throws StudioError 500 for a service that ML Commons does not know
 */
export function createBatchAction(
  batch: Pick<ConnectorAction, 'url' | 'headers'>,
  parameters: Readonly<Record<string, string>>,
  type: DerivedType,
): ConnectorAction {
  const base = filledUrl(batch.url, parameters);
  const isStatus = type === 'BATCH_PREDICT_STATUS';
  const service = ['sagemaker', 'openai', 'bedrock', 'cohere'].find((name) => base.includes(name));
  const action = (method: string, url: string, request_body?: string): ConnectorAction => ({
    action_type: type,
    method,
    url,
    ...(batch.headers && { headers: batch.headers }),
    ...(request_body && { request_body }),
  });
  switch (service) {
    case 'sagemaker':
      return action('POST', base.replace('CreateTransformJob', isStatus ? 'DescribeTransformJob' : 'StopTransformJob'), jobName);
    case 'openai':
    case 'cohere':
      return isStatus ? action('GET', `${base}/\${parameters.id}`) : action('POST', `${base}/\${parameters.id}/cancel`);
    case 'bedrock':
      return isStatus
        ? action('GET', `${base}/\${parameters.processedJobArn}`)
        : action('POST', `${base}/\${parameters.processedJobArn}/stop`);
    default: {
      const task = isStatus ? 'get the batch job details' : 'cancel the batch job';
      throw new StudioError('unsupported_operation_exception', 500, `Please configure the action type to ${task} in the connector`);
    }
  }
}
