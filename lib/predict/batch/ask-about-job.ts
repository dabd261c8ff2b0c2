import type { Caller } from '#lib/access/caller.ts';
import { createBatchAction, type DerivedType } from '#lib/connectors/batch-action.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import { findAction } from '#lib/connectors/find-action.ts';
import { StudioError, statusError } from '#lib/errors.ts';
import type { Task } from '#lib/models/task.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import { type PredictPorts, predictNow } from '../predict.ts';
import type { Target, TargetReads } from '../target.ts';
import type { Tensors } from '../tensor.ts';
import { jobParameters } from './remote-job.ts';

export const isBatch = ({ task_type, remote_job }: Task) => task_type === 'BATCH_PREDICTION' && remote_job !== undefined;

/**
 * What a batch was started with, as it is now. Limits, guardrails and interfaces belong to the model's predictions, not to questions
 * about a job, so the model is left out of it.
 * @throws StudioError 404 when the model or its connector is gone
 */
export function targetOfJob({ model_id }: Task, targets: TargetReads): Target {
  const found = model_id === undefined ? undefined : targets.model(model_id);
  if (!found) throw statusError(404, 'Failed to retrieve the ML model for the given task ID');
  const { model, target } = found;
  if (!target) throw statusError(404, `Failed to find connector with the provided connector id: ${model.connector_id}`);
  const { model: _withoutModel, ...connector } = target;
  return connector;
}

/** @throws StudioError 500, as ML Commons answers, when the connector is not the caller's to use */
export function assertMayAsk(
  caller: Caller,
  { connector, owner_id }: Target,
  settings: EffectiveSettings,
  verb: 'access' | 'cancel',
): void {
  if (mayRead(caller, { connector, owner_id }, settings.flag('connector_access_control_enabled'))) return;
  throw new StudioError('m_l_validation_exception', 500, `You don't have permission to ${verb} this batch job`);
}

export type JobQuestion = { task: Task; target: Target; action_name: DerivedType; signal: AbortSignal };

/**
 * Calls the action that tells about a job, or cancels it: the connector's own, else the one that is known for its service (predict.md
 * §16.1). Parameters are what the service said about the job.
 * @throws StudioError as a prediction answers; 500 for a service that nothing is known about
 */
export async function askAboutJob(
  { task, target, action_name, signal }: JobQuestion,
  settings: EffectiveSettings,
  ports: PredictPorts,
): Promise<Tensors | undefined> {
  const asked = {
    target: { ...target, connector: withJobAction(target.connector, action_name) },
    input: { algorithm: 'REMOTE', dataset: { type: 'remote', parameters: jobParameters(task.remote_job ?? new Map()) } as const },
    action_name,
    signal,
  };
  try {
    const [result] = await predictNow(asked, settings, ports);
    return result;
  } catch (cause) {
    if (signal.aborted) throw statusError(499, 'The client closed the request', { cause });
    throw cause;
  }
}

function withJobAction(connector: Connector, type: DerivedType): Connector {
  const { actions = [], parameters } = connector;
  const batch = findAction(actions, 'BATCH_PREDICT');
  if (!batch || findAction(actions, type)) return connector;
  return { ...connector, actions: [...actions, createBatchAction(batch, parameters, type)] };
}
