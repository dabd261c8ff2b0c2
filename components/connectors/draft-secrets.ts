import { credentialMask, isUnset } from '#lib/connectors/credential-rules.ts';
import { isObject, type JsonObject } from '#lib/json/json.ts';
import type { DraftRow } from './connector-draft.ts';

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function withCredential(body: JsonObject, change: (name: string, value: string) => string): JsonObject {
  const credential = body.get('credential');
  if (!isObject(credential)) return body;
  return new Map(body).set('credential', new Map([...credential].map(([name, value]) => [name, change(name, textOf(value))])));
}

/**
 * The body with every typed secret replaced by a letter, for questions whose answer does not depend on it: whether a value is set, and
 * whether it has white space at its ends.
 */
export const redactedBody = (body: JsonObject): JsonObject =>
  withCredential(body, (name, value) => (isUnset(name, value) ? value : value === value.trim() ? 'x' : ' x'));

/**
 * The body as the JSON view shows it: secrets as the mask, so that looking at the text, or copying it, gives none away.
 * @param stored names of fields whose values are on the server
 */
export function maskedBody(body: JsonObject, stored: readonly string[]): JsonObject {
  const masked = withCredential(body, (name, value) => (isUnset(name, value) ? value : credentialMask));
  const credential = masked.get('credential');
  const given = isObject(credential) ? credential : new Map<string, string>();
  const kept = stored.filter((name) => !given.has(name)).map((name) => [name, credentialMask] as const);
  return kept.length === 0 ? masked : new Map(masked).set('credential', new Map([...kept, ...given]));
}

/** The other way round: a mask stands for what was typed before, or for what is stored, which is then left out. */
export function unmaskedBody(body: JsonObject, typed: readonly DraftRow[]): JsonObject {
  const credential = body.get('credential');
  if (!isObject(credential)) return body;
  const before = new Map(typed.map(({ name, value }) => [name, value]));
  const kept = [...credential].flatMap(([name, value]) => {
    if (value !== credentialMask) return [[name, value] as const];
    const known = before.get(name);
    return known === undefined ? [] : [[name, known] as const];
  });
  const unmasked = new Map(body);
  if (kept.length > 0) unmasked.set('credential', new Map(kept));
  else unmasked.delete('credential');
  return unmasked;
}

/** The body to send: a session token is only there with temporary credentials, so an empty one is left out. */
export function withoutEmptyToken(body: JsonObject): JsonObject {
  const credential = body.get('credential');
  if (!isObject(credential) || credential.get('session_token') !== '') return body;
  return new Map(body).set('credential', new Map([...credential].filter(([name]) => name !== 'session_token')));
}

/** The body with names of secrets but no value, for whatever outlives the page. */
export const withoutSecrets = (body: JsonObject): JsonObject => withCredential(body, () => '');
