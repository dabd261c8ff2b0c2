import { StudioError } from '#lib/errors.ts';
import type { Caller } from './caller.ts';
import { type Permission, permissionsOf } from './permission.ts';

export const may = (caller: Caller, permission: Permission) => permissionsOf[caller.role].includes(permission);

/** @throws StudioError 403 with the words of OpenSearch's security plugin */
export function assertMay(caller: Caller, permission: Permission): void {
  if (!caller) throw new StudioError('security_exception', 401, 'Missing or wrong credentials');
  if (may(caller, permission)) return;
  const { username, backend_roles } = caller;
  throw new StudioError(
    'security_exception',
    403,
    `no permissions for [${permission}] and User [name=${username}, backend_roles=[${backend_roles.join(', ')}], requestedTenant=null]`,
  );
}

/**
 * A use-case that carries its permission: it decides who may before it does anything. Pages and routes call it alike.
 * @returns the same function, refusing callers whose role lacks `permission`
 */
export const operation =
  <Input, Ports, Output>(permission: Permission, run: (caller: Caller, input: Input, ports: Ports) => Promise<Output>) =>
  async (caller: Caller, input: Input, ports: Ports): Promise<Output> => {
    assertMay(caller, permission);
    return run(caller, input, ports);
  };
