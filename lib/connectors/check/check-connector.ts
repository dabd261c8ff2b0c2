import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isStudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { AddressJudge } from '../address.ts';
import type { ReadFields } from '../complete-input.ts';
import { visibilityOf } from '../connector-access.ts';
import { getConnector } from '../get-connector.ts';
import type { ConnectorPorts } from '../ports.ts';
import { checkActions } from './check-actions.ts';
import { checkAddresses } from './check-addresses.ts';
import { checkClientConfig } from './check-client-config.ts';
import { checkCredentials } from './check-credentials.ts';
import { checkCompleteness, readFields } from './check-fields.ts';
import { checkMcp } from './check-mcp.ts';
import { isSecretParameter } from './looks-like-secret.ts';
import { type Problem, pointer, problem, type Severity } from './problem.ts';

export type CheckPorts = Pick<ConnectorPorts, 'connectors' | 'settings'> & { addresses(): AddressJudge };

/** `connector` is a create body, however broken; with `connector_id` it is a change of that connector. */
export type Check = { connector: JsonNode; connector_id?: string | undefined };

const order: readonly Severity[] = ['error', 'warning', 'info'];

/**
 * Everything that is wrong with a connector, or could be, with the place and where possible a cure. Nothing is stored or called.
 * @throws StudioError 403, 404 for a `connector_id` that the caller may not read
 */
export const checkConnector = operation('connector.check', async (caller, { connector, connector_id }: Check, ports: CheckPorts) => {
  const { fields: sent, problems } = readFields(connector);
  if (connector.token !== 'START_OBJECT') return { problems };
  const stored = connector_id === undefined ? undefined : await storedParts(caller, connector_id, ports);
  const fields: ReadFields = stored ? { ...stored.fields, ...sent, parameters: { ...stored.fields.parameters, ...sent.parameters } } : sent;
  const isControlled = await ports.settings.flag('connector_access_control_enabled');
  const isMcpOn = await ports.settings.flag('mcp_connector_enabled');
  const all: Problem[] = [
    ...problems,
    ...checkCompleteness(fields, stored !== undefined),
    ...checkAddresses(fields, ports.addresses()),
    ...checkMcp(fields, isMcpOn, ports.addresses()),
    ...checkCredentials(fields, stored?.credential ?? new Map()),
    ...checkActions(fields),
    ...checkParameters(fields),
    ...checkClientConfig(fields.client_config),
    ...(stored ? [] : checkAccess(caller, fields, isControlled)),
  ];
  return { problems: withoutEchoes(all).toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)) };
});

async function storedParts(caller: Caller, connector_id: string, ports: CheckPorts) {
  const { connector } = await getConnector(caller, { connector_id }, ports);
  const keys = await ports.connectors.credentialKeys(connector_id);
  const { access: _access, backend_roles: _roles, owner: _owner, ...fields } = connector;
  return { fields, credential: new Map(keys.map(({ name, is_set }) => [name, is_set])) };
}

/** A field that could not be read is not missing as well. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ path, severity, message }) => {
    const isEcho =
      severity === 'error' && / is null( or |$)| configured for this connector$/.test(message) && seen.has(path.split('.')[0] ?? '');
    if (severity === 'error') seen.add(path.split('.')[0] ?? '');
    return !isEcho;
  });
}

const checkParameters = ({ parameters = {} }: ReadFields): Problem[] =>
  Object.entries(parameters).flatMap(([name, value]) => {
    const path = `parameters.${name}`;
    if (['__proto__', 'constructor', 'prototype'].includes(name))
      return [problem('error', path, `Parameter name [${name}] is not allowed`)];
    return isSecretParameter(name, value)
      ? [problem('warning', path, 'Parameters are readable by everyone who may read the connector. Put a secret in the credential.')]
      : [];
  });

function checkAccess(caller: Caller, fields: ReadFields, isControlled: boolean): Problem[] {
  const { access_mode, backend_roles, add_all_backend_roles } = fields;
  try {
    visibilityOf(caller, { access_mode, backend_roles, add_all_backend_roles }, isControlled);
    return [];
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    const sent = (['access_mode', 'backend_roles', 'add_all_backend_roles'] as const).filter((name) => fields[name] !== undefined);
    const fix = isControlled
      ? undefined
      : { label: 'Remove them', patch: sent.map((name) => ({ op: 'remove' as const, path: pointer(name) })) };
    return [problem('error', sent[0] ?? 'access_mode', thrown.message, fix)];
  }
}
