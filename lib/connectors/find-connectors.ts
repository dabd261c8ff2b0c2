import { operation } from '#lib/access/operation.ts';
import { findLines } from '#lib/search/find-lines.ts';
import { mayRead } from './connector-access.ts';
import type { ConnectorListPorts } from './list-connectors.ts';

/** Connectors whose name, host or id holds what was typed: exactly those the caller may read. */
export const findConnectors = operation(
  'connector.read',
  async (caller, { q, most }: { q: string; most: number }, { lines, settings }: Pick<ConnectorListPorts, 'lines' | 'settings'>) => {
    const isControlled = await settings.flag('connector_access_control_enabled');
    await lines.ready();
    const ids = await findLines(lines, {
      q,
      most,
      isOpen: ({ access, backend_roles }) =>
        mayRead(caller, { connector: { ...(access && { access }), backend_roles }, owner_id: null }, isControlled),
      owner_id: isControlled ? caller.id : undefined,
    });
    return ids.flatMap((id) => {
      const line = lines.row(id)?.line;
      return line ? [{ id, name: line.name, ...(line.host !== '' && { detail: line.host }) }] : [];
    });
  },
);
