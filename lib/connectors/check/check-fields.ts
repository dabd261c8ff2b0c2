import { isStudioError } from '#lib/errors.ts';
import { plainValue } from '#lib/json/plain-value.ts';
import { type JsonNode, toJson } from '#lib/json/read-json.ts';
import { isMcpProtocol } from '../build-connector.ts';
import { isProtocol, type ReadFields } from '../complete-input.ts';
import type { ConnectorAction } from '../connector.ts';
import { protocols } from '../connector.ts';
import { assertCustomId } from '../custom-id.ts';
import { readConnectorFields } from '../read-connector.ts';
import { textProblem } from '../safe-text.ts';
import { type Fix, type Problem, pointer, problem } from './problem.ts';

/** An action that can be read, and its number in the body: those before it may not be readable. */
export type CheckedAction = { action: ConnectorAction; at: number };

type Checked = { fields: ReadFields; actions?: CheckedAction[]; problems: Problem[] };

/** What ML Commons' reader says, asked of every field by itself, so that one bad field does not hide the others. */
export function readFields(node: JsonNode): Checked {
  const fields: ReadFields = {};
  const problems: Problem[] = [];
  let actions: CheckedAction[] | undefined;
  if (node.token !== 'START_OBJECT') return { fields, problems: [problem('error', '', 'A connector is a JSON object.')] };
  for (const [name, value] of node.members) {
    if (name === 'actions' && value.token === 'START_ARRAY') {
      const read = readActions(value.items, node);
      actions = read.actions;
      fields.actions = actions.map(({ action }) => action);
      problems.push(...read.problems);
    } else tryRead(alone(node, name, value), fields, problems, name);
  }
  return { fields, problems, ...(actions && { actions }) };
}

/** An object with one member of another: its value keeps its place in the text. */
const alone = (node: JsonNode, name: string, value: JsonNode): JsonNode => ({
  token: 'START_OBJECT',
  members: new Map([[name, value]]),
  source: node.source,
  start: node.start,
  end: node.end,
});

function tryRead(node: JsonNode, into: ReadFields, problems: Problem[], path: string): void {
  try {
    Object.assign(into, readConnectorFields(node));
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    problems.push(problem('error', path, plainly(thrown.message), cureOf(node, path)));
  }
}

/** One thing where a list of them is meant. */
function cureOf(node: JsonNode, name: string): Fix | undefined {
  const value = node.token === 'START_OBJECT' ? node.members.get(name) : undefined;
  const isAlone = (name === 'actions' && value?.token === 'START_OBJECT') || (name === 'backend_roles' && value?.token === 'VALUE_STRING');
  if (!value || !isAlone) return undefined;
  return { label: 'Make it a list', patch: [{ op: 'replace', path: pointer(name), value: [plainValue(toJson(value))] }] };
}

/** The reader's complaint without what only a machine wants to know. */
const plainly = (message: string) =>
  message.replace(/\n at \[Source: .*$/s, '').replace(/^Can't get text on a VALUE_NULL at .*$/, 'null is no text.');

const memberOf: readonly [RegExp, string][] = [
  [/^action type|^No enum constant/, 'action_type'],
  [/^url /, 'url'],
  [/^method /, 'method'],
  [/^Action name|^name can't/, 'name'],
];

function readActions(items: readonly JsonNode[], body: JsonNode): { actions: CheckedAction[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const actions = items.flatMap((item, at) => {
    const list: JsonNode = { token: 'START_ARRAY', items: [item], source: body.source, start: item.start, end: item.end };
    try {
      return (readConnectorFields(alone(body, 'actions', list)).actions ?? []).map((action) => ({ action, at }));
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      problems.push(actionProblem(plainly(thrown.message), item, at));
      return [];
    }
  });
  return { actions, problems };
}

function actionProblem(message: string, item: JsonNode, at: number): Problem {
  const notText = /^Can't get text on a (START_OBJECT|START_ARRAY)/.test(message) && item.token === 'START_OBJECT';
  const member = notText
    ? textMembers.find((name) => isStructure(item.members.get(name)))
    : memberOf.find(([pattern]) => pattern.test(message))?.[1];
  const body = member === 'request_body' && item.token === 'START_OBJECT' ? item.members.get(member) : undefined;
  if (!body || !notText) return problem('error', member ? `actions.${at}.${member}` : `actions.${at}`, message);
  const text = body.source.text.slice(body.start, body.end);
  const fix = { label: 'Make it a text', patch: [{ op: 'replace' as const, path: pointer('actions', at, 'request_body'), value: text }] };
  return problem('error', `actions.${at}.request_body`, 'request_body is a text that holds JSON, not JSON itself.', fix);
}

const textMembers = ['action_type', 'method', 'url', 'request_body', 'pre_process_function', 'post_process_function', 'name'];
const isStructure = (node: JsonNode | undefined) => node?.token === 'START_OBJECT' || node?.token === 'START_ARRAY';

/** What a create body cannot do without (connector-model.md §5.1–5.4): all of it, not only the first. */
export function checkCompleteness(fields: ReadFields, isUpdate: boolean): Problem[] {
  const { name, version, protocol, credential = {}, actions, url } = fields;
  const found: Problem[] = [];
  const require = (isThere: boolean, path: string, message: string) => {
    if (!isThere && !isUpdate) found.push(problem('error', path, message));
  };
  const isMcp = isMcpProtocol(protocol ?? '');
  require(name !== undefined, 'name', 'Connector name is null');
  require(version !== undefined, 'version', 'Connector version is null');
  require(protocol !== undefined, 'protocol', 'Connector protocol is null');
  require(isMcp || Object.keys(credential).length > 0, 'credential', 'Connector credential is null or empty list');
  require(isMcp || actions !== undefined, 'actions', 'No actions configured for this connector');
  require(!isMcp || Boolean(url?.trim()), 'url', 'MCP Connector url is null or blank');
  if (protocol !== undefined && !isProtocol(protocol)) {
    found.push(problem('error', 'protocol', `Unsupported connector protocol. Please use one of [${protocols.join(', ')}]`));
  }
  return [...found, ...checkTexts(fields)];
}

function checkTexts({ name, description, provisioned_by, connector_id }: ReadFields): Problem[] {
  const texts = [
    { path: 'name', label: 'Model connector name', value: name, required: name !== undefined, isName: true },
    { path: 'description', label: 'Model connector description', value: description },
    { path: 'provisioned_by', label: 'Model connector provisioned_by field', value: provisioned_by },
  ];
  const found = texts.flatMap(({ path, ...rule }) => {
    const message = textProblem(rule);
    return message ? [problem('error', path, message)] : [];
  });
  if (connector_id === undefined) return found;
  try {
    assertCustomId('connector id', connector_id);
    return found;
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return [...found, problem('error', 'connector_id', thrown.message)];
  }
}
