import { illegalArgument } from '#lib/errors.ts';
import { isMcpProtocol } from './build-connector.ts';
import { type Protocol, protocols } from './connector.ts';
import type { ConnectorFields, ConnectorInput } from './schema.ts';

/** What a create body says before its protocol is known to exist. */
export type ReadFields = Omit<ConnectorFields, 'protocol'> & { protocol?: string | undefined };

export const isProtocol = (text: string): text is Protocol => protocols.some((protocol) => protocol === text);

/** @throws StudioError 400 */
export function assertProtocol(text: string): asserts text is Protocol {
  if (!isProtocol(text)) throw illegalArgument(`Unsupported connector protocol. Please use one of [${protocols.join(', ')}]`);
}

/**
 * What a connector cannot do without, in ML Commons' order (connector-model.md §5.1): a bad protocol without a credential reports the
 * credential first.
 * @throws StudioError 400
 */
export function completeInput(fields: ReadFields): ConnectorInput {
  const { name, version, protocol, credential = {}, parameters = {} } = fields;
  if (name === undefined) throw illegalArgument('Connector name is null');
  if (version === undefined) throw illegalArgument('Connector version is null');
  if (protocol === undefined) throw illegalArgument('Connector protocol is null');
  const isMcp = isMcpProtocol(protocol);
  if (!isMcp && Object.keys(credential).length === 0) throw illegalArgument('Connector credential is null or empty list');
  if (isMcp && !fields.url?.trim()) throw illegalArgument('MCP Connector url is null or blank');
  assertProtocol(protocol);
  return { ...fields, name, version, protocol, credential, parameters };
}
