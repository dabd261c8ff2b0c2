import type { RegisterModel } from '#lib/client/models.ts';
import type { ModelGroup } from '#lib/models/model-group.ts';

/** Where the model belongs, and who may see it. */
export type GroupChoice = { group: string | null; access: ModelGroup['access'] | null; roles: readonly string[] };

export const noGroupChoice: GroupChoice = { group: null, access: null, roles: [] };

/** The members of a register body that a choice comes to. */
export const groupMembers = ({ group, access, roles }: GroupChoice): Partial<RegisterModel> => ({
  ...(group !== null && { model_group_id: group }),
  ...(group === null && access !== null && { access_mode: access }),
  ...(group === null && access === 'restricted' && { backend_roles: roles }),
});
