import type { ItemResult } from '#components/ui/run-many.ts';
import { deleteModel, deployModel, getModel, undeployModel } from '#lib/client/models.ts';
import { isDeployed } from './model-state.ts';
import { failuresOf } from './task-failures.ts';

type One = Omit<ItemResult, 'id' | 'name'>;
type Named = (name: string) => void;

async function load(id: string, named: Named) {
  const model = await getModel(id);
  named(model.name);
  return model;
}

const skipped = (reason: string): One => ({ outcome: 'skipped', words: 'skipped', reason });

export async function deployOne(id: string, named: Named): Promise<One> {
  const { model_state } = await load(id, named);
  if (model_state === 'DEPLOYED') return skipped('It is deployed already.');
  const failure = await deployModel(id);
  return failure === undefined
    ? { outcome: 'done', words: 'deployed' }
    : { outcome: 'failed', words: 'failed', reason: failuresOf(failure)[0].reason };
}

export async function undeployOne(id: string, named: Named): Promise<One> {
  const { model_state } = await load(id, named);
  if (!isDeployed(model_state)) return skipped('It is not deployed.');
  await undeployModel(id);
  return { outcome: 'done', words: 'undeployed' };
}

/** A deployed model is undeployed first: ML Commons deletes no other. */
export async function deleteOne(id: string, named: Named): Promise<One> {
  const { model_state } = await load(id, named);
  if (isDeployed(model_state)) await undeployModel(id);
  await deleteModel(id);
  return { outcome: 'done', words: 'deleted' };
}
