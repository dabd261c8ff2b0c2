import type { ActionType } from '#lib/connectors/connector.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import type { FunctionName } from '#lib/models/function-name.ts';

export type Features = { remote_inference: boolean; local_model: boolean; offline_batch: boolean };

/** The setting as the message spells it, which is not always its key. */
const isOff = (what: string, setting: string) =>
  `${what} is currently disabled. To enable it, update the setting "plugins.ml_commons.${setting}" to true.`;

const isRemote = (algorithm: FunctionName) => algorithm === 'REMOTE';

/**
 * What has to be switched on before a prediction's body is looked at, in ML Commons' order (predict.md §2.2).
 * @throws StudioError 400, and 500 for batches as ML Commons answers
 */
export function assertFeaturesOn(asked: { algorithm: FunctionName; action_type: ActionType }, features: Features): void {
  const { algorithm, action_type } = asked;
  if (isRemote(algorithm) && !features.remote_inference) {
    throw statusError(400, isOff('Remote Inference', 'remote_inference_enabled'));
  }
  if (localModels.has(algorithm) && !features.local_model) throw statusError(400, isOff('Local Model', 'local_model.enabled'));
  if (action_type === 'BATCH_PREDICT' && !features.offline_batch) {
    throw new StudioError('illegal_state_exception', 500, isOff('Offline Batch Inference', 'offline_batch_inference_enabled'));
  }
  if (action_type !== 'PREDICT' && action_type !== 'BATCH_PREDICT') throw illegalArgument('Wrong action type in the rest request path!');
}

/** Deep-learning models that a cluster runs itself; this engine has none, but a path may name them. */
const localModels: ReadonlySet<FunctionName> = new Set<FunctionName>([
  'TEXT_EMBEDDING',
  'TEXT_SIMILARITY',
  'SPARSE_ENCODING',
  'SPARSE_TOKENIZE',
  'QUESTION_ANSWERING',
]);
