import { isObject, type JsonObject } from '#lib/json/json.ts';

/**
 * The body with a header that takes from the credential what it took from parameters: `${parameters.token}` becomes `${credential.token}`,
 * and the parameter's value, as far as the draft has one, a field of the credential.
 */
export function moveToCredential(body: JsonObject, action: number, header: string): JsonObject {
  const actions = body.get('actions');
  const one = Array.isArray(actions) ? actions[action] : undefined;
  const headers = isObject(one) ? one.get('headers') : undefined;
  const value = isObject(headers) ? headers.get(header) : undefined;
  if (!Array.isArray(actions) || !isObject(one) || !isObject(headers) || typeof value !== 'string') return body;
  const names = [...value.matchAll(/\$\{parameters\.([^}:]+)[^}]*\}/g)].map(([, name = '']) => name);
  const filled = new Map(headers).set(
    header,
    value.replace(/\$\{parameters\.([^}:]+)[^}]*\}/g, (_all, name: string) => `\${credential.${name}}`),
  );
  const [parameters, credential] = [body.get('parameters'), body.get('credential')];
  const fields: JsonObject = new Map(isObject(credential) ? credential : []);
  for (const name of names) {
    const given = isObject(parameters) ? parameters.get(name) : undefined;
    if (!fields.has(name)) fields.set(name, typeof given === 'string' ? given : '');
  }
  return new Map(body).set('actions', actions.toSpliced(action, 1, new Map(one).set('headers', filled))).set('credential', fields);
}
