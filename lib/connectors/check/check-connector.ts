import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { AddressJudge } from '../address.ts';
import { getConnector } from '../get-connector.ts';
import type { ConnectorPorts } from '../ports.ts';
import { checkDefinition } from './check-definition.ts';
import type { StoredParts } from './facts.ts';

export type CheckPorts = Pick<ConnectorPorts, 'connectors' | 'settings'> & { addresses(): AddressJudge };

/** `connector` is a create body, however broken; with `connector_id` it is a change of that connector. */
export type Check = { connector: JsonNode; connector_id?: string | undefined };

/**
 * As checkDefinition, with the addresses judged under the settings in force. Nothing is stored or called.
 * @throws StudioError 403, 404 for a `connector_id` that the caller may not read
 */
export const checkConnector = operation('connector.check', async (caller, { connector, connector_id }: Check, ports: CheckPorts) => {
  const stored = connector_id === undefined ? undefined : await storedParts(caller, connector_id, ports);
  const surroundings = {
    caller,
    addresses: ports.addresses(),
    isAccessControlled: await ports.settings.flag('connector_access_control_enabled'),
    isMcpOn: await ports.settings.flag('mcp_connector_enabled'),
  };
  return { problems: checkDefinition(connector, stored, surroundings) };
});

async function storedParts(caller: Caller, connector_id: string, ports: CheckPorts): Promise<StoredParts> {
  const { connector } = await getConnector(caller, { connector_id }, ports);
  const keys = await ports.connectors.credentialKeys(connector_id);
  const { access: _access, backend_roles: _roles, owner: _owner, ...fields } = connector;
  return { fields, credential: new Map(keys.map(({ name, is_set }) => [name, is_set])) };
}
