import { operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import type { Connector } from './connector.ts';
import { getConnector } from './get-connector.ts';
import type { ConnectorPorts } from './ports.ts';

/** One state of a connector in its history. */
export type ConnectorVersion = {
  version: number;
  /** Epoch milliseconds. */
  at: number;
  /** Name of the account; null for what was stored before changes were kept. */
  by: string | null;
  /** Paths of what changed; empty for the first state. */
  changed: string[];
};

export type VersionReads = {
  /** Newest first. */
  list(connector_id: string): ConnectorVersion[];
  find(connector_id: string, version: number): (ConnectorVersion & { connector: Connector }) | undefined;
};

export type VersionPorts = Pick<ConnectorPorts, 'connectors' | 'settings'> & { versions: VersionReads };

/** Changes of a connector, newest first. @throws StudioError 403, 404 as for the connector itself */
export const listConnectorVersions = operation(
  'connector.read',
  async (caller, { connector_id }: { connector_id: string }, ports: VersionPorts) => {
    await getConnector(caller, { connector_id }, ports);
    const items = ports.versions.list(connector_id);
    return { total: items.length, items };
  },
);

/** A connector as it was, without its credential. @throws StudioError 403, 404 */
export const showConnectorVersion = operation(
  'connector.read',
  async (caller, { connector_id, version }: { connector_id: string; version: string }, ports: VersionPorts) => {
    await getConnector(caller, { connector_id }, ports);
    const found = /^\d{1,9}$/.test(version) ? ports.versions.find(connector_id, Number(version)) : undefined;
    if (!found)
      throw statusError(404, `Failed to find version ${version} of the connector with the provided connector id: ${connector_id}`);
    return { connector_id, ...found };
  },
);
