import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import type { SettingReads, Written } from '#lib/connectors/ports.ts';
import { StudioError, statusError } from '#lib/errors.ts';
import { aboutModel } from '#lib/predict/about-model.ts';
import { areModelsControlled, assertModelOpen } from './assert-model-open.ts';
import { type Controller, mergedController } from './controller.ts';
import { inPrintedOrder, type Model } from './model.ts';
import type { GroupReads, ModelPorts, ModelStores, Removed, StoredModel } from './ports.ts';
import { assertOpen } from './rate-limiter.ts';
import { indexNotFound } from './tasks.ts';

export const controllerIndex = '.plugins-ml-controller';

type Named = { model_id: string };
type Sent = Named & { controller: Controller };
type Ports = Pick<ModelPorts, 'transaction' | 'settings' | 'now'>;

const notFound = (what: string) => statusError(404, `Failed to find ${what}`);
const noModelToCreate = () => notFound('model to create the corresponding model controller with the provided model ID');

/** @throws StudioError 500 while the setting is off, as ML Commons answers */
export async function assertControllersOn(settings: SettingReads): Promise<void> {
  if (await settings.flag('controller_enabled')) return;
  const remedy = 'To enable it, update the setting "plugins.ml_commons.controller_enabled" to true.';
  throw new StudioError('illegal_state_exception', 500, `Controller is currently disabled. ${remedy}`);
}

/** @throws StudioError 400 for a limiter that lets nothing through */
const assertAllOpen = ({ user_rate_limiter }: Controller) => [...user_rate_limiter.values()].forEach(assertOpen);

/** @throws StudioError 403 */
async function assertOpenTo(
  caller: Caller,
  { id, model }: StoredModel,
  groups: Pick<GroupReads, 'find'>,
  isControlled: boolean,
): Promise<void> {
  const reason = "User doesn't have privilege to perform this operation on this model controller.";
  await assertModelOpen(caller, model, groups, isControlled, aboutModel(reason, { id, is_hidden: model.is_hidden }));
}

async function noteOnModel(stored: StoredModel, is_controller_enabled: boolean, { models }: ModelStores, time: number): Promise<void> {
  const model: Model = inPrintedOrder({ ...stored.model, is_controller_enabled, last_updated_time: time });
  await models.replace(stored, model);
}

/**
 * Gives a model limits for single users, or replaces those it has.
 * @throws StudioError 404 for an unknown model
 */
export const createController = operation('model.update', async (caller: Caller, { model_id, controller }: Sent, ports: Ports) => {
  await assertControllersOn(ports.settings);
  const isControlled = await areModelsControlled(ports.settings);
  return ports.transaction(async (stores) => {
    const { models, groups, controllers } = stores;
    const stored = await models.find(model_id);
    if (!stored) throw noModelToCreate();
    await assertOpenTo(caller, stored, groups, isControlled);
    assertAllOpen(controller);
    const before = await controllers.find(model_id);
    await controllers.save(model_id, controller);
    if (!before) await noteOnModel(stored, true, stores, ports.now());
    return { model_id, status: before ? 'UPDATED' : 'CREATED' };
  });
});

/** @throws StudioError 404, with another text while no controller was ever stored */
export const getController = operation(
  'model.read',
  async (
    caller: Caller,
    { model_id }: Named,
    { controllers, models, groups, settings }: Pick<ModelPorts, 'controllers' | 'models' | 'groups' | 'settings'>,
  ) => {
    await assertControllersOn(settings);
    const stored = await controllers.find(model_id);
    if (!stored) throw notFound((await controllers.everStored()) ? 'model controller with the provided model ID' : 'model controller');
    const model = await models.find(model_id);
    if (!model) throw notFound('model to get the corresponding model controller with the provided model ID');
    await assertOpenTo(caller, model, groups, await areModelsControlled(settings));
    return { model_id, ...stored.controller };
  },
);

/** @throws StudioError 404 for an unknown model, 409 for one that has no controller */
export const updateController = operation('model.update', async (caller: Caller, { model_id, controller: patch }: Sent, ports: Ports) => {
  await assertControllersOn(ports.settings);
  const isControlled = await areModelsControlled(ports.settings);
  return ports.transaction(async ({ models, groups, controllers }): Promise<Written> => {
    const model = await models.find(model_id);
    if (!model) throw noModelToCreate();
    await assertOpenTo(caller, model, groups, isControlled);
    const stored = await controllers.find(model_id);
    if (!stored) {
      const reason = "Model controller haven't been created for the model. Consider calling create model controller api instead.";
      throw statusError(409, aboutModel(reason, { id: model_id, is_hidden: model.model.is_hidden }));
    }
    const controller = mergedController(stored.controller, patch);
    assertAllOpen(controller);
    return controllers.save(model_id, controller);
  });
});

/** @throws StudioError 404, also while no controller was ever stored */
export const deleteController = operation('model.update', async (caller: Caller, { model_id }: Named, ports: Ports) => {
  await assertControllersOn(ports.settings);
  const isControlled = await areModelsControlled(ports.settings);
  return ports.transaction(async (stores): Promise<Removed> => {
    const { models, groups, controllers } = stores;
    const model = await models.find(model_id);
    if (model) await assertOpenTo(caller, model, groups, isControlled);
    if (!(await controllers.everStored())) throw indexNotFound(controllerIndex);
    if (!(await controllers.find(model_id))) throw notFound('model controller');
    if (model) await noteOnModel(model, false, stores, ports.now());
    return controllers.remove(model_id);
  });
});
