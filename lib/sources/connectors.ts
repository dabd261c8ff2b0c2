import '#server-only';
import type { ListQuery } from '#lib/client/list-query.ts';
import { listConnectors } from '#lib/connectors/list-connectors.ts';
import { showConnector } from '#lib/connectors/show-connector.ts';
import { studio } from '#lib/studio.ts';
import { requireSession } from './session.ts';

/** Connectors for the first paint of their page, asked for as the browser asks. */
export async function readConnectors(query: ListQuery) {
  const { user } = await requireSession();
  const inWords = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]);
  return listConnectors(user, Object.fromEntries(inWords), studio().ports);
}

/** @throws StudioError 403, 404 */
export async function readConnector(connector_id: string) {
  const { user } = await requireSession();
  return showConnector(user, { connector_id }, studio().ports);
}
