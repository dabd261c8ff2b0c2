import { assertAwsRules } from '#lib/connectors/aws-rules.ts';
import { inPrintedOrder } from '#lib/connectors/build-connector.ts';
import { isProtocol } from '#lib/connectors/complete-input.ts';
import { readAccessMode, readInlineFields } from '#lib/connectors/read-connector.ts';
import { illegalArgument, isStudioError, StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { into, type Reader, readMembers } from '#lib/json/read-members.ts';
import { booleanOf, textOf, textOrNull, textsOf } from '#lib/json/value-of.ts';
import { parseFunctionName } from './function-name.ts';
import type { GroupFields, InlineInput, InlinePatch, ModelFields, ModelPatch } from './model-input.ts';
import { readGuardrails } from './read-guardrails.ts';
import { readDeploySetting, readInterface, readModelConfig, readRateLimiter } from './read-model-parts.ts';

const name: Reader<{ name?: string | undefined }> = into('name', (node) => textOf(node).normalize('NFC'));

const accessReaders: [string, Reader<GroupFields>][] = [
  ['backend_roles', into('backend_roles', textsOf)],
  ['add_all_backend_roles', into('add_all_backend_roles', booleanOf)],
  ['access_mode', into('access_mode', readAccessMode)],
];

const partReaders: [string, Reader<Omit<ModelPatch, 'connector'>>][] = [
  ['name', name],
  ['description', into('description', textOf)],
  ['model_group_id', into('model_group_id', textOf)],
  ['connector_id', into('connector_id', textOrNull)],
  ['is_enabled', into('is_enabled', booleanOf)],
  ['rate_limiter', into('rate_limiter', readRateLimiter)],
  ['guardrails', into('guardrails', readGuardrails)],
  ['interface', into('interface', readInterface)],
  ['model_config', into('model_config', readModelConfig)],
  ['deploy_setting', into('deploy_setting', readDeploySetting)],
];

const registerReaders = new Map<string, Reader<ModelFields>>([
  ...partReaders,
  ...accessReaders,
  ['function_name', into('function_name', (node) => parseFunctionName(textOf(node)))],
  ['connector', into('connector', readInline)],
  ['model_id', into('model_id', textOf)],
  ['url', into('url', textOf)],
  ['model_format', into('model_format', textOf)],
  ['provisioned_by', into('provisioned_by', textOrNull)],
]);

const patchReaders = new Map<string, Reader<ModelPatch>>([...partReaders, ['connector', into('connector', readInlinePatch)]]);
const groupReaders = new Map<string, Reader<GroupFields>>([
  ...accessReaders,
  ['name', name],
  ['description', into('description', textOf)],
  ['model_group_id', into('model_group_id', textOf)],
]);

/** The fields of a register body (rest-api.md §4.1). @throws StudioError 400, 500 as ML Commons answers */
export const readModelFields = (node: JsonNode): ModelFields => readMembers<ModelFields>(node, {}, registerReaders);

/** The fields of an update body (rest-api.md §4.6). @throws as readModelFields */
export const readModelPatch = (node: JsonNode): ModelPatch => readMembers<ModelPatch>(node, {}, patchReaders);

/** The fields of a model group (rest-api.md §6). @throws as readModelFields */
export const readGroupFields = (node: JsonNode): GroupFields => readMembers<GroupFields>(node, {}, groupReaders);

/** ML Commons forgives an inline connector whatever is no broken rule of its own: it then counts as absent. */
function lenient<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (thrown) {
    if (isStudioError(thrown) && thrown.type !== 'illegal_argument_exception') return undefined;
    throw thrown;
  }
}

/** An inline connector (connector-model.md §12): only its protocol is required. @throws StudioError 400 */
function readInline(node: JsonNode): InlineInput | undefined {
  const fields = lenient(() => (node.token === 'START_OBJECT' ? readInlineFields(node) : {}));
  if (!fields) return undefined;
  const {
    protocol,
    credential = {},
    parameters,
    access_mode: access,
    connector_id: _id,
    dry_run: _dry,
    add_all_backend_roles: _all,
    ...rest
  } = fields;
  if (protocol === undefined) throw illegalArgument('connector protocol is null');
  if (!isProtocol(protocol)) throw illegalArgument(`Can't find class for type ${protocol}`);
  assertAwsRules(protocol, new Set(Object.keys(credential)), parameters ?? {});
  const {
    created_time: _created,
    last_updated_time: _updated,
    ...connector
  } = inPrintedOrder({
    ...rest,
    protocol,
    access,
    parameters: parameters ?? {},
    created_time: 0,
    last_updated_time: 0,
  });
  if (parameters) return { connector, credential };
  const { parameters: _none, ...bare } = connector;
  return { connector: bare, credential };
}

function readInlinePatch(node: JsonNode): InlinePatch {
  if (node.token !== 'START_OBJECT') throw new StudioError('parse_exception', 400, 'connector must be an object');
  const { access_mode: access, ...rest } = readInlineFields(node);
  return { ...rest, ...(access && { access }) };
}
