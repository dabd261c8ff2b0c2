import { illegalArgument } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { booleanOf, integerOf, itemsOf, parametersOf, textMapOf, textOf, textOrNull, textsOf } from '#lib/json/value-of.ts';
import { actionTypeOf } from './action-type.ts';
import { backoffPolicies, defaultClientConfig } from './client-config.ts';
import type { ReadFields } from './complete-input.ts';
import type { ClientConfig, ConnectorAction } from './connector.ts';
import { accessModes } from './schema.ts';
import { type ActionDraft, validateAction } from './validate-action.ts';

const actionReaders = new Map<string, Reader<ActionDraft>>([
  ['action_type', into('action_type', readActionType)],
  ['method', into('method', textOf)],
  ['url', into('url', textOf)],
  ['headers', into('headers', textMapOf)],
  ['request_body', into('request_body', textOf)],
  ['pre_process_function', into('pre_process_function', textOf)],
  ['post_process_function', into('post_process_function', textOf)],
  ['name', into('name', textOf)],
  ['supports_structured_output', into('supports_structured_output', (node) => booleanOf(node) || undefined)],
]);

function readActionType(node: JsonNode) {
  const text = textOf(node);
  const type = actionTypeOf(text);
  if (type) return type;
  throw illegalArgument(`No enum constant org.opensearch.ml.common.connector.ConnectorAction.ActionType.${text.toUpperCase()}`);
}

/** @throws StudioError 400 for the first action that breaks a rule, in ML Commons' words (connector-model.md §4.3) */
export const readActions = (node: JsonNode): ConnectorAction[] =>
  itemsOf(node).map((item) => validateAction(readMembers<ActionDraft>(item, {}, actionReaders)));

const clientConfigReaders = new Map<string, Reader<ClientConfig>>([
  ['max_connection', into('max_connection', integerOf)],
  ['connection_timeout', into('connection_timeout', integerOf)],
  ['read_timeout', into('read_timeout', integerOf)],
  ['retry_backoff_millis', into('retry_backoff_millis', integerOf)],
  ['retry_timeout_seconds', into('retry_timeout_seconds', integerOf)],
  ['max_retry_times', into('max_retry_times', integerOf)],
  ['retry_backoff_policy', into('retry_backoff_policy', readPolicy)],
  ['skip_ssl_verification', into('skip_ssl_verification', booleanOf)],
  ['mutual_tls_enabled', into('mutual_tls_enabled', booleanOf)],
  ['keystore_type', into('keystore_type', textOrNull)],
]);

function readPolicy(node: JsonNode) {
  const text = textOf(node).toLowerCase();
  const policy = backoffPolicies.find((known) => known === text);
  if (!policy) throw illegalArgument('Unsupported retry backoff policy');
  return policy;
}

/** Once sent, even empty, every default is part of it. */
export const readClientConfig = (node: JsonNode): ClientConfig => readMembers(node, { ...defaultClientConfig }, clientConfigReaders);

/** A mode that does not exist counts as not sent. */
export function readAccessMode(node: JsonNode): (typeof accessModes)[number] | undefined {
  const text = textOf(node);
  return accessModes.find((mode) => mode === text);
}

/** Fields that a create body, an update body and an inline connector share. */
const sharedReaders: [string, Reader<ReadFields>][] = [
  ['name', into('name', (node) => textOf(node).normalize('NFC'))],
  ['description', into('description', textOf)],
  ['version', into('version', textOf)],
  ['protocol', into('protocol', textOf)],
  ['parameters', into('parameters', parametersOf)],
  ['credential', into('credential', textMapOf)],
  ['actions', into('actions', readActions)],
  ['backend_roles', into('backend_roles', textsOf)],
  ['client_config', into('client_config', readClientConfig)],
  ['url', into('url', textOrNull)],
  ['headers', into('headers', textMapOf)],
  ['provisioned_by', into('provisioned_by', textOrNull)],
];

const bodyReaders = new Map<string, Reader<ReadFields>>([
  ...sharedReaders,
  ['add_all_backend_roles', into('add_all_backend_roles', booleanOf)],
  ['access_mode', into('access_mode', readAccessMode)],
  ['connector_id', into('connector_id', textOf)],
  ['dry_run', into('dry_run', booleanOf)],
]);

/**
 * The fields of a create or update body (connector-model.md §1.1): coerced, every action checked, nothing required yet.
 * @throws StudioError 400, 500 as ML Commons answers
 */
export const readConnectorFields = (node: JsonNode): ReadFields => readMembers<ReadFields>(node, {}, bodyReaders);

/** The stored vocabulary, in which an inline connector is written: `access`, not `access_mode`. */
const inlineReaders = new Map<string, Reader<ReadFields>>([...sharedReaders, ['access', into('access_mode', readAccessMode)]]);

/** Members of an inline connector (connector-model.md §12). @throws as readConnectorFields */
export const readInlineFields = (node: JsonNode): ReadFields => readMembers<ReadFields>(node, {}, inlineReaders);
