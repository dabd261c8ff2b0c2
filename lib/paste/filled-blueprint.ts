import { answerQuestions } from '#lib/blueprints/answer-questions.ts';
import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import type { Json, JsonObject } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import type { Moved } from './paste-result.ts';

type Known = { parameters: JsonObject; credential: JsonObject; moved: Moved[] };

const nothing: Known = { parameters: new Map(), credential: new Map(), moved: [] };
const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

/** A blueprint's own connector with what is known of its parameters and secrets; every other secret is empty and waits to be typed. */
export function filledBlueprint(blueprint: Blueprint, known: Known = nothing): { connector: JsonObject; moved: Moved[] } {
  const { parameters, actions, credential: _, ...rest } = answerQuestions(blueprint, {});
  const filled = Object.entries(parameters).map(([name, value]): [string, Json] => {
    const given = known.parameters.get(name);
    return [name, isText(given) ? given : value];
  });
  const secrets = secretNames(blueprint).map((name): [string, Json] => [name, known.credential.get(name) ?? '']);
  const connector = parseJson(JSON.stringify({ ...rest, parameters: {}, credential: {}, actions })) as JsonObject; // as: the text of an object
  connector.set('parameters', new Map(filled)).set('credential', new Map(secrets));
  const names = new Set([...Object.keys(parameters), ...secretNames(blueprint)]);
  return { connector, moved: known.moved.filter(({ to }) => names.has(to.slice(to.indexOf('.') + 1))) };
}

const secretNames = ({ connector, questions }: Blueprint): string[] => [
  ...new Set([
    ...Object.keys(connector.credential),
    ...questions
      .filter(({ key, type }) => type === 'secret' && key.startsWith('credential.'))
      .map(({ key }) => key.slice('credential.'.length)),
  ]),
];
