import { isStudioError } from '#lib/errors.ts';
import { assertSafePattern, javaPattern } from './java-pattern.ts';
import type { Piece } from './java-pattern-syntax.ts';
import { heldPattern } from './pin-pattern.ts';
import { isHostAgnostic, pinsHost } from './trusted-endpoints.ts';

/** What the settings page says about one pattern (threats.md R-06). */
export type PatternCheck = {
  pattern: string;
  valid: boolean;
  /** Why it is not valid: the text that saving it would answer with. */
  problem?: string;
  /** It takes every host. */
  any_host: boolean;
  /** No text after the host can stand in for it. */
  pins_host: boolean;
  /** The same pattern with its host fixed, where text after the host can match and that is easily put right. */
  pinned?: string;
  /** Things that are allowed and worth a look, as sentences. */
  notes: string[];
};

/** The verdict on one pattern of a list of trusted endpoints, by the matcher that the executor uses. */
export function checkPattern(pattern: string): PatternCheck {
  try {
    assertSafePattern(pattern);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    return { pattern, valid: false, problem: thrown.message, any_host: false, pins_host: false, notes: [] };
  }
  const any_host = isHostAgnostic(pattern);
  const pins_host = !any_host && !hostCanSlip(pattern);
  const pinned = any_host || pins_host ? undefined : pinnedOf(pattern);
  return { pattern, valid: true, any_host, pins_host, ...(pinned && { pinned }), notes: notesOf(pattern, any_host, pins_host) };
}

function pinnedOf(pattern: string): string | undefined {
  const held = heldPattern(pattern);
  if (held === undefined) return undefined;
  const { valid, pins_host } = checkPattern(held);
  return valid && pins_host ? held : undefined;
}

function notesOf(pattern: string, anyHost: boolean, pinsHost: boolean): string[] {
  const notes: string[] = [];
  const never = neverMatches(pattern);
  if (never) notes.push(`It can match no address: ${never}.`);
  if (anyHost) notes.push('It takes any host.');
  else if (!pinsHost && !never) notes.push('Text after the host can match in its place; such addresses are refused when they are called.');
  if (!anyHost && hasOpenDot(pattern)) notes.push('A dot of the host is not escaped, so it stands for any character.');
  if (!pattern.startsWith('^') || !/(^|[^\\])(\\\\)*\$$/.test(pattern))
    notes.push('It has no ^ or no $; a match covers the whole address all the same.');
  if (javaPattern(pattern).reaches('http://') === 7)
    notes.push('It takes plain http: what is sent, keys included, can be read on the way.');
  return notes;
}

/** Why no address can match, as far as that can be seen: the wrong beginning, or an anchor in the middle. */
function neverMatches(pattern: string): string | undefined {
  const { reaches, syntax } = javaPattern(pattern);
  const isMet = ['https://', 'http://'].some((scheme) => reaches(scheme) === scheme.length);
  if (!isMet) return 'one begins with http:// or https://, in small letters';
  return syntax.alternatives.every(hasStrayAnchor) ? 'nothing can stand before ^ or behind $' : undefined;
}

const takesText = ({ kind }: Piece) => kind === 'text' || kind === 'set' || kind === 'any';

const hasStrayAnchor = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ kind }, at) => (kind === 'end' && pieces.slice(at + 1).some(takesText)) || (kind === 'start' && pieces.slice(0, at).some(takesText)),
  );

/** An unescaped dot that no quantifier follows, between `://` and the next slash. */
function hasOpenDot(pattern: string): boolean {
  const host = /:\/\/([^/]*)/.exec(pattern.replace(/\\\//g, '/'))?.[1] ?? '';
  return /(^|[^\\])(\\\\)*\.(?![*+?{])/.test(host.replace(/\[[^\]]*\]/g, ''));
}

/** What a wildcard may swallow to make the rest of the host look like a path. */
const fillings = ['x.invalid/x', 'invalid/x', 'x.invalid?x', 'x.invalid:80/x'];

/**
 * Tries addresses that the pattern itself suggests: each wildcard in turn swallows the end of a foreign host and a slash. If one of them
 * matches and its host is foreign, text after the host can stand in for the host.
 */
function hostCanSlip(pattern: string): boolean {
  const { alternatives } = javaPattern(pattern).syntax;
  const count = countWildcards(alternatives.flat());
  for (let wildcard = 0; wildcard < count; wildcard++) {
    for (const filling of fillings) {
      for (const sample of samplesOf(alternatives, { wildcard, filling })) {
        if (isForeign(sample) && javaPattern(pattern).matches(sample) && !pinsHost(pattern, sample)) return true;
      }
    }
  }
  return false;
}

const isForeign = (url: string) => /^https?:\/\/([^/?#:]*\.)?invalid(:\d+)?([/?]|$)/.test(url);

const isWildcard = (piece: Piece) =>
  piece.kind === 'repeat' && (piece.piece.kind === 'any' || piece.piece.kind === 'set' || piece.piece.kind === 'group') && piece.max > 1;

const countWildcards = (pieces: readonly Piece[]): number => pieces.reduce((sum, piece) => sum + wildcardsIn(piece), 0);

function wildcardsIn(piece: Piece): number {
  if (isWildcard(piece)) return 1;
  if (piece.kind === 'repeat') return wildcardsIn(piece.piece);
  return piece.kind === 'group' ? countWildcards(piece.alternatives.flat()) : 0;
}

type Choice = { wildcard: number; filling: string };

/** One shortest text for each alternative at the top, with one wildcard filled. */
function samplesOf(alternatives: readonly Piece[][], choice: Choice): string[] {
  const counter = { next: 0 };
  return alternatives.map((pieces) => sampleOf(pieces, choice, counter));
}

const sampleOf = (pieces: readonly Piece[], choice: Choice, counter: { next: number }): string =>
  pieces.map((piece) => sampleOfPiece(piece, choice, counter)).join('');

function sampleOfPiece(piece: Piece, choice: Choice, counter: { next: number }): string {
  if (isWildcard(piece) && counter.next++ === choice.wildcard) return choice.filling;
  switch (piece.kind) {
    case 'text':
      return String.fromCodePoint(piece.code);
    case 'any':
      return 'x';
    case 'set':
      return sampleOfSet(piece);
    case 'group':
      return sampleOfGroup(piece.alternatives, choice, counter);
    case 'repeat': {
      // What stands inside a wildcard was not counted.
      if (isWildcard(piece)) return sampleOfPiece(piece.piece, choice, { next: Number.NEGATIVE_INFINITY }).repeat(piece.min);
      const before = counter.next;
      const once = sampleOfPiece(piece.piece, choice, counter);
      return choice.wildcard >= before && choice.wildcard < counter.next ? once : once.repeat(piece.min);
    }
    default:
      return '';
  }
}

/** The first alternative, or the one that holds the wildcard to fill. */
function sampleOfGroup(alternatives: readonly Piece[][], choice: Choice, counter: { next: number }): string {
  let first: string | undefined;
  let filled: string | undefined;
  for (const pieces of alternatives) {
    const before = counter.next;
    const sample = sampleOf(pieces, choice, counter);
    first ??= sample;
    if (choice.wildcard >= before && choice.wildcard < counter.next) filled = sample;
  }
  return filled ?? first ?? '';
}

function sampleOfSet({ negated, ranges, categories }: Extract<Piece, { kind: 'set' }>): string {
  const has = (code: number) => ranges.some(([low, high]) => code >= low && code <= high);
  if (!negated) return ranges[0] ? String.fromCodePoint(ranges[0][0]) : categories.length > 0 ? 'x' : '';
  for (const letter of 'xab0-') if (!has(letter.charCodeAt(0))) return letter;
  return '';
}
