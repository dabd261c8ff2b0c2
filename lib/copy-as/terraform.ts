import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { linesOf } from './write-literal.ts';

const short = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);
// biome-ignore lint/suspicious/noControlCharactersInRegex: what a quoted template cannot hold, or an editor cannot show
const special = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g;

const escaped = (character: string) => short.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A string of HCL. Our placeholders would be templates of Terraform's own, so `${` becomes `$${` and `%{` becomes `%%{`; a dollar in front
 * of them would belong to that escape, and is written by its number.
 */
export const hclText = (text: string): string =>
  `"${text.replace(special, escaped).replaceAll(/(\$+|%+)\{/g, (_found, run: string) => {
    const [mark = ''] = run;
    return `${escapedMark(mark).repeat(run.length - 1)}${mark}${mark}{`;
  })}"`;

const escapedMark = (mark: string) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Long texts stay readable line by line. */
function hclLines(text: string, indent: string): string {
  const lines = linesOf(text);
  if (lines.length < 2) return hclText(text);
  return `join("", [\n${lines.map((line) => `${indent}  ${hclText(line)},\n`).join('')}${indent}])`;
}

/** A key of a map: words that mean something in front of `=` or `in` need their quotation marks too. */
const hclKey = (name: string) => (/^[A-Za-z_][\w-]*$/.test(name) && !/^(for|if|in|true|false|null)$/.test(name) ? name : hclText(name));

type Attribute = { name: string; value: string };

/** Attributes one below the other, as `terraform fmt` has them: equals signs of neighbours that take one line stand in a column. */
function attributes(all: readonly Attribute[], indent: string): string {
  let lines = '';
  for (let from = 0; from < all.length; ) {
    const isLong = ({ value }: Attribute) => value.includes('\n');
    const next = all.findIndex((one, index) => index >= from && isLong(one));
    const run = all.slice(from, next < 0 ? all.length : next);
    const width = Math.max(0, ...run.map(({ name }) => [...name].length));
    for (const { name, value } of run) lines += `${indent}${name}${' '.repeat(width - [...name].length)} = ${value}\n`;
    const long = next < 0 ? undefined : all[next];
    if (long) lines += `${indent}${long.name} = ${long.value}\n`;
    from += run.length + 1;
  }
  return lines;
}

function hclMap(object: JsonObject, indent: string): string {
  if (object.size === 0) return '{}';
  const inner = `${indent}  `;
  const all = [...object].map(([name, value]) => ({ name: hclKey(name), value: hclLines(parameterText(value), inner) }));
  return `{\n${attributes(all, inner)}${indent}}`;
}

const nothing: JsonObject = new Map();
const mapOf = (value: Json | undefined) => (isObject(value) ? value : nothing);
const textOf = (value: Json | undefined) => (value === undefined || value === null ? '' : parameterText(value));

const clientMembers = [
  'max_connection',
  'connection_timeout',
  'read_timeout',
  'max_retry_times',
  'retry_backoff_policy',
  'retry_backoff_millis',
  'retry_timeout_seconds',
];
const actionTexts = ['method', 'url', 'request_body', 'pre_process_function', 'post_process_function'];

/** What a connector says and the resource of the provider has no attribute for, in words. */
export function terraformGaps(body: JsonObject): string[] {
  const actions = body.get('actions');
  const ofActions = (Array.isArray(actions) ? actions : []).flatMap((action) =>
    ['name', 'supports_structured_output'].filter((name) => mapOf(action).has(name)).map((name) => `${name} of an action`),
  );
  const ofClient = [...mapOf(body.get('client_config')).keys()].filter((name) => !clientMembers.includes(name));
  return [
    ...new Set([...(body.has('connector_id') ? ['connector_id'] : []), ...ofActions, ...ofClient.map((name) => `client_config.${name}`)]),
  ];
}

/**
 * A configuration with the resource `opensearch_ml_connector` of the provider opensearch-project/opensearch. It reads OPENSEARCH_USERNAME
 * and OPENSEARCH_PASSWORD from the environment. Members that the resource requires are written though they are empty.
 */
export function asTerraform(body: JsonObject, origin: string): string {
  const gaps = terraformGaps(body);
  const actions = body.get('actions');
  const facts: Attribute[] = [
    ...['name', 'description', 'version', 'protocol'].map((name) => ({ name, value: hclLines(textOf(body.get(name)), '  ') })),
    ...accessAttributes(body),
    ...['parameters', 'credential'].map((name) => ({ name, value: hclMap(mapOf(body.get(name)), '  ') })),
  ];
  return [
    'terraform {\n  required_providers {\n    opensearch = {\n      source = "opensearch-project/opensearch"\n    }\n  }\n}\n\n',
    `# OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD in the environment say who calls.\nprovider "opensearch" {\n  url = ${hclText(origin)}\n}\n\n`,
    gaps.length === 0 ? '' : `# The resource has no attribute for: ${gaps.map(oneLine).join(', ')}.\n`,
    `resource "opensearch_ml_connector" "${labelOf(textOf(body.get('name')))}" {\n`,
    attributes(facts, '  '),
    ...(Array.isArray(actions) ? actions.map((action) => `\n  actions {\n${actionAttributes(mapOf(action))}  }\n`) : []),
    clientBlock(mapOf(body.get('client_config'))),
    '}\n',
  ].join('');
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

/** A label of a resource that tells the connector. */
export const labelOf = (name: string) => {
  const label = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60);
  return /^[a-z]/.test(label) ? label : `connector${label && `_${label}`}`;
};

/** The provider reads types back in small letters, and asks for a body even of a GET. */
function actionAttributes(action: JsonObject): string {
  const headers = mapOf(action.get('headers'));
  const texts = actionTexts.filter((name) => action.has(name) || name === 'url' || name === 'request_body');
  const all = [
    { name: 'action_type', value: hclText(textOf(action.get('action_type')).toLowerCase()) },
    ...texts.map((name) => ({ name, value: hclLines(textOf(action.get(name)), '    ') })),
    ...(headers.size === 0 ? [] : [{ name: 'headers', value: hclMap(headers, '    ') }]),
  ];
  return attributes(all, '    ');
}

function clientBlock(config: JsonObject): string {
  const all = clientMembers.flatMap((name) => {
    const text = textOf(config.get(name));
    return text === '' ? [] : [{ name, value: /^-?\d+$/.test(text) ? text : hclText(text) }];
  });
  return all.length === 0 ? '' : `\n  client_config {\n${attributes(all, '    ')}  }\n`;
}

function accessAttributes(body: JsonObject): Attribute[] {
  const [mode, roles, all] = ['access_mode', 'backend_roles', 'add_all_backend_roles'].map((name) => body.get(name));
  return [
    ...(mode === undefined ? [] : [{ name: 'access_mode', value: hclText(textOf(mode)) }]),
    ...(Array.isArray(roles) ? [{ name: 'backend_roles', value: `[${roles.map((role) => hclText(textOf(role))).join(', ')}]` }] : []),
    ...(typeof all === 'boolean' ? [{ name: 'add_all_backend_roles', value: String(all) }] : []),
  ];
}
