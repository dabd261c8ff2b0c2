const BACKSLASH = 92;
const APOSTROPHE = 39;
const QUOTE = 34;

/** After these a single quote opens a string; elsewhere it is part of a bare word. */
const opening = new Set([...'{[,:;'].map((character) => character.charCodeAt(0)));

/** Follows a JSON text piece by piece and knows whether the next character lands inside a string. */
export class QuoteState {
  /** The quote that is open: `"`, `'` or none. */
  inside: '"' | "'" | '' = '';
  /** The last character is a backslash that escapes the next one. */
  isEscaping = false;
  private before = 0;

  advance(piece: string): void {
    let at = 0;
    while (at < piece.length) at = this.inside === '' ? this.outside(piece, at) : this.within(piece, at, this.inside);
  }

  private outside(piece: string, from: number): number {
    for (let at = from; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (code === QUOTE || (code === APOSTROPHE && (this.before === 0 || opening.has(this.before)))) {
        this.inside = code === QUOTE ? '"' : "'";
        this.before = code;
        return at + 1;
      }
      if (code > 32) this.before = code;
    }
    return piece.length;
  }

  /** Jumps from quote to quote, so that long values cost little. */
  private within(piece: string, from: number, quote: string): number {
    for (let start = from; ; ) {
      const found = piece.indexOf(quote, start);
      const end = found < 0 ? piece.length : found;
      const isEscaped = this.isEscapedAt(piece, start, end);
      if (found < 0) {
        this.isEscaping = isEscaped;
        return end;
      }
      this.isEscaping = false;
      if (!isEscaped) {
        this.inside = '';
        return found + 1;
      }
      start = found + 1;
    }
  }

  /** Whether an odd number of backslashes stands before `end`, counting one that was left over before `start`. */
  private isEscapedAt(piece: string, start: number, end: number): boolean {
    const count = backslashesBefore(piece, start, end);
    return (count + (count === end - start && this.isEscaping ? 1 : 0)) % 2 === 1;
  }
}

function backslashesBefore(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) === BACKSLASH) at--;
  return end - at;
}

/** Whether a text between these quotes would close them, or would escape what follows it. */
export function leavesString(text: string, quote: '"' | "'"): boolean {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (backslashesBefore(text, 0, at) % 2 === 0) return true;
  }
  return backslashesBefore(text, 0, text.length) % 2 === 1;
}
