import { isStudioError } from '#lib/errors.ts';
import { visibilityOf } from '../connector-access.ts';
import type { Facts } from './facts.ts';
import { type Fix, type Problem, pointer, problem } from './problem.ts';

/** Who may see a new connector: what the caller may say about it (security.md §3). */
export function checkAccess({ fields, isUpdate, surroundings }: Facts): Problem[] {
  if (isUpdate || !surroundings) return [];
  const { access_mode, backend_roles, add_all_backend_roles } = fields;
  const { caller, isAccessControlled } = surroundings;
  try {
    visibilityOf(caller, { access_mode, backend_roles, add_all_backend_roles }, isAccessControlled);
    return [];
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const sent = (['access_mode', 'backend_roles', 'add_all_backend_roles'] as const).filter((name) => fields[name] !== undefined);
    const fix: Fix | undefined = isAccessControlled
      ? undefined
      : { label: 'Remove them', patch: sent.map((name) => ({ op: 'remove', path: pointer(name) })) };
    return [problem('error', sent[0] ?? 'access_mode', thrown.message, fix)];
  }
}
