import { operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import { areModelsControlled, assertModelOpen } from './assert-model-open.ts';
import type { ModelPorts } from './ports.ts';

/** @throws StudioError 403; 404, with another text while no model was ever stored */
export const getModel = operation(
  'model.read',
  async (caller, { model_id }: { model_id: string }, ports: Pick<ModelPorts, 'models' | 'groups' | 'settings'>) => {
    const { models, groups, settings } = ports;
    const stored = await models.find(model_id);
    if (stored) {
      await assertModelOpen(caller, stored.model, groups, await areModelsControlled(settings));
      return stored;
    }
    const isEmpty = !(await models.everStored());
    throw statusError(404, isEmpty ? 'Fail to find model' : `Failed to find model with the provided model id: ${model_id}`);
  },
);
