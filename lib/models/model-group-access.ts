import { illegalArgument } from '#lib/errors.ts';
import type { GroupFields } from './model-input.ts';

/** @throws StudioError 400: access control of models is off, so nothing about it may be sent */
export function assertNoGroupAccess({ access_mode, backend_roles, add_all_backend_roles }: GroupFields): void {
  if (access_mode === undefined && add_all_backend_roles === undefined && !backend_roles?.length) return;
  throw illegalArgument(
    'You cannot specify model access control parameters because the Security plugin or model access control is disabled on your cluster.',
  );
}
