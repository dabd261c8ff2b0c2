import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { connectorIndex } from '#lib/search/indices.ts';
import type { Query } from '#lib/search/query.ts';
import { runSearch, type SearchPorts } from '#lib/search/run-search.ts';
import type { SettingReads } from './ports.ts';

/** Searches connectors; a caller finds exactly those whose Read cell is Allow (threats.md M-04). */
export const searchConnectors = operation(
  'connector.read',
  async (caller, { body }: { body: JsonNode }, { settings, ...ports }: SearchPorts & { settings: SettingReads }) => {
    const isControlled = await settings.flag('connector_access_control_enabled');
    return runSearch(connectorIndex, body, ports, { filter: isControlled ? readableBy(caller) : undefined });
  },
);

const equals = (name: string, column: string, ...values: string[]): Query => ({
  type: 'terms',
  field: { name, type: 'keyword', path: name, column },
  values,
  ignoreCase: false,
  boost: 1,
});

/** Mirrors `mayRead`. */
export function readableBy(caller: Caller): Query | undefined {
  if (caller.role === 'all_access') return undefined;
  const bool = { must: [], filter: [], should: [], mustNot: [], minimum: 0, boost: 1 };
  const roles: Query = {
    type: 'terms',
    field: { name: 'backend_roles', type: 'keyword', path: 'backend_roles', isList: true },
    values: caller.backend_roles,
    ignoreCase: false,
    boost: 1,
  };
  const shared: Query = { type: 'bool', ...bool, must: [equals('access', 'access', 'restricted'), roles] };
  const open: Query = { type: 'bool', ...bool, mustNot: [equals('access', 'access', 'private', 'restricted')] };
  return { type: 'bool', ...bool, should: [open, equals('owner_id', 'owner_id', caller.id), shared], minimum: 1 };
}
