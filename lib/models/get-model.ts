import { operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import type { ModelPorts } from './ports.ts';

/** @throws StudioError 404, with another text while no model was ever stored */
export const getModel = operation(
  'model.read',
  async (_caller, { model_id }: { model_id: string }, { models }: Pick<ModelPorts, 'models'>) => {
    const stored = await models.find(model_id);
    if (stored) return stored;
    const isEmpty = !(await models.everStored());
    throw statusError(404, isEmpty ? 'Fail to find model' : `Failed to find model with the provided model id: ${model_id}`);
  },
);
