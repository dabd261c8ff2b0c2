import { illegalArgument, StudioError } from '#lib/errors.ts';
import { assertAwsRules } from './aws-rules.ts';
import type { Connector, Owner, Protocol } from './connector.ts';
import type { ConnectorInput, ConnectorPatch } from './schema.ts';

export const isMcpProtocol = (protocol: string): boolean => protocol === 'mcp_sse' || protocol === 'mcp_streamable_http';

export type Visibility = { access?: Connector['access']; backend_roles?: string[] | undefined; owner?: Owner };

/** The connector that a create body describes, without its credential; `now` is epoch milliseconds. */
export function buildConnector(input: ConnectorInput, visibility: Visibility, now: number): Connector {
  const { name, description, version, protocol, parameters, actions, client_config, url, headers, provisioned_by } = input;
  const { access, backend_roles, owner } = visibility;
  const times = { created_time: now, last_updated_time: now };
  const given = { name, version, description, protocol, parameters, actions, client_config, url, headers, provisioned_by };
  return inPrintedOrder({ ...given, ...times, access, backend_roles, owner });
}

/**
 * The connector that an update leaves behind (connector-model.md §10.2): parameters merge, an MCP connector's headers too, all else that
 * was sent replaces.
 * @throws StudioError 400, 500 as ML Commons answers; 400 for a protocol that does not exist (ML Commons stores it)
 */
export function mergePatch(stored: Connector, patch: ConnectorPatch, now: number): Connector {
  const { name, description, version, protocol = stored.protocol, parameters, actions, backend_roles, access_mode, client_config } = patch;
  const merged: Connector = {
    ...stored,
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    protocol,
    parameters: mergeTexts(stored.parameters, parameters),
    ...(actions && { actions }),
    ...(backend_roles?.length && { backend_roles }),
    ...(access_mode && { access: access_mode }),
    ...(client_config && { client_config }),
    last_updated_time: now,
  };
  return inPrintedOrder(isMcpProtocol(protocol) ? withMcpPatch(merged, patch) : merged);
}

function withMcpPatch(merged: Connector, { url, headers, actions }: ConnectorPatch): Connector {
  if (actions) throw new StudioError('unsupported_operation_exception', 500, 'Not implemented.');
  if (url !== undefined && url.trim() === '') throw illegalArgument('MCP Connector url is blank');
  const allHeaders = headers || merged.headers ? mergeTexts(merged.headers ?? {}, headers) : undefined;
  return { ...merged, ...(url !== undefined && { url }), ...(allHeaders && { headers: allHeaders }) };
}

// Object.fromEntries defines own properties: a key such as __proto__ stays a key.
const mergeTexts = (stored: Record<string, string>, sent: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries([...Object.entries(stored), ...Object.entries(sent ?? {})]);

/**
 * What every stored connector must have, whichever way it came to be: addresses to call, and what its protocol needs.
 * @param credential names of all its credential fields
 * @throws StudioError 400
 */
export function assertWhole(connector: Connector, credential: ReadonlySet<string>): void {
  const { protocol, parameters, actions, url } = connector;
  assertAwsRules(protocol, credential, parameters);
  if (isMcpProtocol(protocol) ? !url?.trim() : false) throw illegalArgument('MCP Connector url is null or blank');
  if (!isMcpProtocol(protocol) && !actions) throw illegalArgument('No actions configured for this connector');
}

/** Members in the order in which ML Commons prints them (connector-model.md §1.2); each protocol keeps only its own. */
export function inPrintedOrder(connector: Connector): Connector {
  const isMcp = isMcpProtocol(connector.protocol satisfies Protocol);
  const { name, version, description, protocol, parameters, actions, backend_roles, owner, access } = connector;
  const { created_time, last_updated_time, client_config, tenant_id, provisioned_by, url, headers } = connector;
  const shared = { backend_roles, owner, access };
  const times = { created_time, last_updated_time, client_config, tenant_id };
  const base = { name, version, description, protocol };
  return withoutAbsent(
    isMcp
      ? { ...base, ...shared, ...times, url, headers, parameters }
      : { ...base, parameters, actions, ...shared, ...times, provisioned_by },
  );
}

const withoutAbsent = <T extends object>(object: T): T =>
  // as: only absent members go, which the optional members of T allow
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
