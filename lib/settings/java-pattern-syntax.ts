/** A piece of a Java pattern, as far as the safe subset goes (threats.md R-02). Code points are numbers. */
export type Piece =
  | { kind: 'text'; code: number }
  | { kind: 'set'; negated: boolean; ranges: Range[]; categories: string[] }
  | { kind: 'any' }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'group'; captures: boolean; alternatives: Piece[][] }
  | { kind: 'repeat'; piece: Piece; min: number; max: number; lazy: boolean };

export type Range = readonly [low: number, high: number];

/** What a pattern says, once read. `ignoresCase` is `(?i)` at its start. */
export type JavaSyntax = { alternatives: Piece[][]; ignoresCase: boolean };

/** Where the reader stands: the pattern as characters (code points), the next one, and how deep in groups. */
export type Cursor = { readonly characters: readonly string[]; at: number; depth: number };

/** Why a pattern cannot be read: Java itself refuses it, or Java takes it and we do not (then `reason` names the construct). */
export class PatternProblem extends Error {
  readonly isJava: boolean;

  constructor(reason: string, isJava: boolean) {
    super(reason);
    this.isJava = isJava;
  }
}

export const invalid = (reason: string) => new PatternProblem(reason, true);
export const unsupported = (what: string) => new PatternProblem(`Java's ${what} not supported here`, false);

const lastCode = 0x10ffff;
const complement = (ranges: readonly Range[]): Range[] => {
  const gaps: Range[] = [];
  let next = 0;
  for (const [low, high] of ranges) {
    if (low > next) gaps.push([next, low - 1]);
    next = high + 1;
  }
  if (next <= lastCode) gaps.push([next, lastCode]);
  return gaps;
};

const digits: Range[] = [[0x30, 0x39]];
const word: Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
// Java's \s has the vertical tab, RE2's has not.
const space: Range[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
];

/** `\d`, `\w`, `\s` and their negations; in Java they are ASCII unless a flag says otherwise. */
export const shorthands: ReadonlyMap<string, readonly Range[]> = new Map([
  ['d', digits],
  ['D', complement(digits)],
  ['w', word],
  ['W', complement(word)],
  ['s', space],
  ['S', complement(space)],
]);

/** Unicode's general categories that Java and RE2 read alike. */
export const categories: ReadonlySet<string> = new Set(
  'L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po S Sm Sc Sk So Z Zs Zl Zp Cc Cf Co'.split(' '),
);

/** Escapes of letters and digits that Java knows and we do not, with the words that name them. */
export const unsupportedEscapes: ReadonlyMap<string, string> = new Map([
  ['h', 'horizontal space \\h is'],
  ['H', 'horizontal space \\H is'],
  ['v', 'vertical space \\v is'],
  ['V', 'vertical space \\V is'],
  ['R', 'line break \\R is'],
  ['X', 'grapheme cluster \\X is'],
  ['G', 'end of the last match \\G is'],
  ['Z', 'end before a line break \\Z is (\\z is)'],
  ['b', 'word boundary \\b is'],
  ['B', 'word boundary \\B is'],
  ['e', 'escape character \\e is'],
  ['a', 'alert character \\a is'],
  ['c', 'control character \\cX is'],
  ['0', 'octal character \\0n is'],
  ['N', 'named character \\N{} is'],
  ['k', 'named back-reference \\k is'],
]);
