import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { isMcpProtocol } from '#lib/connectors/build-connector.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import { assertCustomId } from '#lib/connectors/custom-id.ts';
import type { ConnectorReads, CredentialWrite } from '#lib/connectors/ports.ts';
import { provenance } from '#lib/connectors/provenance.ts';
import { assertRemoteInferenceOn } from '#lib/connectors/remote-inference.ts';
import { assertSafeTexts } from '#lib/connectors/safe-text.ts';
import { illegalArgument, StudioError, statusError } from '#lib/errors.ts';
import { areModelsControlled } from './assert-model-open.ts';
import { deployed } from './deploy-model.ts';
import type { FunctionName } from './function-name.ts';
import { usableInline } from './inline-connector.ts';
import { type InlineConnector, inPrintedOrder, type Model } from './model.ts';
import { newGroup } from './model-group.ts';
import { assertNoGroupAccess, groupVisibility, mayUseGroup } from './model-group-access.ts';
import type { ModelFields } from './model-input.ts';
import type { GroupWrites, ModelPorts, StoredGroup } from './ports.ts';
import { presetInterface } from './preset-interface.ts';
import { completedTask, failedRegistration } from './task.ts';

export type Registration = { fields: ModelFields; deploy: boolean };

/**
 * Registers a remote model (rest-api.md §4.1): with `connector_id`, or with a connector of its own. Its group is found by id or by
 * name, or made. When the answer leaves, the model is there and, with `deploy`, deployed.
 * @throws StudioError 400, 404, 409, 500 as ML Commons answers
 */
export const registerModel = operation('model.create', async (caller, { fields, deploy }: Registration, ports: ModelPorts) => {
  await assertRemoteInferenceOn(ports.settings);
  const name = assertComplete(fields);
  if (fields.function_name !== 'REMOTE') return refuseLocal(fields.function_name ?? 'TEXT_EMBEDDING', ports);
  if (fields.model_id !== undefined) assertCustomId('model id', fields.model_id);
  await assertUrlAllowed(fields, ports);
  const isModelControlled = await areModelsControlled(ports.settings);
  if (!isModelControlled) assertNoGroupAccess(fields);
  const isControlled = await ports.settings.flag('connector_access_control_enabled');
  const trusted = await ports.settings.list('trusted_connector_endpoints_regex');
  const [model_id, task_id, node, time] = [fields.model_id ?? ports.newId(), ports.newId(), ports.nodeId(), ports.now()];
  await ports.transaction(async ({ connectors, models, groups, tasks }) => {
    const group = await groupFor(caller, name, fields, groups, { isControlled: isModelControlled, time, newId: ports.newId });
    const connector = await usableConnector(caller, fields, connectors, { isControlled, trusted });
    const version = group.group.latest_version + 1;
    await groups.replace(group, { ...group.group, latest_version: version, last_updated_time: time });
    const contract = fields.interface ?? presetInterface(connector);
    const place = { model_group_id: group.id, model_version: String(version), time };
    const registered = modelOf(name, { ...fields, interface: contract }, place);
    const model = deploy ? deployed(registered, node, time) : registered;
    const written = await models.insert(model_id, model, inlineCredential(caller, model_id, fields, ports));
    if (!written) throw statusError(409, `model id '${model_id}' already exists`);
    await tasks.insert(task_id, completedTask('REGISTER_MODEL', model_id, node, time));
    if (deploy) await tasks.insert(ports.newId(), completedTask('DEPLOY_MODEL', model_id, node, time));
  });
  ports.counts.count('register');
  if (deploy) ports.counts.count('deploy', model_id);
  return { task_id, status: 'CREATED', model_id };
});

/** @returns the name; @throws StudioError 400: what is missing first, then unusual texts */
function assertComplete({ name, function_name, description, provisioned_by, model_format }: ModelFields): string {
  if (name === undefined) throw illegalArgument('model name is null');
  if (function_name !== 'REMOTE' && model_format === undefined) throw illegalArgument('model format is null');
  assertSafeTexts([
    { label: 'Model provisioned_by field', value: provisioned_by },
    { label: 'Model description', value: description },
    { label: 'Model name', value: name, required: true, isName: true },
  ]);
  return name;
}

const notHere = 'Models that run in a cluster do not run here. Register a remote model: function_name remote, with a connector.';

/** As on a node that cannot fetch the model: the request is taken, and its task says why no model came of it. */
async function refuseLocal(function_name: FunctionName, { newId, nodeId, now, transaction, counts }: ModelPorts) {
  const task_id = newId();
  await transaction(({ tasks }) => tasks.insert(task_id, failedRegistration(function_name, notHere, nodeId(), now())));
  counts.count('register');
  return { task_id, status: 'CREATED' };
}

async function assertUrlAllowed({ url }: ModelFields, { settings }: ModelPorts): Promise<void> {
  if (url === undefined || (await settings.flag('allow_registering_model_via_url'))) return;
  throw illegalArgument(
    'To upload custom model user needs to enable allow_registering_model_via_url settings. Otherwise please use OpenSearch pre-trained models.',
  );
}

type Grouping = { isControlled: boolean; time: number; newId: () => string };

/** The group that is named, or has the model's name, or is made. */
async function groupFor(
  caller: Caller,
  name: string,
  fields: ModelFields,
  groups: GroupWrites,
  { isControlled, time, newId }: Grouping,
): Promise<StoredGroup> {
  const { model_group_id: id } = fields;
  const isOpen = ({ group, owner_id }: StoredGroup) => mayUseGroup(caller, { ...group, owner_id }, isControlled);
  if (id !== undefined) {
    const found = await groups.find(id);
    if (found && !isOpen(found)) throw illegalArgument("You don't have permissions to perform this operation on this model.");
    if (found) return found;
    if (!(await groups.everStored())) throw statusError(404, 'Model group not found');
    throw new StudioError('m_l_resource_not_found_exception', 500, `Model Group Response is empty for ${id}`);
  }
  const sameName = await groups.findByName(name);
  if (sameName && !isOpen(sameName)) {
    const why = `it is used by another model group with id ${sameName.id} to which you do not have access`;
    throw illegalArgument(`The name ${name} you provided is unavailable because ${why}. Please provide a different name.`);
  }
  if (sameName) return sameName;
  const visibility = groupVisibility(caller, fields, isControlled);
  const group = newGroup({ name }, visibility, time);
  const owner_id = visibility.owner ? caller.id : null;
  const written = await groups.insert(newId(), group, owner_id);
  if (!written) throw new Error('a new id was taken');
  return { ...written, group, owner_id };
}

/** What the model will call. @throws StudioError 404, 400: there, permitted, and with something that a model can call */
async function usableConnector(
  caller: Caller,
  { connector_id: id, connector: inline }: ModelFields,
  connectors: ConnectorReads,
  { isControlled, trusted }: { isControlled: boolean; trusted: readonly string[] },
): Promise<Connector | InlineConnector> {
  if (id === undefined) return usableInline(inline, trusted);
  const stored = await connectors.find(id);
  if (!stored) throw statusError(404, (await connectors.everStored()) ? `Failed to find connector:${id}` : 'Failed to find connector');
  if (!mayRead(caller, stored, isControlled)) {
    throw illegalArgument(`You don't have permission to use the connector provided, connector id: ${id}`);
  }
  assertCallable(id, stored.connector);
  return stored.connector;
}

function assertCallable(id: string, { protocol, actions }: Connector): void {
  if (isMcpProtocol(protocol)) throw illegalArgument(`Cannot Create a Model from MCP Connector: ${id}`);
  if (!actions?.length) throw illegalArgument(`The connector has no action that a model can call, connector id: ${id}`);
}

type Place = { model_group_id: string; model_version: string; time: number };

function modelOf(name: string, fields: ModelFields, { model_group_id, model_version, time }: Place): Model {
  const { description, is_enabled, rate_limiter, guardrails, model_config, deploy_setting, connector_id, connector, provisioned_by } =
    fields;
  return inPrintedOrder({
    name: name.normalize('NFC'),
    model_group_id,
    algorithm: 'REMOTE',
    model_version,
    model_state: 'REGISTERED',
    ...{ description, model_config, deploy_setting, is_enabled, rate_limiter },
    created_time: time,
    last_updated_time: time,
    is_hidden: false,
    ...(connector_id === undefined ? { connector: connector?.connector } : { connector_id }),
    ...{ guardrails, interface: fields.interface, provisioned_by },
  });
}

function inlineCredential(caller: Caller, id: string, fields: ModelFields, { cipher, now }: ModelPorts): CredentialWrite | undefined {
  const credential = fields.connector_id === undefined ? fields.connector?.credential : undefined;
  if (!credential || Object.keys(credential).length === 0) return undefined;
  return { sealed: cipher.seal(id, credential), ...provenance(caller, credential, now()) };
}
