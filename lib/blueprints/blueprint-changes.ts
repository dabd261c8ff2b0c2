import type { Connector } from '#lib/connectors/connector.ts';
import type { Blueprint } from './blueprint.ts';

/** A field of the connector that a later version of its blueprint has otherwise. A value that is absent was or is not there. */
export type BlueprintChange = {
  /** `parameters.model`, `actions[0].url`. */
  path: string;
  before?: unknown;
  after?: unknown;
  /** What the connector has. */
  own?: unknown;
  /** `applied`: it had the blueprint's old value, and the copy has the new one. `kept`: it had one of its own. `same`: it has the new one already. */
  outcome: 'applied' | 'kept' | 'same';
};

/** A create body without secrets: each credential value is its key in angle brackets. */
export type ConnectorCopy = Blueprint['connector'];

export type BlueprintChanges = {
  blueprint: { id: string; title: string /** That it was made from. */; version: number; latest: number };
  changes: BlueprintChange[];
  /** The connector with all changes that do not touch values of its own. */
  connector: ConnectorCopy;
};

type Member = { [name: string]: unknown };
type Place = readonly (string | number)[];

/** Members that are compared; names, descriptions and version texts are the connector's own affair. */
const compared = ['protocol', 'parameters', 'credential', 'actions', 'client_config'] as const;

/** Where two versions of a blueprint's connector differ, in the order of its members. */
export function changedPlaces(before: ConnectorCopy, after: ConnectorCopy): Place[] {
  const places: Place[] = [];
  for (const name of compared) compare(comparable(before)[name], comparable(after)[name], [name], places);
  return places;
}

/**
 * What came of a blueprint's changes in a connector that was made from it.
 * @param own the connector as a create body, see `copyOf`
 */
export function applyBlueprintChanges(
  own: ConnectorCopy,
  before: ConnectorCopy,
  after: ConnectorCopy,
): Pick<BlueprintChanges, 'changes' | 'connector'> {
  const connector: Member = comparable(own);
  const [was, is] = [comparable(before), comparable(after)];
  const changes = changedPlaces(before, after).map((place): BlueprintChange => {
    const [old, next, mine] = [valueAt(was, place), valueAt(is, place), valueAt(connector, place)];
    const outcome = isSameValue(mine, next) ? 'same' : isSameValue(mine, old) && setAt(connector, place, next) ? 'applied' : 'kept';
    return {
      path: textOf(place),
      ...(old !== undefined && { before: old }),
      ...(next !== undefined && { after: next }),
      ...(mine !== undefined && { own: mine }),
      outcome,
    };
  });
  return { changes, connector: connector as ConnectorCopy }; // as: the members of a copy, changed to those of another
}

/** A stored connector as a create body. MCP connectors have no blueprints. */
export function copyOf(connector: Connector, credentialNames: readonly string[]): ConnectorCopy {
  const { name = '', description, version = '1', protocol, parameters, actions = [], client_config } = connector;
  return {
    name,
    ...(description !== undefined && { description }),
    version,
    protocol: protocol === 'aws_sigv4' ? 'aws_sigv4' : 'http',
    parameters: { ...parameters },
    credential: Object.fromEntries(credentialNames.map((key) => [key, `<${key}>`])),
    actions: structuredClone(actions),
    ...(client_config && { client_config: { ...client_config } }),
  };
}

/** As ML Commons stores it: the type of an action in capitals. */
const comparable = (connector: ConnectorCopy) => ({
  ...structuredClone(connector),
  actions: connector.actions.map((action) => ({ ...structuredClone(action), action_type: action.action_type.toUpperCase() })),
});

function compare(before: unknown, after: unknown, place: Place, places: Place[]): void {
  if (before === after) return;
  if (Array.isArray(before) && Array.isArray(after)) {
    for (const [at, item] of after.entries()) compare(before[at], item, [...place, at], places);
    for (let at = before.length - 1; at >= after.length; at--) places.push([...place, at]); // the last goes first
  } else if (isMember(before) && isMember(after)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      compare(ownValue(before, name), ownValue(after, name), [...place, name], places);
    }
  } else places.push(place);
}

function valueAt(root: unknown, place: Place): unknown {
  return place.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return typeof key === 'number' ? inner[key] : undefined;
    return isMember(inner) ? ownValue(inner, String(key)) : undefined;
  }, root);
}

/** @returns false where there is no place for it: what it would stand in is not there, or a list would get a hole */
function setAt(root: Member, place: Place, value: unknown): boolean {
  const holder = valueAt(root, place.slice(0, -1));
  const key = place.at(-1);
  if (Array.isArray(holder) && typeof key === 'number') {
    if (value === undefined && key === holder.length - 1) return holder.pop() !== undefined;
    if (value === undefined || key > holder.length) return false;
    holder[key] = value;
    return true;
  }
  if (!isMember(holder) || key === undefined || key === '__proto__') return false;
  if (value === undefined) delete holder[key];
  else holder[key] = value;
  return true;
}

/** Whether two JSON values are the same, whatever the order of their members. */
export const isSameValue = (one: unknown, other: unknown): boolean => {
  const places: Place[] = [];
  compare(one, other, [], places);
  return places.length === 0;
};

const textOf = (place: Place) =>
  place.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`), '');

const ownValue = (member: Member, name: string) => (Object.hasOwn(member, name) ? member[name] : undefined);
const isMember = (value: unknown): value is Member => typeof value === 'object' && value !== null && !Array.isArray(value);
