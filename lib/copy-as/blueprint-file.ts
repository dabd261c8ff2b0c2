import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import type { JsonObject } from '#lib/json/json.ts';

/** The file of a blueprint: of the given one, else of one that is made of the connector. */
export const asBlueprintFile = (body: JsonObject, blueprint?: Blueprint): string =>
  `${JSON.stringify(blueprint ?? blueprintOfConnector(body), null, 2)}\n`;
