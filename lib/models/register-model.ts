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
import { deployment as deploymentOf } from './deploy-model.ts';
import { usableInline } from './inline-connector.ts';
import { type InlineConnector, inPrintedOrder, type Model } from './model.ts';
import { newGroup } from './model-group.ts';
import { assertNoGroupAccess, groupVisibility, mayUseGroup } from './model-group-access.ts';
import type { ModelFields } from './model-input.ts';
import type { GroupWrites, ModelPorts, StoredGroup } from './ports.ts';
import { presetInterface } from './preset-interface.ts';
import { registrationTask } from './task.ts';

export type Registration = { fields: ModelFields; deploy: boolean };

/**
 * Registers a model (rest-api.md §4.1). A remote one comes with `connector_id`, or with a connector of its own, and with `deploy` is
 * deployed when the answer leaves; of one that runs inside a cluster only the record is kept. The group is found by id or by name, or made.
 * @throws StudioError 400, 404, 409, 500 as ML Commons answers
 */
export const registerModel = operation('model.create', async (caller, { fields, deploy }: Registration, ports: ModelPorts) => {
  await assertRemoteInferenceOn(ports.settings);
  const name = assertComplete(fields);
  if (fields.model_id !== undefined) assertCustomId('model id', fields.model_id);
  await assertUrlAllowed(fields, ports);
  const isModelControlled = await areModelsControlled(ports.settings);
  if (!isModelControlled) assertNoGroupAccess(fields);
  const isControlled = await ports.settings.flag('connector_access_control_enabled');
  const trusted = await ports.settings.list('trusted_connector_endpoints_regex');
  const [model_id, task_id, node, time] = [fields.model_id ?? ports.newId(), ports.newId(), ports.nodeId(), ports.now()];
  await ports.transaction(async ({ connectors, models, groups, tasks }) => {
    const group = await groupFor(caller, name, fields, groups, { isControlled: isModelControlled, time, newId: ports.newId });
    const connector = isRemote(fields) ? await usableConnector(caller, fields, connectors, { isControlled, trusted }) : undefined;
    const version = group.group.latest_version + 1;
    await groups.replace(group, { ...group.group, latest_version: version, last_updated_time: time });
    const contract = fields.interface ?? (connector && presetInterface(connector));
    const place = { model_group_id: group.id, model_version: String(version), time };
    const registered = modelOf(name, { ...fields, interface: contract }, place);
    const deployment = deploy ? deploymentOf(model_id, registered, node, time) : undefined;
    const written = await models.insert(model_id, deployment?.model ?? registered, inlineCredential(caller, model_id, fields, ports));
    if (!written) throw statusError(409, `model id '${model_id}' already exists`);
    await tasks.insert(task_id, registrationTask(model_id, registered, node, time));
    if (deployment) await tasks.insert(ports.newId(), deployment.task);
  });
  ports.counts.count('register');
  if (deploy) ports.counts.count('deploy', model_id);
  return { task_id, status: 'CREATED', ...(isRemote(fields) && { model_id }) }; // a node would still be fetching any other
});

const isRemote = ({ function_name }: ModelFields) => function_name === 'REMOTE';

/** @returns the name; @throws StudioError 400: what is missing first, then unusual texts */
function assertComplete(fields: ModelFields): string {
  const { name, description, provisioned_by, model_format } = fields;
  if (name === undefined) throw illegalArgument('model name is null');
  if (!isRemote(fields) && model_format === undefined) throw illegalArgument('model format is null');
  assertSafeTexts([
    { label: 'Model provisioned_by field', value: provisioned_by },
    { label: 'Model description', value: description },
    { label: 'Model name', value: name, required: true, isName: true },
  ]);
  return name;
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
  const { description, model_format, is_enabled, rate_limiter, guardrails, model_config, deploy_setting, provisioned_by } = fields;
  return inPrintedOrder({
    name: name.normalize('NFC'),
    model_group_id,
    algorithm: fields.function_name ?? 'TEXT_EMBEDDING',
    model_version,
    model_state: 'REGISTERED',
    ...(!isRemote(fields) && { model_format }),
    ...{ description, model_config, deploy_setting, is_enabled, rate_limiter },
    created_time: time,
    last_updated_time: time,
    is_hidden: false,
    ...(isRemote(fields) && usedConnector(fields)),
    ...{ guardrails, interface: fields.interface, provisioned_by },
  });
}

const usedConnector = ({ connector_id, connector }: ModelFields) =>
  connector_id === undefined ? { connector: connector?.connector } : { connector_id };

function inlineCredential(caller: Caller, id: string, fields: ModelFields, { cipher, now }: ModelPorts): CredentialWrite | undefined {
  const credential = isRemote(fields) && fields.connector_id === undefined ? fields.connector?.credential : undefined;
  if (!credential || Object.keys(credential).length === 0) return undefined;
  return { sealed: cipher.seal(id, credential), ...provenance(caller, credential, now()) };
}
