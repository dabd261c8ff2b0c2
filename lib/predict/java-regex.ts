import { RE2JS } from 're2js';
import { StudioError } from '#lib/errors.ts';

export type JavaRegex = {
  /** Java's `matches()`: the whole text, not a part of it. */
  matches(text: string): boolean;
  /** The groups of the first match, whole match first; null where a group took no part. */
  find(text: string): (string | null)[] | null;
  /**
   * With Java's replacement syntax: `$1`, `${name}` and `\` before a character that is meant as it is.
   * @throws StudioError 400 for a replacement that names a group that is not there
   */
  replace(text: string, replacement: string, options: { all: boolean }): string;
  /** Walks through the matches of one text. */
  matcher(text: string): JavaMatcher;
  /** What one search of the text costs at most, in units of a work budget. */
  cost(text: string): number;
};

/** A text and the match that was found last; `group`, `start` and `end` may only be asked while there is one. */
export type JavaMatcher = {
  matches(): boolean;
  lookingAt(): boolean;
  /** Finds the next match. */
  find(): boolean;
  hasMatch(): boolean;
  hasGroup(group: number | string): boolean;
  groupCount(): number;
  group(group: number | string): string | null;
  /** -1 where the group took no part. */
  start(group: number | string): number;
  end(group: number | string): number;
  reset(): void;
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
    replace: (text, replacement, { all }) => replaced(compiled, text, replacement, all),
    matcher: (text) => matcherOver(compiled, text),
    cost: (text) => 1 + text.length * size,
  };
}

function matcherOver(compiled: RE2JS, text: string): JavaMatcher {
  const matcher = compiled.matcher(text);
  let isFound = false;
  const found = (result: boolean) => {
    isFound = result;
    return result;
  };
  return {
    matches: () => found(matcher.matches()),
    lookingAt: () => found(matcher.lookingAt()),
    find: () => found(matcher.find()),
    hasMatch: () => isFound,
    hasGroup: (group) =>
      typeof group === 'string' ? Object.hasOwn(compiled.namedGroups(), group) : group >= 0 && group <= matcher.groupCount(),
    groupCount: () => matcher.groupCount(),
    group: (group) => matcher.group(group),
    start: (group) => matcher.start(group),
    end: (group) => matcher.end(group),
    reset: () => {
      isFound = false;
      matcher.reset();
    },
  };
}

const refusal = (source: string, reason: string, cause?: unknown) =>
  new StudioError('pattern_syntax_exception', 400, `${reason}: ${source.slice(0, 200)}`, cause === undefined ? {} : { cause });

function compile(source: string, { dotAll, ignoreCase, multiline }: Flags): RE2JS {
  if (source.length > longest) throw refusal(source, `The pattern is longer than ${longest} characters`);
  if (hasNestedClass(source)) throw refusal(source, 'Character classes inside classes ([ or && between brackets) are not supported');
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

function replaced(compiled: RE2JS, text: string, replacement: string, all: boolean): string {
  const matcher = compiled.matcher(text);
  try {
    return all ? matcher.replaceAll(replacement, true) : matcher.replaceFirst(replacement, true);
  } catch (cause) {
    throw refusal(replacement, cause instanceof Error ? cause.message : 'The replacement cannot be read', cause);
  }
}

/**
 * Java joins and intersects classes inside a class (`[a[b]]`, `[a-z&&[^x]]`); the engine would take these brackets and ampersands for
 * characters and quietly match something else.
 */
function hasNestedClass(source: string): boolean {
  let isOpen = false;
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (isOpen && (source[at] === '[' || source.startsWith('&&', at))) return true;
    else if (source[at] === '[') isOpen = true;
    else if (source[at] === ']') isOpen = false;
  }
  return false;
}
