import type { Caller } from '#lib/access/caller.ts';
import type { SettingReads } from '#lib/connectors/ports.ts';
import { statusError } from '#lib/errors.ts';
import type { Model } from './model.ts';
import { mayUseGroup } from './model-group-access.ts';
import type { GroupReads } from './ports.ts';

/** `plugins.ml_commons.model_access_control_enabled`: groups decide who may see and use their models. */
export const areModelsControlled = (settings: SettingReads): Promise<boolean> => settings.flag('model_access_control_enabled');

export const noPrivilege = "User doesn't have privilege to perform this operation on this model";

type Groups = Pick<GroupReads, 'find'>;

/** Whether the group of a model lets the caller see and use it. */
export async function isModelOpen(
  caller: Caller,
  { model_group_id }: Pick<Model, 'model_group_id'>,
  groups: Groups,
  isControlled: boolean,
): Promise<boolean> {
  if (!isControlled) return true;
  const stored = await groups.find(model_group_id);
  return mayUseGroup(caller, stored && { ...stored.group, owner_id: stored.owner_id }, true);
}

/** @throws StudioError 403 */
export async function assertModelOpen(
  caller: Caller,
  model: Pick<Model, 'model_group_id'>,
  groups: Groups,
  isControlled: boolean,
  reason = noPrivilege,
): Promise<void> {
  if (!(await isModelOpen(caller, model, groups, isControlled))) throw statusError(403, reason);
}
