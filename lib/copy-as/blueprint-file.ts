import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import type { JsonObject } from '#lib/json/json.ts';

/** Why there is no blueprint of a connector. */
export const blueprintRefusal = (body: JsonObject): string | undefined =>
  body.get('protocol') === 'http' || body.get('protocol') === 'aws_sigv4'
    ? undefined
    : 'Blueprints are of connectors with the protocol http or aws_sigv4.';

/** The file of a blueprint: of the given one, else of one that is made of the connector. */
export const asBlueprintFile = (body: JsonObject, blueprint?: Blueprint): string =>
  `${JSON.stringify(blueprint ?? blueprintOfConnector(body), null, 2)}\n`;
