import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import type { JsonObject } from '#lib/json/json.ts';

const emptyAction = new Map<string, string | Map<string, string>>([
  ['action_type', 'predict'],
  ['method', 'POST'],
  ['url', ''],
  ['headers', new Map([['Content-Type', 'application/json']])],
]);

/** A blueprint with nothing in it but what every blueprint has; its id follows the title until somebody types one. */
export function blankBlueprint(title = ''): Blueprint {
  const body: JsonObject = new Map<string, never>([['actions', [emptyAction] as never]]); // as: a body of JSON values
  const made = blueprintOfConnector(body);
  return { ...made, id: '', title, task: 'chat', connector: { ...made.connector, name: '' } };
}

/** The blueprint that a connector's body becomes; its id follows the title. */
export const blueprintOfBody = (body: JsonObject): Blueprint => ({ ...blueprintOfConnector(body), id: '' });
