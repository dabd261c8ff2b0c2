import type { Blueprint } from '#lib/blueprints/blueprint.ts';
import { looksLikeSecret } from '#lib/connectors/check/looks-like-secret.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { Moved } from '../paste-result.ts';
import { isPlaceholder } from '../placeholder.ts';
import type { Reading } from '../reading.ts';

export type SecretWork = {
  reading: Reading;
  credential: JsonObject;
  moved: Moved[];
  /** Id of the provider, for the name of a key that has none. */
  provider: string;
  blueprint?: Blueprint | undefined;
};

const secretHeader =
  /^(?:authorization|proxy-authorization|api-key|x-api-key|x-goog-api-key|ocp-apim-subscription-key|x-auth-token|cookie)$|(?:^|[-_])(?:api[-_]?key|token|secret|password|subscription-key)$/i;
const scheme = /^(Bearer|Basic|Token|Api-Key|ApiKey|Key)\s+(?=\S)/i;
/** Already a placeholder of ours. */
const isOurs = (value: string) => /\$\{(?:credential|parameters)\./.test(value);

/** Whether a header carries something that nobody may read. */
export const isSecretHeader = (name: string, value: string): boolean =>
  !isOurs(value) && (secretHeader.test(name) || looksLikeSecret(value));

/** The credential field that a blueprint puts into a header. */
const nameInBlueprint = (blueprint: Blueprint | undefined, header: string): string | undefined =>
  blueprint?.connector.actions
    .flatMap(({ headers = {} }) => Object.entries(headers))
    .filter(([name]) => name.toLowerCase() === header.toLowerCase())
    .map(([, value]) => /\$\{credential\.([^}]+)\}/.exec(value)?.[1])
    .find((name) => name !== undefined);

/** Puts the secret of a header into the credential. @returns the header's value with a placeholder in its place */
export function hideHeader(name: string, value: string, work: SecretWork): string {
  const [prefix = ''] = scheme.exec(value) ?? [];
  const secret = value.slice(prefix.length);
  const field = nameInBlueprint(work.blueprint, name) ?? work.reading.holesIn(secret)[0]?.name ?? providerKey(work.provider);
  keep(field, secret, `the header ${name}`, work);
  return `${prefix}\${credential.${field}}`;
}

const providerKey = (provider: string) => (provider === 'other' ? 'api_key' : `${provider}_key`);

/** Stores a secret under a name; what only stands for one leaves the field empty. */
export function keep(
  field: string,
  secret: string,
  from: string,
  { credential, moved, reading }: Pick<SecretWork, 'credential' | 'moved' | 'reading'>,
): void {
  const holes = reading.holesIn(secret);
  const isOpen = holes.length > 0 || isPlaceholder(secret) || secret === '';
  if (!credential.has(field) || credential.get(field) === '') credential.set(field, isOpen ? '' : secret);
  const what = isOpen
    ? `${holes[0]?.text ?? (secret === '' ? 'A secret that is not in the text' : secret)}, for you to fill in`
    : 'A secret';
  moved.push({ what, from, to: `credential.${field}` });
}

/** `name:password` as the header that carries it. */
export function basicHeader(user: string, work: SecretWork): string {
  const field = nameInBlueprint(work.blueprint, 'authorization') ?? 'basic_auth';
  const isOpen = work.reading.holesIn(user).length > 0 || user.split(':').some((part) => isPlaceholder(part));
  keep(field, isOpen ? '' : base64(user), 'the option -u, as base64 of name:password', work);
  return `Basic \${credential.${field}}`;
}

const base64 = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
