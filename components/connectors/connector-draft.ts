import { isObject, type Json, JsonNumber, type JsonObject } from '#lib/json/json.ts';
import { parameterText } from '#lib/json/parameter-map.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { prettyJson } from '#lib/json/write-json.ts';

/** One row of parameters, headers or credential. */
export type DraftRow = { name: string; value: string };

/** An action as the form edits it; an empty text is an absent member. `source` is its place in the body that it came from, or -1. */
export type DraftAction = {
  action_type: string;
  name: string;
  method: string;
  url: string;
  headers: DraftRow[];
  request_body: string;
  pre_process_function: string;
  post_process_function: string;
  source: number;
};

/**
 * What the form of a connector edits. The create body stays the truth: members that the form does not show, and values that nobody
 * touched, come out of `bodyOf` as they went in.
 */
export type ConnectorDraft = {
  name: string;
  description: string;
  version: string;
  connector_id: string;
  protocol: string;
  credential: DraftRow[];
  parameters: DraftRow[];
  actions: DraftAction[];
  /** As typed; an empty text is the default. */
  client_config: DraftRow[];
  access_mode: string;
  backend_roles: string[];
};

const textOf = (value: Json | undefined) => (value === undefined || value === null ? '' : parameterText(value));
const rowsOf = (value: Json | undefined): DraftRow[] =>
  isObject(value) ? [...value].map(([name, member]) => ({ name, value: parameterText(member) })) : [];

const actionText = [
  'name',
  'method',
  'url',
  'request_body',
  'pre_process_function',
  'post_process_function',
] as const satisfies (keyof DraftAction)[];

function actionOf(value: Json, source: number): DraftAction {
  const action = isObject(value) ? value : new Map<string, Json>();
  const texts = Object.fromEntries(actionText.map((name) => [name, textOf(action.get(name))])) as Record<
    (typeof actionText)[number],
    string
  >;
  return { ...texts, action_type: textOf(action.get('action_type')).toUpperCase(), headers: rowsOf(action.get('headers')), source };
}

/** What holds the access: a stored connector calls it `access`, a create body `access_mode`, which counts where both are there. */
const accessMember = (body: JsonObject) => ((body.get('access_mode') ?? null) === null && body.has('access') ? 'access' : 'access_mode');
const rolesOf = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(textOf) : []);

/** @param body a create body, or a stored connector with `access` in place of `access_mode` */
export function draftOf(body: JsonObject): ConnectorDraft {
  const actions = body.get('actions');
  return {
    name: textOf(body.get('name')),
    description: textOf(body.get('description')),
    version: textOf(body.get('version')),
    connector_id: textOf(body.get('connector_id')),
    protocol: textOf(body.get('protocol')),
    credential: rowsOf(body.get('credential')),
    parameters: rowsOf(body.get('parameters')),
    actions: Array.isArray(actions) ? actions.map(actionOf) : [],
    client_config: rowsOf(body.get('client_config')),
    access_mode: textOf(body.get(accessMember(body))),
    backend_roles: rolesOf(body.get('backend_roles')),
  };
}

/** A value as it was, when its text is still the same: `1024` stays a number and `["float"]` a list. */
const kept = (before: Json | undefined, text: string): Json =>
  before !== undefined && (textOf(before) === text || parameterText(before) === text) ? before : text;

function setText(body: JsonObject, name: string, text: string) {
  if (text === '' && textOf(body.get(name)) === '') return; // absent stays absent, an empty text stays an empty text
  if (text === '') body.delete(name);
  else body.set(name, kept(body.get(name), text));
}

function setRows(body: JsonObject, name: string, rows: readonly DraftRow[], read: (text: string) => Json = (text) => text) {
  const before = body.get(name);
  const old = isObject(before) ? before : undefined;
  const named = rows.filter((row) => row.name !== '' || old?.has(''));
  if (named.length === 0 && !old) return;
  body.set(name, new Map(named.map((row) => [row.name, old?.has(row.name) ? kept(old.get(row.name), row.value) : read(row.value)])));
}

/** Numbers and switches of `client_config` are written as such; an empty text leaves the default. */
function clientValue(text: string): Json {
  if (/^-?\d+$/.test(text)) return new JsonNumber(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

function actionBody(action: DraftAction, before: Json | undefined): Json {
  if (before !== undefined && !isObject(before) && isBlank(action)) return before; // no action at all, and nobody made it one
  const body: JsonObject = new Map(isObject(before) ? before : []);
  if (textOf(body.get('action_type')).toUpperCase() !== action.action_type) setText(body, 'action_type', action.action_type);
  for (const name of actionText) setText(body, name, action[name]);
  setRows(body, 'headers', action.headers);
  return body;
}

const isBlank = ({ action_type, headers, ...action }: DraftAction) =>
  action_type === '' && headers.length === 0 && actionText.every((name) => action[name] === '');

function setActions(body: JsonObject, actions: readonly DraftAction[]) {
  const before = body.get('actions');
  const old = Array.isArray(before) ? before : [];
  if (actions.length === 0 && !Array.isArray(before)) return;
  body.set(
    'actions',
    actions.map((action) => actionBody(action, old[action.source])),
  );
}

/**
 * The create body that a draft stands for.
 * @param source the body that the draft was made of, or an empty one
 */
export function bodyOf(draft: ConnectorDraft, source: JsonObject): JsonObject {
  const body: JsonObject = new Map(source);
  for (const name of ['name', 'description', 'version', 'connector_id', 'protocol'] as const) setText(body, name, draft[name]);
  setRows(body, 'parameters', draft.parameters);
  setRows(body, 'credential', draft.credential);
  setActions(body, draft.actions);
  const config = source.get('client_config');
  const isKept = ({ name, value }: DraftRow) => value !== '' || (isObject(config) && config.has(name) && textOf(config.get(name)) === '');
  setRows(body, 'client_config', draft.client_config.filter(isKept), clientValue);
  setText(body, accessMember(body), draft.access_mode);
  const roles = rolesOf(source.get('backend_roles'));
  if (draft.backend_roles.join('\n') !== roles.join('\n')) body.set('backend_roles', [...draft.backend_roles]);
  return body;
}

/** The text of the JSON view: as `?pretty`, with the colon where people write it. */
export const textOfBody = (body: JsonObject) =>
  prettyJson(body)
    .replaceAll(/^(\s*"(?:[^"\\]|\\.)*") : /gm, '$1: ')
    .trimEnd();

/**
 * Reads the JSON view. A text between three double quotes, as Dev Tools writes long strings, counts as a string.
 * @throws StudioError 400 with line and column
 */
export function bodyOfText(text: string): JsonObject {
  const body = parseJson(withoutTripleQuotes(text));
  return isObject(body) ? body : new Map();
}

/** `"""…"""` becomes a JSON string of the same text. Places in front of the first one stay as they are. */
export const withoutTripleQuotes = (text: string) => text.replaceAll(/"""([\s\S]*?)"""/g, (_match, inner: string) => JSON.stringify(inner));
