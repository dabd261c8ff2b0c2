import type { Caller } from '#lib/access/caller.ts';
import { assertMay } from '#lib/access/operation.ts';
import { assertAwsRules } from '#lib/connectors/aws-rules.ts';
import { inPrintedOrder } from '#lib/connectors/build-connector.ts';
import { assertProtocol } from '#lib/connectors/complete-input.ts';
import type { Connector } from '#lib/connectors/connector.ts';
import { mayChange } from '#lib/connectors/connector-access.ts';
import { assertCredentialValues, assertHarmlessNames } from '#lib/connectors/credential-rules.ts';
import { changesDestination } from '#lib/connectors/destination.ts';
import type { CredentialSealer } from '#lib/connectors/ports.ts';
import { readConnectorFields } from '#lib/connectors/read-connector.ts';
import { illegalArgument, statusError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { textOrNull } from '#lib/json/value-of.ts';
import type { EffectiveSettings } from '#lib/settings/ports.ts';
import type { SealedCredential } from './ports.ts';
import { makeTarget, type Target, type TargetReads } from './target.ts';

export type DraftPorts = { targets: TargetReads; cipher: CredentialSealer };

type Draft = { connector: Connector; credential: Record<string, string>; stored: Target | undefined };

/**
 * A connector that is not stored, as a target: read like a create body, but a name, a version or a credential may still be missing. Its
 * credential is sealed at once, and only where it will be opened; values that it leaves out are those of the stored connector that it
 * names (architecture.md §10.4).
 * @throws StudioError 400, 403, 404
 */
export function draftTarget(caller: Caller, node: JsonNode, isSent: boolean, settings: EffectiveSettings, ports: DraftPorts): Target {
  const {
    connector_id,
    credential = {},
    name = 'Draft',
    version = '1',
    protocol = '',
    parameters = {},
    ...fields
  } = readConnectorFields(node);
  assertProtocol(protocol);
  assertHarmlessNames('Parameter', Object.keys(parameters));
  assertHarmlessNames('Credential', Object.keys(credential));
  assertCredentialValues(credential);
  const { description, actions, client_config, url, headers } = fields;
  const given = { name, version, description, protocol, parameters, actions, client_config, url, headers };
  const connector = inPrintedOrder({ ...given, created_time: 0, last_updated_time: 0 });
  const stored = connector_id === undefined ? undefined : storedTarget(caller, connector_id, settings, ports);
  const draft = { connector, credential, stored };
  const blueprint = node.token === 'START_OBJECT' ? node.members.get('blueprint_id') : undefined;
  return makeTarget({
    connector_id: `draft-${caller.id}`,
    connector,
    credential: isSent ? sealedCredential(caller, draft, ports) : namesOnly(draft),
    owner_id: caller.id,
    blueprint_id: (blueprint && textOrNull(blueprint)) ?? stored?.blueprint_id ?? null,
  });
}

/** Using its credential with other addresses is as good as changing it. */
function storedTarget(caller: Caller, id: string, settings: EffectiveSettings, { targets }: DraftPorts): Target {
  const stored = targets.connector(id);
  if (!stored) throw statusError(404, `Failed to find connector with the provided connector id: ${id}`);
  assertMay(caller, 'connector.read');
  if (mayChange(caller, stored, settings.flag('connector_access_control_enabled'))) return stored;
  throw statusError(403, "You don't have permission to access this connector");
}

/** For a preview, which only has to know what is there. */
const namesOnly = ({ credential, stored }: Draft): SealedCredential => ({
  owner: 'draft',
  data_key: '',
  fields: Object.fromEntries([...Object.keys(stored?.credential.fields ?? {}), ...Object.keys(credential)].map((name) => [name, ''])),
});

function sealedCredential(caller: Caller, { connector, credential, stored }: Draft, { cipher }: DraftPorts): SealedCredential {
  const kept = Object.keys(stored?.credential.fields ?? {}).filter((name) => !Object.hasOwn(credential, name));
  assertAwsRules(connector.protocol, new Set([...kept, ...Object.keys(credential)]), connector.parameters);
  if (!stored || kept.length === 0) return cipher.seal(`draft-${caller.id}`, credential);
  assertMay(caller, 'connector.update');
  if (changesDestination(stored.connector, connector)) throw illegalArgument('Changing the endpoint requires re-entering the credential');
  return cipher.add(stored.credential, credential);
}
