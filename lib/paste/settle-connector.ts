import { isSecretParameter } from '#lib/connectors/check/looks-like-secret.ts';
import { isObject, type Json, type JsonObject } from '#lib/json/json.ts';
import { findPlaceholders } from '#lib/template/find-placeholders.ts';
import type { Moved } from './paste-result.ts';
import { isPlaceholder } from './placeholder.ts';
import { hideHeader, isSecretHeader, keep, type SecretWork } from './provider/secrets.ts';
import { mapTexts, type Reading } from './reading.ts';

/**
 * A connector that was written down, made ready for the form: secrets in the credential, what only stands for one emptied, what the text
 * leaves open asked for.
 * @param isStored it came from a server, which never answers a credential: its fields are listed, empty
 */
export function settleConnector(pasted: JsonObject, reading: Reading, isStored: boolean): { connector: JsonObject; moved: Moved[] } {
  const moved: Moved[] = [];
  const credential: JsonObject = new Map();
  const given = pasted.get('credential');
  for (const [name, value] of isObject(given) ? given : []) keepField(name, value, { reading, credential, moved });
  const work: SecretWork = { reading, credential, moved, provider: 'other' };
  const connector: JsonObject = new Map(pasted);
  const actions = connector.get('actions');
  if (Array.isArray(actions))
    connector.set(
      'actions',
      actions.map((action) => withHiddenHeaders(action, work)),
    );
  moveParameters(connector, work);
  if (isStored) listMissing(connector, work);
  if (credential.size > 0 || isObject(given)) connector.set('credential', credential);
  const settled = mapTexts(connector, (text, path) => (path[0] === 'credential' ? text : answered(text, path, reading)));
  return { connector: settled as JsonObject, moved }; // as: mapTexts keeps the kind of a value
}

function keepField(name: string, value: Json, work: Pick<SecretWork, 'reading' | 'credential' | 'moved'>) {
  if (typeof value !== 'string') {
    work.credential.set(name, value);
    return;
  }
  const isOpen = work.reading.holesIn(value).length > 0 || isPlaceholder(value);
  if (isOpen) keep(name, value, 'the credential', work);
  else work.credential.set(name, value);
}

function withHiddenHeaders(action: Json, work: SecretWork): Json {
  const headers = isObject(action) ? action.get('headers') : undefined;
  if (!isObject(action) || !isObject(headers)) return action;
  const hidden = [...headers].map(([name, value]): [string, Json] =>
    typeof value === 'string' && isSecretHeader(name, work.reading.asWritten(value)) && isLiteralSecret(name, value, work.reading)
      ? [name, hideHeader(name, value, work)]
      : [name, value],
  );
  return new Map(action).set('headers', new Map(hidden));
}

/** A header of a connector may say something short that is no secret, such as `Token required`. */
const isLiteralSecret = (name: string, value: string, reading: Reading) =>
  reading.holesIn(value).length > 0 ||
  /[A-Za-z0-9_\-+/=.]{12,}/.test(value) ||
  isPlaceholder(value.replace(/^\w+\s+/, '')) ||
  /^authorization$/i.test(name);

/** Parameters can be read by everybody. One that holds a secret and is sent in headers only goes to the credential. */
function moveParameters(connector: JsonObject, { credential, moved }: SecretWork) {
  const parameters = connector.get('parameters');
  const actions = connector.get('actions');
  if (!isObject(parameters) || !Array.isArray(actions)) return;
  const kept: JsonObject = new Map(parameters);
  let sent: Json[] = actions;
  for (const [name, value] of parameters) {
    if (typeof value !== 'string' || !isSecretParameter(name, value) || credential.has(name) || !isSentInHeadersOnly(name, actions))
      continue;
    credential.set(name, isPlaceholder(value) ? '' : value);
    kept.delete(name);
    sent = sent.map((action) => withCredentialIn(action, name));
    moved.push({ what: 'A secret', from: `parameters.${name}`, to: `credential.${name}` });
  }
  connector.set('parameters', kept).set('actions', sent);
}

const uses = (text: Json | undefined, name: string) =>
  typeof text === 'string' && findPlaceholders(text, 'parameters').some((found) => found.name === name);

function isSentInHeadersOnly(name: string, actions: readonly Json[]): boolean {
  const all = actions.filter(isObject);
  const inHeaders = all.some((action) => [...headersOf(action).values()].some((value) => uses(value, name)));
  return inHeaders && !all.some((action) => [...action.values()].some((value) => uses(value, name)));
}

const headersOf = (action: JsonObject): JsonObject => {
  const headers = action.get('headers');
  return isObject(headers) ? headers : new Map();
};

function withCredentialIn(action: Json, name: string): Json {
  if (!isObject(action)) return action;
  const headers = [...headersOf(action)].map(([header, value]): [string, Json] => [
    header,
    typeof value === 'string' ? value.replaceAll(`\${parameters.${name}}`, `\${credential.${name}}`) : value,
  ]);
  return headers.length === 0 ? action : new Map(action).set('headers', new Map(headers));
}

/** Names of secrets that headers use, and those that AWS needs. */
function listMissing(connector: JsonObject, { credential, moved }: SecretWork) {
  const actions = connector.get('actions');
  const used = (Array.isArray(actions) ? actions.filter(isObject) : [])
    .flatMap((action) => [...headersOf(action).values()])
    .flatMap((value) => (typeof value === 'string' ? findPlaceholders(value, 'credential').map(({ name }) => name) : []));
  const needed = connector.get('protocol') === 'aws_sigv4' ? ['access_key', 'secret_key', ...used] : used;
  for (const name of new Set(needed)) {
    if (credential.has(name)) continue;
    credential.set(name, '');
    moved.push({ what: 'A value that no server answers, for you to fill in', from: 'the stored connector', to: `credential.${name}` });
  }
}

/** What the text leaves open is typed by the person; until then it stands there as it was written. */
function answered(text: string, path: readonly string[], reading: Reading): string {
  const place = path.join('.');
  return reading.replaceHoles(text, (hole) => {
    const answer = reading.ask({
      id: `${place} ${hole.text}`,
      text: `${place} takes ${hole.text}, which is not in the text. What is it?`,
      line: hole.line,
      placeholder: hole.name,
    });
    return answer ?? `<${hole.name}>`;
  });
}
