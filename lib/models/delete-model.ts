import { operation } from '#lib/access/operation.ts';
import { assertUnchanged, type Precondition } from '#lib/connectors/precondition.ts';
import { statusError } from '#lib/errors.ts';
import { areModelsControlled, assertModelOpen } from './assert-model-open.ts';
import { findModel } from './deploy-model.ts';
import { deployedStates } from './model.ts';
import type { ModelPorts } from './ports.ts';

/**
 * Deletes a model with its controller and the credential of its inline connector; its group stays.
 * @throws StudioError 404, 403, 400 while it is deployed
 */
export const deleteModel = operation(
  'model.delete',
  async (caller, { model_id, precondition = {} }: { model_id: string; precondition?: Precondition }, ports: ModelPorts) => {
    const isControlled = await areModelsControlled(ports.settings);
    return ports.transaction(async ({ models, groups, controllers }) => {
      const stored = await findModel(model_id, models);
      await assertModelOpen(caller, stored.model, groups, isControlled);
      if (deployedStates.includes(stored.model.model_state)) {
        throw statusError(400, 'Model cannot be deleted in deploying or deployed state. Try undeploy model first then delete');
      }
      assertUnchanged(stored, precondition);
      await controllers.forget(model_id);
      return models.remove(model_id);
    });
  },
);
