import { authKind } from './auth-kind.ts';
import type { Blueprint } from './blueprint.ts';

/** Built-in blueprints whose model has a successor, by id. */
const superseded: ReadonlyMap<string, string> = new Map([
  ['aleph-alpha-embedding', 'Its model luminous-base is superseded; whether it answers depends on the installation.'],
]);

/** Why a blueprint cannot be used here, or should not be; undefined for most. It is shown, not hidden. */
export function unsuitability({ id, connector }: Pick<Blueprint, 'id' | 'connector'>): string | undefined {
  if (authKind(connector) === 'aws_role') {
    return 'It needs an AWS role, which only the managed AWS service can take on. Use access keys instead.';
  }
  return superseded.get(id);
}
