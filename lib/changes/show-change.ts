import { operation } from '#lib/access/operation.ts';
import { maskSecrets } from '#lib/blueprints/mask-secrets.ts';
import { credentialMask } from '#lib/connectors/credential-rules.ts';
import { StudioError } from '#lib/errors.ts';
import { changeRow, readChangeId } from './change-row.ts';
import type { Change } from './change-schema.ts';
import type { ChangePorts } from './ports.ts';

/**
 * A change with the state before it and the one that it made, secrets masked: of a credential it says which fields were set.
 * @throws StudioError 404 for one that does not exist, or is not kept any more
 */
export const showChange = operation(
  'audit.read',
  async (_caller, { change_id }: { change_id: string }, ports: ChangePorts): Promise<Change> => {
    const key = readChangeId(change_id);
    const found = key && ports.changes.find(key);
    if (!found)
      throw new StudioError('resource_not_found_exception', 404, `Failed to find change with the provided change id: ${change_id}`);
    const row = changeRow(found);
    const credential = row.changed.filter((path) => path.startsWith('credential.')).map((path) => path.slice('credential.'.length));
    return {
      ...row,
      before: found.before === undefined ? null : stateOf(found.before, credential, credentialMask),
      after: stateOf(found.after, credential, 'changed'),
    };
  },
);

function stateOf(definition: string, credential: readonly string[], word: string): unknown {
  const { value } = maskSecrets(JSON.parse(definition), []);
  if (credential.length === 0 || typeof value !== 'object' || value === null) return value;
  return { ...value, credential: Object.fromEntries(credential.map((name) => [name, word])) };
}
