import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { mayRead } from '#lib/connectors/connector-access.ts';
import type { ConnectorReads, CredentialWrite, Written } from '#lib/connectors/ports.ts';
import { assertUnchanged, type Precondition, versionConflict } from '#lib/connectors/precondition.ts';
import { provenance } from '#lib/connectors/provenance.ts';
import { assertSafeTexts } from '#lib/connectors/safe-text.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import { areModelsControlled, assertModelOpen, noPrivilege } from './assert-model-open.ts';
import { patchInline } from './inline-connector.ts';
import { inPrintedOrder, type Model } from './model.ts';
import { mayUseGroup } from './model-group-access.ts';
import type { ModelPatch } from './model-input.ts';
import type { ModelPorts, ModelStores, StoredModel } from './ports.ts';

export type ModelUpdate = { model_id: string; patch: ModelPatch; precondition?: Precondition };
type Rules = { isControlled: boolean; isModelControlled: boolean; trusted: readonly string[] };

/**
 * Changes a model (rest-api.md §4.6); a deployed one follows at once. The limiter merges part by part, an inline connector's patch
 * merges its parameters and keeps the credential that it does not name.
 * @throws StudioError 400, 404, 409 and 412 (changed meanwhile)
 */
export const updateModel = operation('model.update', async (caller, update: ModelUpdate, ports: ModelPorts): Promise<Written> => {
  const { model_id, patch, precondition = {} } = update;
  assertPatch(patch);
  const rules: Rules = {
    isControlled: await ports.settings.flag('connector_access_control_enabled'),
    isModelControlled: await areModelsControlled(ports.settings),
    trusted: await ports.settings.list('trusted_connector_endpoints_regex'),
  };
  return ports.transaction(async (stores) => {
    const stored = await stores.models.find(model_id);
    if (!stored) throw statusError(404, `Failed to find model to update with the provided model id: ${model_id}`);
    const noRight = `${noPrivilege}, model ID ${model_id}`;
    await assertModelOpen(caller, stored.model, stores.groups, rules.isModelControlled, noRight);
    assertUnchanged(stored, precondition);
    await assertConnectorChange(caller, patch, stored, stores.connectors, rules);
    const place = await groupChange(caller, patch, stored.model, stores, { ...rules, time: ports.now() });
    const inline = await inlineChange(caller, patch, stored, stores, { ...rules, ports });
    const model = merged(stored, patch, { ...place, ...(inline && { connector: inline.connector }), last_updated_time: ports.now() });
    const written = await stores.models.replace(stored, model, inline?.credential);
    if (!written) throw versionConflict(stored, 409, 'changed by another writer');
    return written;
  });
});

function assertPatch({ name, description, connector, connector_id }: ModelPatch): void {
  assertSafeTexts([
    { label: 'Model Name', value: name, isName: true },
    { label: 'Model Description', value: description },
  ]);
  if (connector && connector_id !== undefined) {
    throw statusError(400, 'Model cannot have both stand-alone connector and internal connector. Please check your update input body.');
  }
}

async function assertConnectorChange(
  caller: Caller,
  { connector, connector_id }: ModelPatch,
  { model }: StoredModel,
  connectors: ConnectorReads,
  { isControlled }: Rules,
): Promise<void> {
  if (connector && !model.connector) {
    const why = 'The model was created with a connector_id and does not have an inline connector.';
    throw statusError(400, `Cannot update connector settings for this model. ${why}`);
  }
  if (connector_id === undefined) return;
  if (model.connector_id === undefined) {
    throw statusError(400, 'This remote does not have a connector_id field, maybe it uses an internal connector.');
  }
  const found = await connectors.find(connector_id);
  if (!found) throw statusError(404, `Failed to find connector:${connector_id}`);
  if (!mayRead(caller, found, isControlled)) {
    throw illegalArgument(`You don't have permission to update the connector, connector id: ${connector_id}`);
  }
}

/** A model that moves to another group becomes that group's newest version. */
async function groupChange(
  caller: Caller,
  { model_group_id }: ModelPatch,
  model: Model,
  { groups }: ModelStores,
  { isModelControlled, time }: Rules & { time: number },
) {
  if (model_group_id === undefined || model_group_id === model.model_group_id) return {};
  const found = await groups.find(model_group_id);
  if (!found) {
    const reason = 'Failed to find the model group with the provided model group id in the update model input';
    throw statusError(404, `${reason}, MODEL_GROUP_ID: ${model_group_id}`);
  }
  if (!mayUseGroup(caller, { ...found.group, owner_id: found.owner_id }, isModelControlled)) {
    const why = `due to no access to the target model group with model group ID ${model_group_id}`;
    throw statusError(403, `User Doesn't have privilege to re-link this model to the target model group ${why}`);
  }
  const version = found.group.latest_version + 1;
  await groups.replace(found, { ...found.group, latest_version: version, last_updated_time: time });
  return { model_group_id, model_version: String(version) };
}

async function inlineChange(
  caller: Caller,
  { connector: patch }: ModelPatch,
  { id, model }: StoredModel,
  { models }: ModelStores,
  { trusted, ports: { cipher, now } }: Rules & { ports: ModelPorts },
) {
  if (!patch || !model.connector) return undefined;
  const connector = patchInline(model.connector, patch, await models.credentialNames(id), trusted);
  const sent = patch.credential ?? {};
  if (Object.keys(sent).length === 0) return { connector };
  const before = await models.sealedCredential(id);
  const sealed = before ? cipher.add(before, sent) : cipher.seal(id, sent);
  const credential: CredentialWrite = { sealed, ...provenance(caller, sent, now()) };
  return { connector, credential };
}

function merged({ id, model }: StoredModel, patch: ModelPatch, change: Partial<Model>): Model {
  const { name, description, is_enabled, rate_limiter, model_config, deploy_setting, connector_id, guardrails } = patch;
  const sent = {
    name: name?.normalize('NFC'),
    description,
    is_enabled,
    model_config,
    deploy_setting,
    connector_id,
    guardrails,
    interface: patch.interface,
  };
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
  const limiter = rate_limiter && { rate_limiter: { ...model.rate_limiter, ...rate_limiter } };
  return inPrintedOrder({ ...model, ...given, ...limiter, ...change, model_id: id });
}
