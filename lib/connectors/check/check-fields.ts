import { isStudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { isMcpProtocol } from '../build-connector.ts';
import { isProtocol, type ReadFields } from '../complete-input.ts';
import type { ConnectorAction } from '../connector.ts';
import { protocols } from '../connector.ts';
import { assertCustomId } from '../custom-id.ts';
import { readConnectorFields } from '../read-connector.ts';
import { textProblem } from '../safe-text.ts';
import { type Problem, problem } from './problem.ts';

type Checked = { fields: ReadFields; problems: Problem[] };

/** What ML Commons' reader says, asked of every field by itself, so that one bad field does not hide the others. */
export function readFields(node: JsonNode): Checked {
  const fields: ReadFields = {};
  const problems: Problem[] = [];
  if (node.token !== 'START_OBJECT') return { fields, problems: [problem('error', '', 'A connector is a JSON object.')] };
  for (const [name, value] of node.members) {
    if (name === 'actions' && value.token === 'START_ARRAY') {
      const read = readActions(value.items, node);
      fields.actions = read.actions;
      problems.push(...read.problems);
    } else tryRead(alone(node, name, value), fields, problems, name);
  }
  return { fields, problems };
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
    problems.push(problem('error', path, plainly(thrown.message)));
  }
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

function readActions(items: readonly JsonNode[], body: JsonNode): { actions: ConnectorAction[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const actions = items.flatMap((item, index) => {
    try {
      const list: JsonNode = { token: 'START_ARRAY', items: [item], source: body.source, start: item.start, end: item.end };
      return readConnectorFields(alone(body, 'actions', list)).actions ?? [];
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      const message = plainly(thrown.message);
      const member = memberOf.find(([pattern]) => pattern.test(message))?.[1];
      problems.push(problem('error', member ? `actions.${index}.${member}` : `actions.${index}`, message));
      return [];
    }
  });
  return { actions, problems };
}

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
