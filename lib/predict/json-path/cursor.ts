import { invalidPath } from './path-error.ts';

/** A place in a text that is being read. */
export type Cursor = { readonly text: string; at: number };

export const isAtEnd = ({ text, at }: Cursor): boolean => at >= text.length;

export const current = ({ text, at }: Cursor): string => text[at] ?? '';

/** Jayway skips spaces only, no other white space. */
export function skipSpaces(cursor: Cursor): Cursor {
  while (current(cursor) === ' ') cursor.at += 1;
  return cursor;
}

/** Steps over a text, after spaces, if it is the next one. */
export function take(cursor: Cursor, wanted: string): boolean {
  skipSpaces(cursor);
  if (!cursor.text.startsWith(wanted, cursor.at)) return false;
  cursor.at += wanted.length;
  return true;
}

export function expect(cursor: Cursor, wanted: string): void {
  if (!take(cursor, wanted)) throw invalidPath(`Expected "${wanted}" at position ${cursor.at} of ${cursor.text}`);
}

/** Reads from an opening quote to its closing one and gives the raw text between them. */
export function takeQuoted(cursor: Cursor): string {
  const quote = current(cursor);
  const start = cursor.at + 1;
  for (let at = start; at < cursor.text.length; at += 1) {
    if (cursor.text[at] === '\\') at += 1;
    else if (cursor.text[at] === quote) {
      cursor.at = at + 1;
      return cursor.text.slice(start, at);
    }
  }
  throw invalidPath(`Property has not been closed - missing closing ${quote}`);
}

const escapes: Record<string, string> = { r: '\r', f: '\f', t: '\t', n: '\n', b: '\b' };

/** Takes the backslashes out of a quoted text. */
export const withoutEscapes = (raw: string): string =>
  raw.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, hex: string | undefined, letter = '') =>
    hex ? String.fromCharCode(Number.parseInt(hex, 16)) : Object.hasOwn(escapes, letter) ? (escapes[letter] ?? '') : letter,
  );
