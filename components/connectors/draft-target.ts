import type { JsonObject } from '#lib/json/json.ts';
import { writeJson } from '#lib/json/write-json.ts';

type Origin = { stored: string | undefined; blueprint: string | undefined };

/**
 * The target of a prediction that calls a draft (architecture.md §10.4).
 * @param action place of the action to call; it stands alone, because a type leads to the first action of it
 */
export function draftTarget(body: JsonObject, action: number, { stored, blueprint }: Origin): string {
  const actions = body.get('actions');
  const connector: JsonObject = new Map(body);
  connector.delete('connector_id'); // the id that a new connector wants; here it would name a stored one
  if (stored) connector.set('connector_id', stored);
  if (blueprint) connector.set('blueprint_id', blueprint);
  if (Array.isArray(actions)) connector.set('actions', actions.slice(action, action + 1));
  return writeJson(new Map([['connector', connector]]));
}
