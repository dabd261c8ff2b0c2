import { authKind } from './auth-kind.ts';
import type { Blueprint } from './blueprint.ts';

/** Why a blueprint cannot be used here, or should not be; undefined for most. It is shown, not hidden. */
export function unsuitability({ connector }: Pick<Blueprint, 'connector'>): string | undefined {
  if (authKind(connector) === 'aws_role') {
    return 'It needs an AWS role, which only the managed AWS service can take on. Use access keys instead.';
  }
  return undefined;
}
