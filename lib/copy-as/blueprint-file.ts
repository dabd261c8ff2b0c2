import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { asJson } from './json.ts';
import { withoutLiteralSecrets } from './without-literal-secrets.ts';

/** The file of a blueprint: of the given one, else of one that is made of the connector. */
export function asBlueprintFile(body: JsonObject, blueprint?: Blueprint): string {
  const text = JSON.stringify(blueprint ?? blueprintOfConnector(body));
  const file = withoutLiteralSecrets(parseJson(text) as JsonObject); // as: the text of an object
  const connector = file.get('connector');
  if (isObject(connector)) file.set('connector', withoutLiteralSecrets(connector));
  return `${asJson(file)}\n`;
}
