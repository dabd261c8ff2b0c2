import '#server-only';
import { credentialMask } from '#lib/connectors/credential-rules.ts';

/** Shorter values would also hit ordinary words (threats.md C-15). */
const shortestMasked = 6;

/** Replaces every secret in a text by `********`, in the spellings in which a service may send it back. */
export type Mask = (text: string) => string;

const unchanged: Mask = (text) => text;

export function makeMask(secrets: Iterable<string>): Mask {
  const spellings = new Set<string>();
  for (const secret of secrets) if (secret.length >= shortestMasked) for (const one of spellingsOf(secret)) spellings.add(one);
  if (spellings.size === 0) return unchanged;
  // The longest first: one may lie within another.
  const ordered = [...spellings].sort((a, b) => b.length - a.length);
  return (text) => {
    let masked = text;
    for (const spelling of ordered) if (masked.includes(spelling)) masked = masked.replaceAll(spelling, credentialMask);
    return masked;
  };
}

function* spellingsOf(secret: string): Iterable<string> {
  yield secret;
  const base64 = Buffer.from(secret).toString('base64');
  yield base64;
  yield base64.replace(/=+$/, '');
  yield Buffer.from(secret).toString('base64url');
  if (/^[\w.~-]*$/.test(secret)) return; // stands for itself in URLs and JSON
  const encoded = encodeURIComponent(secret.toWellFormed());
  yield encoded;
  yield encoded.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase());
  yield encoded.replaceAll('%20', '+');
  const json = JSON.stringify(secret).slice(1, -1);
  yield json;
  yield json.replaceAll('/', '\\/');
  yield json.replace(/[<>&='\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
