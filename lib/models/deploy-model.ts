import { operation } from '#lib/access/operation.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import { areModelsControlled, assertModelOpen } from './assert-model-open.ts';
import { inPrintedOrder, type Model } from './model.ts';
import type { ModelPorts, ModelStores, StoredModel } from './ports.ts';
import { assertOpen } from './rate-limiter.ts';
import { completedTask, failedDeployment, type Task } from './task.ts';

/** The model as it is once its one node holds it. @throws StudioError 400 for a limiter that lets nothing through */
export function deployed(model: Model, node: string, time: number): Model {
  assertOpen(model.rate_limiter);
  return inPrintedOrder({
    ...model,
    model_state: 'DEPLOYED',
    last_updated_time: time,
    last_deployed_time: time,
    auto_redeploy_retry_times: 0,
    planning_worker_node_count: 1,
    current_worker_node_count: 1,
    planning_worker_nodes: [node],
    deploy_to_all_nodes: true,
  });
}

export const undeployed = ({ planning_worker_nodes: _, ...model }: Model, time: number): Model =>
  inPrintedOrder({
    ...model,
    model_state: 'UNDEPLOYED',
    last_updated_time: time,
    planning_worker_node_count: 0,
    current_worker_node_count: 0,
  });

/** The model after it was to be deployed, with the task that records how it went. @throws StudioError 400 for a limiter that lets nothing through */
export function deployment(model_id: string, model: Model, node: string, time: number): { model: Model; task: Task } {
  if (model.algorithm === 'REMOTE')
    return { model: deployed(model, node, time), task: completedTask('DEPLOY_MODEL', model_id, node, time) };
  const failed = inPrintedOrder({ ...model, model_state: 'DEPLOY_FAILED', last_updated_time: time });
  return { model: failed, task: failedDeployment(model_id, model, node, time) };
}

/** @throws StudioError 404, also while no model was ever stored */
export async function findModel(id: string, models: Pick<ModelStores['models'], 'find'>): Promise<StoredModel> {
  const stored = await models.find(id);
  if (!stored) throw statusError(404, 'Failed to find model');
  return stored;
}

/** @throws StudioError 400: one node runs everything here, so there is nothing to choose unless the setting says so */
export async function assertPlanAllowed(nodeIds: readonly string[] | undefined, { settings }: Pick<ModelPorts, 'settings'>): Promise<void> {
  if (!nodeIds?.length || (await settings.flag('allow_custom_deployment_plan'))) return;
  throw illegalArgument("Don't allow custom deployment plan");
}

/**
 * Deploys a model, whoever asks: the route, or the first prediction (`model_auto_deploy.enable`). Deploying a deployed model is allowed.
 * @returns the task that records it
 * @throws StudioError 404, 400
 */
export async function deployStored(
  model_id: string,
  ports: Pick<ModelPorts, 'transaction' | 'newId' | 'nodeId' | 'now' | 'counts'>,
): Promise<{ task_id: string; task: Task }> {
  const [task_id, node, time] = [ports.newId(), ports.nodeId(), ports.now()];
  const task = await ports.transaction(async ({ models, tasks }) => {
    const stored = await findModel(model_id, models);
    const { model, task } = deployment(model_id, stored.model, node, time);
    await models.replace(stored, model);
    await tasks.insert(task_id, task);
    return task;
  });
  ports.counts.count('deploy', model_id);
  return { task_id, task };
}

export type Deployment = { model_id: string; node_ids?: string[] | undefined };

/** @returns OpenSearch's answer: for a remote model the work is done by then, the task of any other tells how it went */
export const deployModel = operation('model.update', async (caller, { model_id, node_ids }: Deployment, ports: ModelPorts) => {
  await assertPlanAllowed(node_ids, ports);
  const isControlled = await areModelsControlled(ports.settings);
  if (isControlled) await assertModelOpen(caller, (await findModel(model_id, ports.models)).model, ports.groups, isControlled);
  const { task_id, task } = await deployStored(model_id, ports);
  return { task_id, task_type: 'DEPLOY_MODEL', status: task.state === 'COMPLETED' ? 'COMPLETED' : 'CREATED' };
});
