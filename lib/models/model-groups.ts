import { operation } from '#lib/access/operation.ts';
import { assertCustomId } from '#lib/connectors/custom-id.ts';
import { assertSafeTexts } from '#lib/connectors/safe-text.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import { areModelsControlled } from './assert-model-open.ts';
import { groupInPrintedOrder, newGroup } from './model-group.ts';
import { assertNoGroupAccess, changedVisibility, groupVisibility, mayUseGroup } from './model-group-access.ts';
import type { GroupFields } from './model-input.ts';
import type { ModelPorts, StoredGroup } from './ports.ts';

const assertTexts = ({ name, description }: GroupFields, required: boolean) =>
  assertSafeTexts([
    { label: 'Model group description', value: description },
    { label: 'Model group name', value: name, required, isName: true },
  ]);

const notFound = (id: string) => statusError(404, `Failed to find model group with the provided model group id: ${id}`);

const guarded = ({ group, owner_id }: StoredGroup) => ({ ...group, owner_id });

/** @throws StudioError 400, 409 for an id that is taken */
export const registerGroup = operation('model.create', async (caller, fields: GroupFields, ports: ModelPorts) => {
  const { transaction, settings, newId, now } = ports;
  const { name, description, model_group_id = newId() } = fields;
  if (name === undefined) throw illegalArgument('model group name must not be null');
  assertTexts(fields, true);
  if (fields.model_group_id !== undefined) assertCustomId('model group id', model_group_id);
  const visibility = groupVisibility(caller, fields, await areModelsControlled(settings));
  const group = newGroup({ name, description }, visibility, now());
  await transaction(async ({ groups }) => {
    const taken = await groups.findByName(name);
    if (taken) throw illegalArgument(`The name you provided is already being used by a model group with ID: ${taken.id}.`);
    if (!(await groups.insert(model_group_id, group, visibility.owner ? caller.id : null)))
      throw statusError(409, `model group id '${model_group_id}' already exists`);
  });
  return { model_group_id, status: 'CREATED' };
});

/** @throws StudioError 404 with two texts: nothing was ever stored, or this one was not; 403 */
export const getGroup = operation(
  'model.read',
  async (caller, { model_group_id }: { model_group_id: string }, { groups, settings }: Pick<ModelPorts, 'groups' | 'settings'>) => {
    const stored = await groups.find(model_group_id);
    if (stored) {
      if (mayUseGroup(caller, guarded(stored), await areModelsControlled(settings))) return stored;
      throw statusError(403, "User doesn't have privilege to perform this operation on this model group");
    }
    throw (await groups.everStored()) ? notFound(model_group_id) : statusError(404, 'Failed to find model group index');
  },
);

/** @throws StudioError 400 for a name that another group has, 404 */
export const updateGroup = operation(
  'model.update',
  async (caller, { model_group_id, fields }: { model_group_id: string; fields: GroupFields }, ports: ModelPorts) => {
    const { transaction, settings, now } = ports;
    const { name, description } = fields;
    assertTexts(fields, false);
    const isControlled = await areModelsControlled(settings);
    if (!isControlled) assertNoGroupAccess(fields);
    await transaction(async ({ groups }) => {
      if (!(await groups.everStored())) throw statusError(404, 'Failed to find model group');
      const stored = await groups.find(model_group_id);
      if (!stored) throw notFound(model_group_id);
      const visibility = changedVisibility(caller, fields, guarded(stored), isControlled);
      const namesake = name === undefined ? undefined : await groups.findByName(name);
      if (namesake && namesake.id !== model_group_id) {
        const reason = `The name you provided is already being used by another model with ID: ${namesake.id}.`;
        throw illegalArgument(`${reason} Please provide a different name`);
      }
      const change = { ...(name !== undefined && { name }), ...(description !== undefined && { description }), last_updated_time: now() };
      await groups.replace(stored, groupInPrintedOrder({ ...stored.group, ...visibility, ...change }));
    });
    return { status: 'Updated' };
  },
);

/** @throws StudioError 404 while nothing was ever stored, 409 while it has models, 500 (as ML Commons) when the caller may not */
export const deleteGroup = operation(
  'model.delete',
  async (caller, { model_group_id }: { model_group_id: string }, { transaction, settings }: ModelPorts) => {
    const isControlled = await areModelsControlled(settings);
    return transaction(async ({ groups }) => {
      if (!(await groups.everStored())) throw statusError(404, 'Failed to find model group');
      const stored = await groups.find(model_group_id);
      if (stored && !mayUseGroup(caller, guarded(stored), isControlled)) {
        throw new StudioError('m_l_validation_exception', 500, "User doesn't have privilege to delete this model group");
      }
      if (await groups.hasModels(model_group_id)) {
        throw statusError(409, 'Cannot delete the model group when it has associated model versions');
      }
      return groups.remove(model_group_id);
    });
  },
);
