import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { blueprintOfConnector } from '#lib/blueprints/blueprint-of-connector.ts';
import type { JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { prettyValue } from '../pretty-value.ts';
import { blueprintOfDraft, draftOfBlueprint } from './blueprint-draft.ts';

const fields = [
  'format',
  'id',
  'title',
  'summary',
  'provider',
  'task',
  'docs_url',
  'notes',
  'connector',
  'questions',
  'trusted_pattern',
  'usage_path',
  'examples',
  'mock',
] as const satisfies (keyof Blueprint)[];

/** The file in what the server says of a blueprint. */
export const fileIn = (details: Blueprint): Blueprint =>
  Object.fromEntries(fields.flatMap((name) => (details[name] === undefined ? [] : [[name, details[name]]]))) as Blueprint; // as: all of its members

const bodyIn = (connector: Blueprint['connector']) => parseJson(JSON.stringify(connector)) as JsonObject; // as: the text of an object

/** A blueprint as its form gives it back when nobody touched it: members in one order, whatever order it came in. */
export const untouchedBlueprint = (blueprint: Blueprint): Blueprint =>
  blueprintOfDraft(draftOfBlueprint(blueprint), bodyIn(blueprint.connector)).blueprint;

/** The text of a blueprint to compare. */
export const comparableText = (blueprint: Blueprint): string => prettyValue(untouchedBlueprint(blueprint));

/** The same of its connector alone. */
export const comparableConnector = (connector: Blueprint['connector']): string =>
  prettyValue(blueprintOfConnector(bodyIn(connector)).connector);
