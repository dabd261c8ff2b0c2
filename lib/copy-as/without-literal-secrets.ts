import { isSecretParameter, maskKeys } from '#lib/connectors/check/looks-like-secret.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';

/** Headers whose value proves who calls. */
const authorizing = /^((proxy-)?authorization|cookie|(.*[-_])?(api[-_]?key|apikey|token|secret|password|subscription-key))$/i;
const scheme = /^(bearer|basic|token|key|apikey|api-key)\s+/i;
const secretQuery = /([?&](key|api[_-]?key|token|access[_-]?token|secret|password|sig|signature)=)(?!\$\{)[^&\s]{6,}/gi;

/**
 * A body with a stand-in for whatever looks like a secret and stands outside of the credential: a key of a well-known service anywhere, a
 * parameter that is called a password, an authorization that is written out. People copy connectors into tickets and chats.
 */
export function withoutLiteralSecrets(body: JsonObject): JsonObject {
  const masked = maskTexts(body, maskText);
  const parameters = masked.get('parameters');
  if (isObject(parameters)) {
    masked.set('parameters', new Map([...parameters].map(([name, value]) => [name, isSecret(name, value) ? `<${name}>` : value])));
  }
  maskHeaders(masked);
  const actions = masked.get('actions');
  if (Array.isArray(actions)) for (const action of actions) if (isObject(action)) maskHeaders(action);
  return masked;
}

const maskText = (text: string) => maskKeys(text, '<secret>').replace(secretQuery, '$1<$2>');

const isSecret = (name: string, value: Json) => typeof value === 'string' && isSecretParameter(name, value) && value !== `<${name}>`;

function maskTexts(object: JsonObject, mask: (text: string) => string): JsonObject {
  const one = (value: Json): Json => {
    if (typeof value === 'string') return mask(value);
    if (Array.isArray(value)) return value.map(one);
    return isObject(value) ? maskTexts(value, mask) : value;
  };
  return new Map([...object].map(([name, value]) => [name, one(value)]));
}

/** @param holder whose `headers` are changed in place */
function maskHeaders(holder: JsonObject) {
  const headers = holder.get('headers');
  if (!isObject(headers)) return;
  for (const [name, value] of headers) {
    if (typeof value !== 'string' || !authorizing.test(name) || value.includes('${') || value.trim() === '') continue;
    headers.set(name, `${scheme.exec(value)?.[0] ?? ''}<${name}>`);
  }
}
