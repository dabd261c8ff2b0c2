import type { JsonNode } from '#lib/json/read-json.ts';
import { nearNames } from '#lib/painless/near-names.ts';
import { actionTypeOf } from '../action-type.ts';
import { backoffPolicies } from '../client-config.ts';

/** An object of a create body whose members are known by name. */
export type Home = 'connector' | 'action' | 'client_config';

/** Every other member is skipped without a word (connector-model.md §1.1, §4.1, §7). */
export const knownKeys: Readonly<Record<Home, readonly string[]>> = {
  connector: [
    'name',
    'description',
    'version',
    'protocol',
    'parameters',
    'credential',
    'actions',
    'backend_roles',
    'add_all_backend_roles',
    'access_mode',
    'client_config',
    'url',
    'headers',
    'provisioned_by',
    'connector_id',
    'dry_run',
    'tenant_id',
  ],
  action: [
    'action_type',
    'method',
    'url',
    'headers',
    'request_body',
    'pre_process_function',
    'post_process_function',
    'name',
    'supports_structured_output',
  ],
  client_config: [
    'max_connection',
    'connection_timeout',
    'read_timeout',
    'retry_backoff_millis',
    'retry_timeout_seconds',
    'max_retry_times',
    'retry_backoff_policy',
    'skip_ssl_verification',
    'mutual_tls_enabled',
    'keystore_type',
  ],
};

/** Members of what `GET` returns: they are written by the server, so nobody loses anything by them. */
export const writtenByServer: ReadonlySet<string> = new Set([
  'owner',
  'created_time',
  'last_updated_time',
  'ui_metadata',
  'create_time',
  'last_update_time',
]);

/** What people write in place of a key, without case, blanks, dashes and underscores. */
const otherWords: Readonly<Record<Home, Readonly<Record<string, string>>>> = {
  connector: {
    access: 'access_mode',
    auth: 'credential',
    config: 'client_config',
    httpclientconfig: 'client_config',
    id: 'connector_id',
    params: 'parameters',
    secrets: 'credential',
  },
  action: {
    body: 'request_body',
    endpoint: 'url',
    httpheaders: 'headers',
    httpmethod: 'method',
    payload: 'request_body',
    postprocess: 'post_process_function',
    postprocessing: 'post_process_function',
    preprocess: 'pre_process_function',
    preprocessing: 'pre_process_function',
    template: 'request_body',
    type: 'action_type',
    uri: 'url',
    verb: 'method',
  },
  client_config: {
    backoffpolicy: 'retry_backoff_policy',
    connecttimeout: 'connection_timeout',
    maxretries: 'max_retry_times',
    retries: 'max_retry_times',
    retrybackoffms: 'retry_backoff_millis',
    retrytimeout: 'retry_timeout_seconds',
    skiptlsverification: 'skip_ssl_verification',
    sockettimeout: 'read_timeout',
  },
};

export const plainly = (name: string): string => name.toLowerCase().replace(/[\s_.-]/g, '');

/** The key of that home that is written in another way: another case, `requestBody`, or a word of other clients. */
export function sameKey(home: Home, name: string): string | undefined {
  const plain = plainly(name);
  const same = knownKeys[home].find((key) => plainly(key) === plain);
  if (same) return same;
  const words = otherWords[home];
  return Object.hasOwn(words, plain) ? words[plain] : undefined;
}

/** A key that was probably meant: a letter too many, too few or in the wrong place. */
export const nearKey = (home: Home, name: string): string | undefined => nearNames(name, knownKeys[home])[0];

const objects: ReadonlySet<string> = new Set(['parameters', 'credential', 'client_config', 'headers']);
const lists: ReadonlySet<string> = new Set(['actions', 'backend_roles']);
const switches: ReadonlySet<string> = new Set([
  'add_all_backend_roles',
  'dry_run',
  'supports_structured_output',
  'skip_ssl_verification',
  'mutual_tls_enabled',
]);
const numbers: ReadonlySet<string> = new Set(knownKeys.client_config.filter((name) => /max_|timeout|millis/.test(name)));

/** Whether a value can be read under that key, so that it may be moved there. */
export function fits(key: string, node: JsonNode): boolean {
  if (objects.has(key)) return node.token === 'START_OBJECT';
  if (lists.has(key)) return node.token === 'START_ARRAY';
  if (switches.has(key)) return node.token === 'VALUE_BOOLEAN';
  if (numbers.has(key)) return (node.token === 'VALUE_NUMBER' || node.token === 'VALUE_STRING') && /^-?\d{1,9}$/.test(node.text);
  if (key === 'action_type') return node.token === 'VALUE_STRING' && actionTypeOf(node.text) !== undefined;
  if (key === 'retry_backoff_policy') return node.token === 'VALUE_STRING' && backoffPolicies.some((policy) => policy === node.text);
  return node.token === 'VALUE_STRING' || node.token === 'VALUE_NUMBER';
}
