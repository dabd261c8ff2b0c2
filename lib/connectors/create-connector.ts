import type { Caller } from '#lib/access/caller.ts';
import { operation } from '#lib/access/operation.ts';
import { statusError } from '#lib/errors.ts';
import { assertDestinationsTrusted } from './assert-destinations-trusted.ts';
import { assertAwsRules } from './aws-rules.ts';
import { buildConnector } from './build-connector.ts';
import { completeInput, type ReadFields } from './complete-input.ts';
import { visibilityOf } from './connector-access.ts';
import { assertCredentialValues, assertHarmlessNames } from './credential-rules.ts';
import { assertCustomId } from './custom-id.ts';
import { assertHeaderRules } from './header-rules.ts';
import { assertMcpOn } from './mcp/mcp-gate.ts';
import type { ConnectorPorts } from './ports.ts';
import { provenance } from './provenance.ts';
import { assertRemoteInferenceOn } from './remote-inference.ts';
import { assertSafeTexts } from './safe-text.ts';
import type { ConnectorInput } from './schema.ts';

/** The blueprint that a connector is made from. */
type MadeFrom = { blueprint_id?: string | undefined; blueprint_version?: number | undefined };

/**
 * Registers a connector: the checks of connector-model.md §5 in their order, then one insert. The credential is sealed before anything
 * else happens to it.
 * @param fields a create body as it was read; with `dry_run` it is checked as far as ML Commons does, and nothing is stored
 * @returns the body OpenSearch answers with: `{ connector_id }`
 * @throws StudioError 400, 409 (id taken), 500 where ML Commons answers so
 */
export const createConnector = operation('connector.create', async (caller, fields: ReadFields & MadeFrom, ports: ConnectorPorts) => {
  await assertRemoteInferenceOn(ports.settings);
  const input = fields.dry_run ? undefined : completeInput(fields);
  assertTexts(fields);
  assertHeaderRules(fields.actions, fields.protocol);
  if (fields.protocol === 'mcp_sse') await assertMcpOn(ports.settings);
  if (fields.connector_id !== undefined) assertCustomId('connector id', fields.connector_id);
  return input
    ? store(caller, { ...input, blueprint_id: fields.blueprint_id, blueprint_version: fields.blueprint_version }, ports)
    : { connector_id: 'dryRunConnector' };
});

async function store(caller: Caller, input: ConnectorInput & MadeFrom, ports: ConnectorPorts) {
  const { settings, cipher, now, newId, transaction } = ports;
  const { credential, parameters, connector_id = newId(), blueprint_id, blueprint_version } = input;
  assertHarmlessNames('Parameter', Object.keys(parameters));
  assertHarmlessNames('Credential', Object.keys(credential));
  assertCredentialValues(credential);
  assertAwsRules(input.protocol, new Set(Object.keys(credential)), parameters);
  const time = now();
  const isControlled = await settings.flag('connector_access_control_enabled');
  assertDestinationsTrusted(buildConnector(input, {}, time), await settings.list('trusted_connector_endpoints_regex'));
  const connector = buildConnector(input, visibilityOf(caller, input, isControlled), time);
  const written = await transaction(({ connectors }) =>
    connectors.insert(connector_id, connector, {
      by: caller.username,
      owner_id: caller.id,
      ...(blueprint_id && { blueprint_id, blueprint_version: blueprint_version ?? 0 }),
      ...(Object.keys(credential).length > 0 && {
        credential: { sealed: cipher.seal(connector_id, credential), ...provenance(caller, credential, time) },
      }),
    }),
  );
  if (!written) throw statusError(409, `connector id '${connector_id}' already exists`);
  return { connector_id };
}

function assertTexts({ name, description, provisioned_by, dry_run }: ReadFields): void {
  assertSafeTexts([
    { label: 'Model connector provisioned_by field', value: provisioned_by },
    { label: 'Model connector description', value: description },
    { label: 'Model connector name', value: name, required: !dry_run, isName: true },
  ]);
}
