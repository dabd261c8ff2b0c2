import { operation } from '#lib/access/operation.ts';
import { StudioError, statusError } from '#lib/errors.ts';
import { mayChange } from './connector-access.ts';
import { findConnector } from './get-connector.ts';
import type { ConnectorPorts } from './ports.ts';
import { assertUnchanged, type Precondition } from './precondition.ts';

/**
 * Deletes a connector with its credential (connector-model.md §11). Deleting it again is no failure.
 * @throws StudioError 404 while nothing was ever stored, 409 while models refer to it
 */
export const deleteConnector = operation(
  'connector.delete',
  async (caller, { connector_id, precondition = {} }: { connector_id: string; precondition?: Precondition }, ports: ConnectorPorts) => {
    const isControlled = await ports.settings.flag('connector_access_control_enabled');
    return ports.transaction(async ({ connectors, models }) => {
      if (!(await connectors.everStored())) throw statusError(404, 'Failed to find connector');
      const isChecked = isControlled && caller.role !== 'all_access';
      const stored = isChecked ? await findConnector(connector_id, connectors) : await connectors.find(connector_id);
      if (stored && !mayChange(caller, stored, isControlled)) {
        throw new StudioError('m_l_validation_exception', 500, 'You are not allowed to delete this connector');
      }
      const users = await models.registeredOn(connector_id);
      if (users.length > 0) {
        const ids = `[${users.join(', ')}]`;
        throw statusError(409, `${users.length} models are still using this connector, please delete or update the models first: ${ids}`);
      }
      if (stored) assertUnchanged(stored, precondition);
      return connectors.remove(connector_id);
    });
  },
);
