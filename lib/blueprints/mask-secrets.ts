import { isSecretParameter, maskKeys } from '#lib/connectors/check/looks-like-secret.ts';
import { credentialMask } from '#lib/connectors/credential-rules.ts';

/** Shorter values stand in too many texts by chance. */
const shortest = 6;

/**
 * JSON with every secret masked: those that are known, what looks like the key of a service, and values whose name says what they are.
 * @param known values that were typed for this call
 */
export function maskSecrets(value: unknown, known: readonly string[]): { value: unknown; count: number } {
  let count = 0;
  const secrets = known.filter((secret) => secret.length >= shortest).toSorted((one, other) => other.length - one.length);
  const maskText = (text: string, name: string): string => {
    const hidden = secrets.reduce((left, secret) => left.replaceAll(secret, credentialMask), maskKeys(text, credentialMask));
    const masked = isSecretParameter(name, hidden) && hidden !== credentialMask ? credentialMask : hidden;
    if (masked !== text) count += 1;
    return masked;
  };
  const mask = (inner: unknown, name: string): unknown => {
    if (typeof inner === 'string') return maskText(inner, name);
    if (typeof inner !== 'object' || inner === null) return inner;
    if (Array.isArray(inner)) return inner.map((item) => mask(item, name));
    return Object.fromEntries(Object.entries(inner).map(([key, member]) => [maskText(key, ''), mask(member, key)]));
  };
  return { value: mask(value, ''), count };
}
