import { RE2JS } from 're2js';
import { StudioError } from '#lib/errors.ts';

export type JavaRegex = {
  /** Java's `matches()`: the whole text, not a part of it. */
  matches(text: string): boolean;
  /** The groups of the first match, whole match first; null where a group took no part. */
  find(text: string): (string | null)[] | null;
  /** With Java's replacement syntax: `$1`, `${name}` and `\` before a character that is meant as it is. */
  replace(text: string, replacement: string, options: { all: boolean }): string;
  /** What one search of the text costs at most, in units of a work budget. */
  cost(text: string): number;
};

type Flags = { dotAll?: boolean; ignoreCase?: boolean; multiline?: boolean };

const longest = 1000;
/** Instructions of the compiled pattern: `((a?){30}){30}` has 3,662. */
const largest = 10_000;

/**
 * A regular expression in Java's syntax on an engine that needs linear time whatever the pattern: look-around, back-references and
 * possessive quantifiers do not exist in it (security.md §1.4).
 * @throws StudioError 400 saying what is wrong or not supported
 */
export function javaRegex(source: string, flags: Flags = {}): JavaRegex {
  const compiled = compile(source, flags);
  const size = compiled.programSize();
  return {
    matches: (text) => compiled.matches(text),
    find: (text) => {
      const found = compiled.matcher(text);
      return found.find() ? Array.from({ length: found.groupCount() + 1 }, (_, group) => found.group(group)) : null;
    },
    replace: (text, replacement, { all }) => {
      const matcher = compiled.matcher(text);
      return all ? matcher.replaceAll(replacement, true) : matcher.replaceFirst(replacement, true);
    },
    cost: (text) => 1 + (text.length * size) / 8,
  };
}

const refusal = (source: string, reason: string, cause?: unknown) =>
  new StudioError('pattern_syntax_exception', 400, `${reason}: ${source.slice(0, 200)}`, cause === undefined ? {} : { cause });

function compile(source: string, { dotAll, ignoreCase, multiline }: Flags): RE2JS {
  if (source.length > longest) throw refusal(source, `The pattern is longer than ${longest} characters`);
  // The engine would read Java's intersection of classes as a list of characters and quietly match something else.
  if (hasIntersection(source)) throw refusal(source, 'Intersections of character classes (&&) are not supported');
  const bits = (dotAll ? RE2JS.DOTALL : 0) | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (multiline ? RE2JS.MULTILINE : 0);
  const compiled = attempt(source, bits);
  if (compiled.programSize() > largest) throw refusal(source, 'The pattern is too large');
  return compiled;
}

function attempt(source: string, bits: number): RE2JS {
  try {
    return RE2JS.compile(source, bits);
  } catch (cause) {
    throw refusal(source, cause instanceof Error ? cause.message : 'The pattern cannot be read', cause);
  }
}

/** `&&` between brackets that are not escaped. */
function hasIntersection(source: string): boolean {
  let open = false;
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '[') open = true;
    else if (source[at] === ']') open = false;
    else if (open && source.startsWith('&&', at)) return true;
  }
  return false;
}
