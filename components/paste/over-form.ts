import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import type { Recognised } from '#lib/paste/paste-result.ts';

/** The form that a pasted text goes into. */
export type PasteForm = {
  /** Its body now, secrets included. */
  body: () => JsonObject;
  /** Names of fields of the credential whose values are on the server. */
  storedKeys: readonly string[];
  /** The connector exists already, so its id stays. */
  isStored: boolean;
};

/**
 * A pasted connector laid over a form with something in it: what the text says nothing of stays, and so do secrets that it only names.
 * Where the text is a call of a service, its name is made up, and the one of the form stays.
 */
export function overForm(
  { connector, called }: Pick<Recognised, 'connector' | 'called'>,
  { body, storedKeys, isStored }: PasteForm,
): JsonObject {
  const form = body();
  const result: JsonObject = new Map(form);
  for (const [name, value] of connector) {
    if (name === 'connector_id' && isStored) continue;
    if (name === 'name' && called && form.get('name')) continue;
    result.set(name === 'access_mode' && form.has('access') ? 'access' : name, value);
  }
  const credential = withKnownSecrets(connector.get('credential'), form.get('credential'), storedKeys);
  if (credential) result.set('credential', credential);
  else result.delete('credential');
  return result;
}

function withKnownSecrets(pasted: Json | undefined, typed: Json | undefined, storedKeys: readonly string[]): JsonObject | undefined {
  if (!isObject(pasted)) return isObject(typed) ? typed : undefined;
  const before: JsonObject = isObject(typed) ? typed : new Map();
  const known = [...pasted].flatMap(([name, value]): [string, Json][] => {
    if (value !== '') return [[name, value]];
    const kept = before.get(name);
    if (kept !== undefined) return [[name, kept]];
    return storedKeys.includes(name) ? [] : [[name, value]];
  });
  return known.length > 0 ? new Map(known) : undefined;
}
