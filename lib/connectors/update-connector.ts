import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import { assertDestinationsTrusted } from './assert-destinations-trusted.ts';
import { assertWhole, mergePatch } from './build-connector.ts';
import { assertProtocol, type ReadFields } from './complete-input.ts';
import type { Connector } from './connector.ts';
import { mayChange, visibilityOf } from './connector-access.ts';
import { assertCredentialValues, assertHarmlessNames } from './credential-rules.ts';
import { changesDestination } from './destination.ts';
import { findConnector } from './get-connector.ts';
import { assertHeaderRules } from './header-rules.ts';
import type {
  ConnectorPorts,
  ConnectorReads,
  ConnectorWrites,
  CredentialKey,
  CredentialWrite,
  ModelUse,
  StoredConnector,
  Written,
} from './ports.ts';
import { assertUnchanged, type Precondition, versionConflict } from './precondition.ts';
import { provenance } from './provenance.ts';
import { assertRemoteInferenceOn } from './remote-inference.ts';
import { assertSafeTexts } from './safe-text.ts';
import type { ConnectorPatch } from './schema.ts';

export type ConnectorUpdate = { connector_id: string; patch: ReadFields; precondition?: Precondition };

/**
 * Changes a connector (connector-model.md §10): parameters and credential merge, what else was sent replaces. Looking and writing are
 * one transaction.
 * @throws StudioError 400, 404, 409 and 412 (changed meanwhile)
 */
export const updateConnector = operation(
  'connector.update',
  async (caller, update: ConnectorUpdate, ports: ConnectorPorts): Promise<Written> => {
    const change = await prepareUpdate(caller, update, ports);
    return ports.transaction(change);
  },
);

type Stores = { connectors: ConnectorWrites; models: ModelUse };

/**
 * Looks at what can be seen without the stored connector.
 * @returns the change itself, to be made in a transaction
 * @throws StudioError 400; so does the change, with 404, 409 and 412
 */
export async function prepareUpdate(
  caller: Caller,
  { connector_id, patch, precondition = {} }: ConnectorUpdate,
  ports: Omit<ConnectorPorts, 'transaction'>,
): Promise<(stores: Stores) => Promise<Written>> {
  const { settings, now } = ports;
  await assertRemoteInferenceOn(settings);
  assertSafeTexts([
    { label: 'Model connector description', value: patch.description },
    { label: 'Model connector name', value: patch.name, isName: true },
  ]);
  const isControlled = await settings.flag('connector_access_control_enabled');
  const trusted = await settings.list('trusted_connector_endpoints_regex');
  return async ({ connectors, models }) => {
    const stored = await findConnector(connector_id, connectors);
    if (!mayChange(caller, stored, isControlled)) {
      throw illegalArgument(`You don't have permission to update the connector, connector id: ${connector_id}`);
    }
    const opened = isControlled ? newVisibility(caller, patch, stored) : {};
    assertUnchanged(stored, precondition);
    const sent = checkedPatch({ ...patch, ...opened }, stored.connector);
    const connector = mergePatch(stored.connector, sent, now());
    assertDestinationsTrusted(connector, trusted);
    await assertNotInUse(connector_id, models);
    const credential = await mergeCredential(caller, sent, { stored, connector, connectors }, ports);
    const written = await connectors.replace(stored, connector, { by: caller.username, ...(credential && { credential }) });
    if (!written) throw versionConflict(stored, 409, 'changed by another writer');
    return written;
  };
}

/**
 * Who may see a connector is decided by its owner, under the rules of a new one (threats.md M-07).
 * @returns what the change says about it, whole; nothing when it does not speak of it
 * @throws StudioError 400
 */
function newVisibility(caller: Caller, patch: ReadFields, { id, connector, owner_id }: StoredConnector): ReadFields {
  const { access_mode, backend_roles, add_all_backend_roles } = patch;
  if (access_mode === undefined && !backend_roles?.length && add_all_backend_roles !== true) return {};
  if (caller.role !== 'all_access' && owner_id !== caller.id) {
    throw illegalArgument(`You don't have permission to update the connector, connector id: ${id}`);
  }
  const access = access_mode ?? connector.access;
  const kept = access === 'restricted' && !add_all_backend_roles ? connector.backend_roles : undefined;
  const roles = backend_roles?.length ? backend_roles : kept;
  const visibility = visibilityOf(caller, { access_mode: access, backend_roles: roles, add_all_backend_roles }, true);
  return { access_mode: visibility.access, backend_roles: visibility.backend_roles };
}

function checkedPatch(patch: ReadFields, stored: Connector): ConnectorPatch {
  const { protocol = stored.protocol, parameters = {}, credential = {} } = patch;
  assertProtocol(protocol);
  assertHarmlessNames('Parameter', Object.keys(parameters));
  assertHarmlessNames('Credential', Object.keys(credential));
  assertCredentialValues(credential);
  assertHeaderRules(patch.actions, protocol);
  return { ...patch, protocol };
}

type Change = { stored: StoredConnector; connector: Connector; connectors: ConnectorReads };

/** Seals what was sent, beside what stays. @throws StudioError 400 when kept values would go somewhere new (threats.md C-12) */
async function mergeCredential(
  caller: Caller,
  { credential = {} }: ConnectorPatch,
  { stored, connector, connectors }: Change,
  { cipher, now }: Pick<ConnectorPorts, 'cipher' | 'now'>,
): Promise<CredentialWrite | undefined> {
  const keys = await connectors.credentialKeys(stored.id);
  assertWhole(connector, new Set([...keys.map((key) => key.name), ...Object.keys(credential)]));
  assertKeptCredentialStays(keys, credential, stored.connector, connector);
  if (Object.keys(credential).length === 0) return undefined;
  const before = await connectors.sealedCredential(stored.id);
  const sealed = before ? cipher.add(before, credential) : cipher.seal(stored.id, credential);
  return { sealed, ...provenance(caller, credential, now()) };
}

function assertKeptCredentialStays(keys: CredentialKey[], sent: Record<string, string>, before: Connector, after: Connector): void {
  const keepsAny = keys.some(({ name }) => !Object.hasOwn(sent, name));
  if (keepsAny && changesDestination(before, after)) throw illegalArgument('Changing the endpoint requires re-entering the credential');
}

async function assertNotInUse(connectorId: string, models: ModelUse): Promise<void> {
  const ids = await models.deployedOn(connectorId);
  if (ids.length === 0) return;
  const reason = `${ids.length} models are still using this connector, please undeploy the models first: [${ids.join(', ')}]`;
  throw statusError(400, reason);
}
