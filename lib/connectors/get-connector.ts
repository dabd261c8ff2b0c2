import { operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import { mayRead } from './connector-access.ts';
import type { ConnectorPorts, ConnectorReads, StoredConnector } from './ports.ts';

/** @throws StudioError 404, with another text while nothing was ever stored */
export async function findConnector(id: string, connectors: ConnectorReads): Promise<StoredConnector> {
  const stored = await connectors.find(id);
  if (stored) return stored;
  const isEmpty = !(await connectors.everStored());
  throw statusError(404, isEmpty ? 'Failed to find connector' : `Failed to find connector with the provided connector id: ${id}`);
}

/**
 * @returns the stored connector with its numbers; it never holds a credential
 * @throws StudioError 404, or 403 when the caller may not see it
 */
export const getConnector = operation(
  'connector.read',
  async (caller, { connector_id }: { connector_id: string }, { connectors, settings }: Pick<ConnectorPorts, 'connectors' | 'settings'>) => {
    const stored = await findConnector(connector_id, connectors);
    if (!mayRead(caller, stored, await settings.flag('connector_access_control_enabled'))) {
      throw statusError(403, "You don't have permission to access this connector");
    }
    return stored;
  },
);
