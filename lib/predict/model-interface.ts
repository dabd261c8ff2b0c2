import { isStudioError, statusError } from '#lib/errors.ts';
import { isObject, type Json } from '#lib/json/json.ts';
import { readJson, toJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';

/** Which calls a model's `interface.input` judges: all but batches (predict.md §3.1). */
export const isInputChecked = (actionType: string): boolean => actionType !== 'BATCH_PREDICT';

const longestInstance = 2000;

/**
 * Judges a request or an answer by the model's interface. The checker is loaded only where a model has an interface.
 * @param instance the request as JSON (predict.md §2.7), or the answer as it is printed
 * @param schemaText the stored JSON Schema (draft 2020-12); one that cannot be read lets everything pass
 * @throws StudioError 400 that names what is wrong
 */
export async function assertInterface(side: 'input' | 'output', instance: Json, schemaText: string): Promise<void> {
  const { schemaProblems } = await import('./schema-problems.ts');
  const judged = side === 'input' ? interfaceInstance(instance, readOr(schemaText, null)) : instance;
  const problems = schemaProblems(schemaText, judged);
  if (problems.length > 0) throw statusError(400, refusal(side, problems, writeJson(judged), schemaText));
}

function refusal(side: string, problems: string[], instance: string, schemaText: string): string {
  const shown = instance.length > longestInstance ? `${instance.slice(0, longestInstance)}…` : instance;
  return (
    `Error validating ${side} schema, if you think this is expected, please update your '${side}' field in the 'interface' field for ` +
    `this model: Validation failed: [${problems.join(', ')}] for instance: ${shown} with schema: ${schemaText}`
  );
}

/**
 * The request as its schema sees it: a parameter that the schema does not want as text is the JSON value that its text spells; a text
 * that spells none stays.
 */
export function interfaceInstance(instance: Json, schema: Json): Json {
  const parameters = memberAt(instance, ['parameters']);
  if (!isObject(instance) || !isObject(parameters)) return instance;
  const wanted = memberAt(schema, ['properties', 'parameters', 'properties']);
  const isRead = (name: string, value: Json): value is string => typeof value === 'string' && memberAt(wanted, [name, 'type']) !== 'string';
  const read = [...parameters].map(([name, value]): [string, Json] => [name, isRead(name, value) ? readOr(value, value) : value]);
  return new Map([...instance, ['parameters', new Map(read)]]);
}

const memberAt = (json: Json | undefined, path: string[]): Json | undefined =>
  path.reduce<Json | undefined>((at, name) => (isObject(at) ? at.get(name) : undefined), json);

/** The whole text has to be the value: `5 apples` is no number. */
function readOr(text: string, otherwise: Json): Json {
  try {
    const node = readJson(text, { dialect: 'text' });
    return text.slice(node.end).trim() === '' ? toJson(node) : otherwise;
  } catch (error) {
    if (!isStudioError(error)) throw error;
    return otherwise;
  }
}
