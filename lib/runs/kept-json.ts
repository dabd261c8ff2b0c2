import { isSecretParameter, maskKeys } from '#lib/connectors/check/looks-like-secret.ts';
import { credentialMask } from '#lib/connectors/credential-rules.ts';
import { JsonNumber } from '#lib/json/json.ts';
import { quote } from '#lib/json/write-json.ts';

export const kibibyte = 1024;

/** What is kept of a value: JSON text. Where it was cut, texts end early and later items and members are missing. */
export type Kept = { text: string; isCut: boolean };

export type KeepOptions = {
  /** Bytes of JSON text, but for the brackets that close it. */
  most: number;
  /** Secrets that are known, whatever they look like. */
  secrets?: readonly string[];
};

/** Shorter values stand in too many texts by chance. */
const shortestSecret = 6;

/** So much of a text is looked at beyond what is kept, so that a key that is cut in two is seen whole. */
const slack = 4 * kibibyte;

/** Query parameters that prove who calls. */
const secretQuery = /([?&](?:key|api[_-]?key|token|access[_-]?token|secret|password|sig|signature)=)(?!\$\{)[^&\s"'<>\\]{6,}/gi;

/**
 * The JSON text of a value with every secret masked that is known, looks like a service's key or is called one (threats.md C-15, C-17).
 * Ends where it has become too long, so that a big answer costs no more than what is kept of it.
 */
export function keptJson(value: unknown, { most, secrets = [] }: KeepOptions): Kept {
  const known = secrets.filter((secret) => secret.length >= shortestSecret).toSorted((one, other) => other.length - one.length);
  const parts: string[] = [];
  let left = most;
  let isCut = false;

  const put = (text: string) => {
    parts.push(text);
    left -= bytesOf(text);
  };
  const isFull = () => {
    if (left <= 0) isCut = true;
    return left <= 0;
  };
  const putText = (text: string, name: string) => {
    const masked = maskText(text.slice(0, most + slack), name, known);
    const shown = beginning(masked, Math.max(left, 0));
    if (shown.length < masked.length || text.length > most + slack) isCut = true;
    put(quote(shown));
  };
  const putList = (items: readonly unknown[], name: string) => {
    put('[');
    for (const [at, item] of items.entries()) {
      if (isFull()) break;
      if (at > 0) put(',');
      if (isHeaders(name) && isPair(item)) putList([item[0], maskHeader(...item)], '');
      else write(item, name);
    }
    put(']');
  };
  const putMembers = (members: Iterable<[string, unknown]>, of: string) => {
    const named = new Set<string>(); // two names may be one, once both are masked
    put('{');
    for (const [name, member] of members) {
      if (member === undefined) continue;
      if (isFull()) break;
      const shown = maskText(name, '', known);
      if (shown.length > left || named.has(shown)) {
        isCut = true;
        continue;
      }
      put(`${named.size > 0 ? ',' : ''}${quote(shown)}:`);
      named.add(shown);
      if (isHeaders(of) && typeof member === 'string') putText(maskHeader(name, member), '');
      // Tells of each parameter where it came from.
      else write(member, of === 'origins' ? '' : name);
    }
    put('}');
  };
  function write(inner: unknown, name: string): void {
    if (typeof inner === 'string') putText(inner, name);
    else if (inner instanceof JsonNumber) put(inner.text);
    else if (Array.isArray(inner)) putList(inner, name);
    else if (inner instanceof Map) putMembers(inner, name);
    else if (typeof inner === 'object' && inner !== null) putMembers(Object.entries(inner), name);
    else put(JSON.stringify(inner) ?? 'null');
  }

  write(value, '');
  return { text: parts.join(''), isCut };
}

const isHeaders = (name: string) => /headers$/i.test(name);
const isPair = (item: unknown): item is [string, string] =>
  Array.isArray(item) && item.length === 2 && item.every((part) => typeof part === 'string');

const encoder = new TextEncoder();
const bytesOf = (text: string) => (/[^\0-\x7f]/.test(text) ? encoder.encode(text).length : text.length);

/** Headers whose value proves who calls. */
const authorizing = /^((proxy-)?authorization|(set-)?cookie|(.*[-_])?(api[-_]?key|apikey|token|secret|password|subscription-key))$/i;
const scheme = /^(bearer|basic|token|key|apikey|api-key)\s+/i;

/** One that was written out instead of naming a credential; a placeholder is no secret. */
const maskHeader = (name: string, value: string): string =>
  authorizing.test(name) && !value.includes('${') ? `${scheme.exec(value)?.[0] ?? ''}${credentialMask}` : value;

/** The text with every secret in it masked. @param name of the member that it is the value of */
export function maskText(text: string, name: string, known: readonly string[] = []): string {
  const hidden = known.reduce((left, secret) => left.replaceAll(secret, credentialMask), maskKeys(text, credentialMask));
  const masked = hidden.replace(secretQuery, `$1${credentialMask}`);
  return isSecretParameter(name, masked) && masked !== credentialMask ? credentialMask : masked;
}

/** Cut between characters. @param most bytes */
export function beginning(text: string, most: number): string {
  if (text.length * 3 <= most) return text;
  const { read } = encoder.encodeInto(text, new Uint8Array(most));
  return text.slice(0, read);
}
