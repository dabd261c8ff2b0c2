import { operation } from '#lib/access/operation.ts';
import { assertCustomId } from '#lib/connectors/custom-id.ts';
import { assertSafeTexts } from '#lib/connectors/safe-text.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { ModelGroup } from './model-group.ts';
import { assertNoGroupAccess } from './model-group-access.ts';
import type { GroupFields } from './model-input.ts';
import type { ModelPorts } from './ports.ts';

const assertTexts = ({ name, description }: GroupFields, required: boolean) =>
  assertSafeTexts([
    { label: 'Model group description', value: description },
    { label: 'Model group name', value: name, required, isName: true },
  ]);

const notFound = (id: string) => statusError(404, `Failed to find model group with the provided model group id: ${id}`);

/** @throws StudioError 400, 409 for an id that is taken */
export const registerGroup = operation('model.create', async (_caller, fields: GroupFields, { transaction, newId, now }: ModelPorts) => {
  const { name, description, model_group_id = newId() } = fields;
  if (name === undefined) throw illegalArgument('model group name must not be null');
  assertTexts(fields, true);
  if (fields.model_group_id !== undefined) assertCustomId('model group id', model_group_id);
  assertNoGroupAccess(fields);
  const times = { created_time: now(), last_updated_time: now() };
  const group: ModelGroup = { name, latest_version: 0, ...(description !== undefined && { description }), access: 'public', ...times };
  await transaction(async ({ groups }) => {
    const taken = await groups.findByName(name);
    if (taken) throw illegalArgument(`The name you provided is already being used by a model group with ID: ${taken.id}.`);
    if (!(await groups.insert(model_group_id, group))) throw statusError(409, `model group id '${model_group_id}' already exists`);
  });
  return { model_group_id, status: 'CREATED' };
});

/** @throws StudioError 404 with three texts: nothing was ever stored, or this one was not */
export const getGroup = operation(
  'model.read',
  async (_caller, { model_group_id }: { model_group_id: string }, { groups }: Pick<ModelPorts, 'groups'>) => {
    const stored = await groups.find(model_group_id);
    if (stored) return stored;
    throw (await groups.everStored()) ? notFound(model_group_id) : statusError(404, 'Failed to find model group index');
  },
);

/** @throws StudioError 400 for a name that another group has, 404 */
export const updateGroup = operation(
  'model.update',
  async (_caller, { model_group_id, fields }: { model_group_id: string; fields: GroupFields }, { transaction, now }: ModelPorts) => {
    const { name, description } = fields;
    assertTexts(fields, false);
    assertNoGroupAccess(fields);
    await transaction(async ({ groups }) => {
      if (!(await groups.everStored())) throw statusError(404, 'Failed to find model group');
      const stored = await groups.find(model_group_id);
      if (!stored) throw notFound(model_group_id);
      const namesake = name === undefined ? undefined : await groups.findByName(name);
      if (namesake && namesake.id !== model_group_id) {
        const reason = `The name you provided is already being used by another model with ID: ${namesake.id}.`;
        throw illegalArgument(`${reason} Please provide a different name`);
      }
      const change = { ...(name !== undefined && { name }), ...(description !== undefined && { description }), last_updated_time: now() };
      await groups.replace(stored, { ...stored.group, ...change });
    });
    return { status: 'Updated' };
  },
);

/** @throws StudioError 404 while nothing was ever stored, 409 while it has models */
export const deleteGroup = operation(
  'model.delete',
  async (_caller, { model_group_id }: { model_group_id: string }, { transaction }: ModelPorts) =>
    transaction(async ({ groups }) => {
      if (!(await groups.everStored())) throw statusError(404, 'Failed to find model group');
      if (await groups.hasModels(model_group_id)) {
        throw statusError(409, 'Cannot delete the model group when it has associated model versions');
      }
      return groups.remove(model_group_id);
    }),
);
