import type { PatchOperation } from '#lib/json/apply-patch.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { Facts, ObjectNode } from './facts.ts';
import { fits, type Home, knownKeys, nearKey, sameKey, writtenByServer } from './known-keys.ts';
import { type Fix, type Problem, pathOf, pointer, problem, removeFix } from './problem.ts';

type Segment = string | number;
type Place = { home: Home; at: readonly Segment[]; node: ObjectNode };

const whatItIs: Readonly<Record<Home, string>> = { connector: 'a connector', action: 'an action', client_config: 'client_config' };

/** Members that ML Commons skips: misspelt, in the wrong place, or of no use here. */
export const checkKeys = (facts: Facts): Problem[] =>
  placesOf(facts).flatMap((place) =>
    [...place.node.members]
      .filter(([name]) => !knownKeys[place.home].includes(name) && !isStoredWord(name, place.home, facts))
      .map(([name, value]) => unknownKey(name, value, place, facts)),
  );

/** A change may begin with what `GET` gave, where the visibility is called `access`. */
const isStoredWord = (name: string, home: Home, { isUpdate }: Facts) => isUpdate && home === 'connector' && name === 'access';

function placesOf({ body }: Facts): Place[] {
  const places: Place[] = [{ home: 'connector', at: [], node: body }];
  actionNodes(body).forEach((node, index) => {
    if (node.token === 'START_OBJECT') places.push({ home: 'action', at: ['actions', index], node });
  });
  const config = body.members.get('client_config');
  if (config?.token === 'START_OBJECT') places.push({ home: 'client_config', at: ['client_config'], node: config });
  return places;
}

export function actionNodes({ members }: ObjectNode): readonly JsonNode[] {
  const actions = members.get('actions');
  return actions?.token === 'START_ARRAY' ? actions.items : [];
}

function unknownKey(name: string, value: JsonNode, { home, at, node }: Place, { body }: Facts): Problem {
  const path = pathOf(...at, name);
  const from = [...at, name];
  if (home === 'connector' && writtenByServer.has(name)) {
    return problem('info', path, `${name} is written by the server; what a request says of it is ignored.`, removeFix(...from));
  }
  const same = sameKey(home, name);
  if (same)
    return renamed(
      path,
      from,
      [...at, same],
      node.members.has(same) || !fits(same, value),
      `${name} is ignored: the field is called ${same}.`,
    );
  const elsewhere = moved(name, home, body);
  if (elsewhere)
    return problem(
      'warning',
      path,
      elsewhere.message,
      elsewhere.to && fits(elsewhere.key, value) ? moveFix(from, elsewhere.to, elsewhere.key) : undefined,
    );
  const near = nearKey(home, name);
  if (near)
    return renamed(path, from, [...at, near], node.members.has(near) || !fits(near, value), `${name} is ignored. Did you mean ${near}?`);
  return problem('warning', path, `${name} is no field of ${whatItIs[home]}: it is ignored.`, removeFix(...from));
}

function renamed(path: string, from: Segment[], to: Segment[], isTaken: boolean, message: string): Problem {
  return problem('warning', path, message, isTaken ? removeFix(...from) : moveFix(from, to, String(to.at(-1))));
}

const moveFix = (from: readonly Segment[], to: readonly Segment[], key: string): Fix => {
  const isRename = from.length === to.length && from.slice(0, -1).join() === to.slice(0, -1).join();
  const patch: PatchOperation[] = [{ op: 'move', from: pointer(...from), path: pointer(...to) }];
  return { label: isRename ? `Rename to ${key}` : `Move to ${to.slice(0, -1).join('.') || 'the connector'}`, patch };
};

/** Where a known key of another home belongs. `to` is absent when it would fall on one that is there. */
function moved(name: string, home: Home, body: ObjectNode) {
  const owner = (['connector', 'action', 'client_config'] as const).find((other) => other !== home && isKeyOf(other, name));
  if (!owner) return undefined;
  const key = sameKey(owner, name) ?? name;
  if (owner === 'connector') {
    const message = `${name} is ignored here: ${key} belongs to the connector itself, beside actions.`;
    return { key, message, to: body.members.has(key) ? undefined : [key] };
  }
  if (owner === 'client_config') {
    const config = body.members.get('client_config');
    const isFree = config === undefined || (config.token === 'START_OBJECT' && !config.members.has(key));
    return { key, message: `${name} is ignored here: ${key} belongs into client_config.`, to: isFree ? ['client_config', key] : undefined };
  }
  const [only, ...others] = actionNodes(body);
  const isFree = only?.token === 'START_OBJECT' && others.length === 0 && !only.members.has(key);
  return { key, message: `${name} is ignored here: ${key} belongs into an action.`, to: isFree ? ['actions', 0, key] : undefined };
}

/** Words that many things are called by (`name`, `type`, `id`) say nothing about where they belong. */
const isKeyOf = (home: Home, name: string) => name.length > 4 && (knownKeys[home].includes(name) || sameKey(home, name) !== undefined);

/** Fields that exist, and do nothing for this protocol or in this request (connector-model.md §1.1, §10.2). */
export function checkIdleKeys({ body, fields, isMcp, isUpdate }: Facts): Problem[] {
  const found: Problem[] = [];
  const has = (name: string) => body.members.has(name);
  const say = (name: string, message: string, fix: Fix | undefined = removeFix(name)) => {
    if (has(name)) found.push(problem('warning', name, message, fix));
  };
  if (isMcp) {
    say('actions', 'MCP connectors have no actions: these are not stored.');
    say('provisioned_by', 'MCP connectors do not keep provisioned_by.');
  } else if (fields.protocol !== undefined) {
    for (const name of ['url', 'headers'] as const) {
      if (body.members.get(name)?.token === 'VALUE_NULL') continue;
      const message = `${name} is ignored here: only MCP connectors have one of their own. It belongs into an action.`;
      say(name, message, idleFix(name, body));
    }
  }
  if (isUpdate) {
    for (const name of ['connector_id', 'dry_run', 'add_all_backend_roles', 'provisioned_by']) {
      if (!(isMcp && name === 'provisioned_by')) say(name, `${name} counts when a connector is created; an update ignores it.`);
    }
  } else if (fields.dry_run) {
    say('dry_run', 'With dry_run nothing is stored: the answer is an id that does not exist.');
  }
  return found;
}

function idleFix(name: 'url' | 'headers', body: ObjectNode): Fix {
  const [only, ...others] = actionNodes(body);
  const value = body.members.get(name);
  const isFree = only?.token === 'START_OBJECT' && others.length === 0 && !only.members.has(name) && value && fits(name, value);
  return isFree ? moveFix([name], ['actions', 0, name], name) : removeFix(name);
}
