import '#server-only';
import { type ConnectorFilters, listConnectors } from '#lib/connectors/list-connectors.ts';
import { showConnector } from '#lib/connectors/show-connector.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Connectors for the first paint of their page. */
export async function readConnectors(query: ConnectorFilters) {
  const { user } = await requireSession();
  return listConnectors(user, query, studio().ports);
}

/** @throws StudioError 403, 404 */
export async function readConnector(connector_id: string) {
  const { user } = await requireSession();
  return showConnector(user, { connector_id }, studio().ports);
}
