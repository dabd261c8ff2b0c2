import '#server-only';
import { credentialMask } from '#lib/connectors/credential-rules.ts';

/** Shorter values would also hit ordinary words (threats.md C-15). */
const shortestMasked = 6;

/** Replaces every secret in a text by `********`, in the spellings in which a service may send it back. */
export type Mask = (text: string) => string;

const unchanged: Mask = (text) => text;

export const makeMask = (secrets: Iterable<string>): Mask => maskOf(spellingsOfAll(secrets));

/** In the order in which they are looked for: the longest first, because one may lie within another. */
export function spellingsOfAll(secrets: Iterable<string>): string[] {
  const spellings: string[] = [];
  for (const secret of secrets) if (secret.length >= shortestMasked) spellings.push(...spellingsOf(secret));
  return spellings.sort((a, b) => b.length - a.length);
}

export function maskOf(spellings: readonly string[]): Mask {
  const shortest = spellings.at(-1)?.length;
  if (shortest === undefined) return unchanged;
  return (text) => {
    if (text.length < shortest) return text;
    let masked = text;
    for (const spelling of spellings) if (masked.includes(spelling)) masked = masked.replaceAll(spelling, credentialMask);
    return masked;
  };
}

function spellingsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const bare = base64.replace(/=+$/, '');
  const spellings = [secret, base64];
  if (bare !== base64) spellings.push(bare);
  if (/[+/]/.test(bare)) spellings.push(bare.replaceAll('+', '-').replaceAll('/', '_'));
  // What stands for itself in URLs and JSON has no other spelling there.
  return /^[\w.~-]*$/.test(secret) ? spellings : [...spellings, ...escapedSpellingsOf(secret)];
}

function escapedSpellingsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  const json = JSON.stringify(secret).slice(1, -1);
  return [
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
    encoded.replaceAll('%20', '+'),
    json,
    json.replaceAll('/', '\\/'),
    json.replace(/[<>&='\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ];
}
