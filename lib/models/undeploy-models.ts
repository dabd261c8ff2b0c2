import { operation } from '#lib/access/operation.ts';
import { illegalArgument } from '#lib/errors.ts';
import { areModelsControlled, isModelOpen } from './assert-model-open.ts';
import { assertPlanAllowed, findModel, undeployed } from './deploy-model.ts';
import { deployedStates } from './model.ts';
import type { ModelPorts } from './ports.ts';

export type Undeployment = { model_ids: readonly string[]; node_ids?: string[] | undefined };

/**
 * Takes models off the node.
 * @returns per node and model "undeployed", or "not_found" for a model that was not deployed
 * @throws StudioError 404 when one of them does not exist; then none is undeployed
 */
export const undeployModels = operation('model.update', async (caller, { model_ids, node_ids }: Undeployment, ports: ModelPorts) => {
  if (model_ids.length === 0) throw illegalArgument('Must set specific model ids to undeploy');
  await assertPlanAllowed(node_ids, ports);
  const [node, time] = [ports.nodeId(), ports.now()];
  const isControlled = await areModelsControlled(ports.settings);
  const stats = await ports.transaction(async ({ models, groups }) => {
    const stats = new Map<string, 'undeployed' | 'not_found'>();
    for (const id of new Set(model_ids)) {
      const stored = await findModel(id, models);
      if (!(await isModelOpen(caller, stored.model, groups, isControlled))) throw illegalArgument(`No permission to undeploy model ${id}`);
      const isDeployed = deployedStates.includes(stored.model.model_state);
      if (isDeployed) await models.replace(stored, undeployed(stored.model, time));
      stats.set(id, isDeployed ? 'undeployed' : 'not_found');
    }
    return stats;
  });
  for (const [id, outcome] of stats) {
    if (outcome !== 'undeployed') continue;
    ports.counts.count('undeploy', id);
    ports.counts.forgetDurations(id);
  }
  return { [node]: { stats } };
});
