import { filledUrl } from '#lib/connectors/action-urls.ts';
import { placeholdersIn } from '#lib/connectors/address.ts';
import { defaultClientConfig } from '#lib/connectors/client-config.ts';
import { providerOf } from '#lib/connectors/provider-of.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { suggestPattern } from '#lib/settings/suggest-pattern.ts';
import type { Blueprint, BlueprintQuestion } from './blueprint.ts';
import { blueprintFormat } from './blueprint-format.ts';

type Action = Blueprint['connector']['actions'][number];
type Task = Blueprint['task'];

/**
 * The blueprint that a connector would have been made from: its parameters are the defaults, what its address, headers and bodies use
 * becomes questions, and so does every field of the credential. Nobody has told yet what it is documented by, and there are no examples,
 * so it is a draft of a blueprint (`BlueprintDraft`), not one that can be published as it is.
 * @param body a create body; values of its credential do not matter
 */
export function blueprintOfConnector(body: JsonObject): Blueprint {
  const name = textOf(body.get('name')).replaceAll(/\s+/g, ' ').trim() || 'Connector';
  const description = textOf(body.get('description'));
  const parameters = textsOf(body.get('parameters'));
  const credential = keysOf(body.get('credential'));
  const actions = listOf(body.get('actions')).map(actionOf);
  const [address = ''] = actions.map(({ url }) => filledUrl(url, parameters));
  return {
    format: blueprintFormat,
    id: slug(name),
    title: name,
    summary: description,
    provider: providerOf(authorityOf(address)),
    task: taskOf(actions),
    docs_url: '',
    notes: [],
    connector: {
      name,
      ...(description !== '' && { description }),
      version: textOf(body.get('version')) || '1',
      protocol: body.get('protocol') === 'aws_sigv4' ? 'aws_sigv4' : 'http',
      parameters,
      credential: Object.fromEntries(credential.map((key) => [key, `<${key}>`])),
      actions,
      ...clientConfigOf(body.get('client_config')),
    },
    questions: [...credential.map(secretQuestion), ...asked(actions, parameters).map((key) => question(key, parameters[key] ?? ''))],
    trusted_pattern: (placeholdersIn(authorityOf(address)).length === 0 && suggestPattern(address)) || '',
    examples: [],
    mock: {},
  };
}

const textOf = (value: Json | undefined) => (value === undefined || value === null ? '' : parameterText(value));
const keysOf = (value: Json | undefined) => (isObject(value) ? [...value.keys()] : []);
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const textsOf = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(isObject(value) ? [...value].map(([name, member]) => [name, textOf(member)]) : []);

const authorityOf = (url: string) => /^[a-z][a-z0-9+.-]*:\/\/([^/?#\\]*)/i.exec(url)?.[1]?.toLowerCase() ?? '';

const actionTexts = ['request_body', 'pre_process_function', 'post_process_function', 'name'] as const;

function actionOf(value: Json): Action {
  const action: JsonObject = isObject(value) ? value : new Map();
  const texts = actionTexts.filter((name) => textOf(action.get(name)) !== '').map((name) => [name, textOf(action.get(name))]);
  const headers = textsOf(action.get('headers'));
  return {
    action_type: textOf(action.get('action_type')).toLowerCase(),
    method: textOf(action.get('method')) || 'POST',
    url: textOf(action.get('url')),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...Object.fromEntries(texts),
    ...(action.get('supports_structured_output') === true && { supports_structured_output: true as const }),
  };
}

/** Only what differs from ML Commons' defaults. */
function clientConfigOf(value: Json | undefined): {
  client_config?: Blueprint['connector'] extends { client_config?: infer Config } ? Config : never;
} {
  const defaults = new Map<string, unknown>(Object.entries(defaultClientConfig));
  const changed = (isObject(value) ? [...value] : []).filter(
    ([name, member]) => (defaults.has(name) || name === 'keystore_type') && plainValue(member) !== defaults.get(name),
  );
  // as: names of the schema; values are checked when the file is read
  return changed.length === 0
    ? {}
    : { client_config: Object.fromEntries(changed.map(([name, member]) => [name, plainValue(member)])) as never };
}

/** Small letters, digits and hyphens, as an id has them. */
function slug(name: string): string {
  const id = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return id || 'connector';
}

/** Names of parameters with a saved value that the requests are filled from, in the order in which they are saved. */
function asked(actions: readonly Action[], parameters: Readonly<Record<string, string>>): string[] {
  const texts = actions.flatMap(({ url, headers = {}, request_body = '' }) => [url, ...Object.values(headers), request_body]);
  const used = new Set(texts.flatMap(placeholdersIn).map((name) => name.replace(/:-.*$/s, '')));
  return Object.keys(parameters).filter((name) => used.has(name) || name === 'region');
}

function question(name: string, value: string): BlueprintQuestion {
  const type = /^(true|false)$/.test(value) ? 'boolean' : /^-?\d+(\.\d+)?$/.test(value) ? 'number' : 'text';
  return { key: `parameters.${name}`, label: labelOf(name), type, required: true, default: value };
}

const secretQuestion = (name: string): BlueprintQuestion => ({
  key: `credential.${name}`,
  label: labelOf(name),
  type: 'secret',
  required: name !== 'session_token',
});

/** `openAI_key` as people read it: "OpenAI key". */
function labelOf(name: string): string {
  const words = name.replaceAll(/[_\s]+/g, ' ').trim() || name;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What tells a task, most telling first: functions and addresses name it. */
const signs: readonly (readonly [RegExp, Task])[] = [
  [/rerank/i, 'rerank'],
  [/sparse/i, 'sparse_embedding'],
  [/multimodal|image_embed/i, 'multimodal_embedding'],
  [/embed|vectorize/i, 'text_embedding'],
  [/moderation/i, 'moderation'],
  [/guardrail/i, 'guardrail'],
  [/textract|\/ocr/i, 'ocr'],
  [/images?\/generations/i, 'image'],
  [/chat|converse|messages|completion|generate|responses/i, 'chat'],
];

function taskOf(actions: readonly Action[]): Task {
  for (const [sign, task] of signs) {
    const isSign = ({ url, pre_process_function = '', post_process_function = '' }: Action) =>
      [url, pre_process_function, post_process_function].some((text) => sign.test(text));
    if (actions.some(isSign)) return task;
  }
  return 'function';
}
