import { RE2JS } from 're2js';
import { illegalArgument, StudioError } from '#lib/errors.ts';
import { type JavaSyntax, PatternProblem } from './java-pattern-syntax.ts';
import { readJavaPattern } from './read-java-pattern.ts';
import { writeBeginnings, writeRe2 } from './write-re2.ts';

export type JavaPattern = {
  /** As Java's `Matcher.matches()`: the whole text, case-sensitive unless the pattern says otherwise. Takes time linear in the text. */
  matches(text: string): boolean;
  /** How many characters of `text`, from its start, some longer or other text could share with a match. */
  reaches(text: string): number;
  readonly syntax: JavaSyntax;
};

/** ML Commons' limit on the length of a pattern, in UTF-16 units. */
const longestPattern = 256;
/** Ours, per list (threats.md R-05). */
const mostPatterns = 100;

const mostKept = 1000;
const kept = new Map<string, JavaPattern>();

/**
 * Reads a pattern in Java's syntax; the result is kept. The text never reaches JavaScript's own RegExp: what both engines read alike is
 * translated, everything else is refused by name.
 * @throws StudioError 400
 */
export function javaPattern(source: string): JavaPattern {
  const known = kept.get(source);
  if (known) return known;
  const pattern = compile(source);
  if (kept.size >= mostKept) kept.clear();
  kept.set(source, pattern);
  return pattern;
}

function compile(source: string): JavaPattern {
  try {
    const syntax = readJavaPattern(source);
    const whole = RE2JS.compile(writeRe2(syntax));
    let beginnings: RE2JS | undefined;
    return {
      syntax,
      matches: (text) => whole.matches(text),
      reaches(text) {
        beginnings ??= RE2JS.compile(writeBeginnings(syntax));
        return longestBeginning(beginnings, text);
      },
    };
  } catch (thrown) {
    throw refusal(source, thrown);
  }
}

/** Every beginning of a beginning is one too, so the longest is found by halving. */
function longestBeginning(beginnings: RE2JS, text: string): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (beginnings.matches(text.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}

function refusal(source: string, thrown: unknown): StudioError {
  if (thrown instanceof PatternProblem && !thrown.isJava) return illegalArgument(`${thrown.message}: ${source}`);
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  if (reason.includes('invalid repeat count')) return illegalArgument(`Java's repeats above 1,000 are not supported here: ${source}`);
  return illegalArgument(`Invalid regex pattern: ${source}`, { cause: new StudioError('pattern_syntax_exception', 400, reason) });
}

/** What ML Commons takes for a sign of catastrophic backtracking (security.md §1.4). It may not backtrack itself. */
const suspicious = '.*\\([^)]*[*+?]\\)[*+?{].*|.*\\\\[1-9].*';

/**
 * The filter of a pattern setting: ML Commons' checks, order and texts first, then what our engine does not support.
 * @throws StudioError 400
 */
export function assertSafePattern(source: string): void {
  if (javaPattern(suspicious).matches(source)) {
    throw illegalArgument(`Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: ${source}`);
  }
  if (source.length > longestPattern) throw illegalArgument(`Regex pattern too long (max 256 chars): ${source}`);
  javaPattern(source);
}

/** @throws StudioError 400 for the first pattern that is not safe, or for a list of more than 100 */
export function assertSafePatterns(sources: readonly string[]): void {
  if (sources.length > mostPatterns) throw illegalArgument(`Too many regex patterns (max ${mostPatterns}): ${sources.length}`);
  for (const source of sources) assertSafePattern(source);
}
