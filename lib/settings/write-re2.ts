import { type JavaSyntax, type Piece, type Range, unsupported } from './java-pattern-syntax.ts';

const hex = (code: number) => `\\x{${code.toString(16)}}`;
// Java's dot stops at more line terminators than RE2's.
const anyCharacter = `[^\\n\\r${hex(0x85)}${hex(0x2028)}${hex(0x2029)}]`;

/** The same pattern in RE2's words, for a match of the whole text. Java's case folding is ASCII only, so it is written out. */
export const writeRe2 = ({ alternatives, ignoresCase }: JavaSyntax): string => writeAlternatives(alternatives, ignoresCase);

const writeAlternatives = (alternatives: readonly Piece[][], fold: boolean): string =>
  alternatives.map((pieces) => pieces.map((piece) => writePiece(piece, fold)).join('')).join('|');

export function writePiece(piece: Piece, fold: boolean): string {
  switch (piece.kind) {
    case 'any':
      return anyCharacter;
    case 'start':
      return '\\A';
    case 'end':
      // Java's $ would also match before a last line break; a match of the whole text has no use for that.
      return '\\z';
    case 'text':
      return writeText(piece.code, fold);
    case 'set':
      return writeSet(piece, fold);
    case 'group':
      return `(${piece.captures ? '' : '?:'}${writeAlternatives(piece.alternatives, fold)})`;
    case 'repeat':
      return `${writePiece(piece.piece, fold)}${writeBounds(piece.min, piece.max)}${piece.lazy ? '?' : ''}`;
  }
}

export function writeBounds(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

const isAsciiLetter = (code: number) => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

function writeText(code: number, fold: boolean): string {
  const plain = /[A-Za-z0-9]/.test(String.fromCodePoint(code)) ? String.fromCodePoint(code) : hex(code);
  return fold && isAsciiLetter(code) ? `[${plain}${String.fromCodePoint(code ^ 0x20)}]` : plain;
}

function writeSet({ negated, ranges, categories }: Extract<Piece, { kind: 'set' }>, fold: boolean): string {
  const cased = categories.find((name) => /^\^?L[ult]?$/.test(name));
  if (fold && cased) throw unsupported(`property \\p{${cased.replace('^', '')}} together with (?i) is`);
  const all = fold ? [...ranges, ...ranges.flatMap(otherCase)] : ranges;
  const items = all.map(([low, high]) => (low === high ? hex(low) : `${hex(low)}-${hex(high)}`));
  const names = categories.map((name) => (name.startsWith('^') ? `\\P{${name.slice(1)}}` : `\\p{${name}}`));
  return `[${negated ? '^' : ''}${items.join('')}${names.join('')}]`;
}

/** The letters of the other case that a range brings in when case is ignored. */
function otherCase([low, high]: Range): Range[] {
  const parts: Range[] = [];
  for (const first of [0x41, 0x61]) {
    const from = Math.max(low, first);
    const to = Math.min(high, first + 25);
    if (from <= to) parts.push([from ^ 0x20, to ^ 0x20]);
  }
  return parts;
}

/**
 * A pattern that matches every beginning of every text that the given one matches: the way to see where a match breaks off.
 */
export const writeBeginnings = ({ alternatives, ignoresCase }: JavaSyntax): string =>
  alternatives.map((pieces) => beginningsOf(pieces, ignoresCase)).join('|');

function beginningsOf(pieces: readonly Piece[], fold: boolean): string {
  // Built from the end, so that a long sequence needs no deep recursion.
  let rest = '';
  for (const piece of [...pieces].reverse()) rest = `(?:${beginningsOfPiece(piece, fold)}|${writePiece(piece, fold)}${rest})`;
  return rest;
}

function beginningsOfPiece(piece: Piece, fold: boolean): string {
  switch (piece.kind) {
    case 'start':
    case 'end':
      return '';
    case 'group':
      return `(?:${piece.alternatives.map((pieces) => beginningsOf(pieces, fold)).join('|')})`;
    case 'repeat': {
      if (piece.max === 0) return '';
      const before = piece.max === 1 ? '' : `(?:${writePiece(piece.piece, fold)})${writeBounds(0, piece.max - 1)}`;
      return `${before}${beginningsOfPiece(piece.piece, fold)}`;
    }
    default:
      return `(?:${writePiece(piece, fold)})?`;
  }
}
