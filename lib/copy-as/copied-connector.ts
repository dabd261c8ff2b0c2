import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { withoutLiteralSecrets } from './without-literal-secrets.ts';

/** Members of a create body, in the order in which they are copied. Anything else may hold what nobody expects, so it stays behind. */
const members = [
  'name',
  'description',
  'version',
  'protocol',
  'connector_id',
  'parameters',
  'credential',
  'url',
  'headers',
  'actions',
  'client_config',
  'access_mode',
  'backend_roles',
  'add_all_backend_roles',
] as const;

const actionMembers = [
  'action_type',
  'name',
  'method',
  'url',
  'headers',
  'request_body',
  'pre_process_function',
  'post_process_function',
  'supports_structured_output',
] as const;

/** What stands in a copy for a secret: `<openAI_key>`. */
export const secretPlaceholder = (name: string) => `<${name}>`;

const isThere = (value: Json | undefined): value is Json => value !== undefined && value !== null;

const picked = (object: JsonObject, names: readonly string[]): JsonObject =>
  new Map(names.flatMap((name) => (isThere(object.get(name)) ? [[name, object.get(name) as Json] as const] : []))); // as: it is there

/**
 * The create body that is copied: what a connector or a draft says, without any value of its credential, or of a secret elsewhere.
 * @param connector a create body, or a stored connector with `access` in place of `access_mode`
 * @param credentialKeys names of fields that are set on the server; those of the body itself count too
 */
export function copiedConnector(connector: JsonObject, credentialKeys: readonly string[]): JsonObject {
  const given = connector.get('credential');
  const names = new Set([...(isObject(given) ? given.keys() : []), ...credentialKeys]);
  const actions = connector.get('actions');
  const whole = new Map(connector);
  whole.set('access_mode', connector.get('access_mode') ?? connector.get('access') ?? null);
  whole.set('credential', names.size === 0 ? null : new Map([...names].map((name) => [name, secretPlaceholder(name)])));
  if (Array.isArray(actions))
    whole.set(
      'actions',
      actions.map((action) => (isObject(action) ? picked(action, actionMembers) : action)),
    );
  return withoutLiteralSecrets(picked(whole, members));
}
