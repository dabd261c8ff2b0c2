import type { Caller } from '#lib/access/caller.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { AddressJudge } from '../address.ts';
import { isMcpProtocol } from '../build-connector.ts';
import type { ReadFields } from '../complete-input.ts';
import type { ConnectorAction } from '../connector.ts';
import { type CheckedAction, readFields } from './check-fields.ts';
import type { Problem } from './problem.ts';
import { type Template, templatesOf } from './templates.ts';

export type ObjectNode = Extract<JsonNode, { token: 'START_OBJECT' }>;

/** What only the server knows. */
export type Surroundings = { addresses: AddressJudge; isMcpOn: boolean; isAccessControlled: boolean; caller: Caller };

/** The connector that a change belongs to: its fields, and of its credential the names, each with whether it counts as set. */
export type StoredParts = { fields: ReadFields; credential: ReadonlyMap<string, boolean> };

/** All that a rule may look at. */
export type Facts = {
  body: ObjectNode;
  /** The body as far as it can be read, over what is stored. */
  fields: ReadFields;
  /** Parameters as they will be stored. */
  parameters: ReadonlyMap<string, string>;
  actions: readonly CheckedAction[];
  isMcp: boolean;
  /** Every text of the definition in which placeholders are filled. */
  templates: readonly Template[];
  isUpdate: boolean;
  storedCredential: ReadonlyMap<string, boolean>;
  /** Absent where nobody can be asked: then addresses, settings and access are not judged. */
  surroundings: Surroundings | undefined;
  /** What the reader of the body said. */
  unreadable: readonly Problem[];
};

export function factsOf(body: ObjectNode, stored?: StoredParts, surroundings?: Surroundings): Facts {
  const { fields: sent, actions, problems } = readFields(body);
  const parameters = { ...stored?.fields.parameters, ...sent.parameters };
  const fields: ReadFields = stored ? { ...stored.fields, ...sent, parameters } : sent;
  const definition = {
    body,
    fields,
    parameters: new Map(Object.entries(parameters)),
    actions: actions ?? numbered(stored?.fields.actions ?? []),
    isMcp: isMcpProtocol(fields.protocol ?? ''),
    isUpdate: stored !== undefined,
    storedCredential: stored?.credential ?? new Map(),
    surroundings,
    unreadable: problems,
  };
  return { ...definition, templates: templatesOf(definition) };
}

const numbered = (actions: readonly ConnectorAction[]): CheckedAction[] => actions.map((action, at) => ({ action, at }));
