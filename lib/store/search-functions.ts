import '#server-only';
import type Database from 'better-sqlite3';
import { statusError } from '#lib/errors.ts';
import { wildcard } from '#lib/search/glob.ts';
import { wordsOf } from '#lib/search/words.ts';
import { javaPattern } from '#lib/settings/java-pattern.ts';

/** Keeps what the last pattern was made into: a query asks with the same one for every row. */
function remembered<Made>(make: (pattern: string) => Made): (pattern: string) => Made {
  let last: { pattern: string; made: Made } | undefined;
  return (pattern) => {
    if (last?.pattern !== pattern) last = { pattern, made: make(pattern) };
    return last.made;
  };
}

const tooLong = (most: number) => statusError(408, `The search took longer than ${most / 1000} s. Ask for fewer or simpler clauses.`);

type Kind = 'word' | 'prefix' | 'wildcard' | 'regexp';

/** Milliseconds that one statement may take, because it holds up everything else, and a search of several. */
const longestStatement = 2_000;
const longestSearch = 10_000;

/**
 * What SQLite cannot do: patterns in linear time, words of a text, upper and lower case beyond ASCII, JSON paths with dots.
 * @returns `start()` goes before a search, and what it returns before each of its statements: `in_time` ends one that takes too long
 */
export function addSearchFunctions(reads: Database.Database): { start(): () => void } {
  let deadline = 0;
  const wildcards = remembered(wildcard);
  const patterns = remembered(javaPattern);
  const fits = (kind: Kind, pattern: string, text: string): boolean => {
    switch (kind) {
      case 'word':
        return text === pattern;
      case 'prefix':
        return text.startsWith(pattern);
      case 'wildcard':
        return wildcards(pattern)(text);
      case 'regexp':
        return patterns(pattern).matches(text);
    }
  };
  const add = (name: string, run: (...values: string[]) => string | number | null) => {
    reads.function(name, { deterministic: true, varargs: true }, (...values: unknown[]) =>
      values.some((value) => value === null) ? null : run(...values.map(String)),
    );
  };
  // Takes a row, so that it is asked for each; what it throws leaves the statement as it is.
  reads.function('in_time', { varargs: true }, () => {
    if (performance.now() < deadline) return 1;
    throw tooLong(longestStatement);
  });
  add('fold', (text) => text.toLowerCase());
  // The kinds come from our own SQL.
  add('fits', (kind, pattern, text) => Number(fits(kind as Kind, pattern, text)));
  add('has_word', (kind, pattern, text) => Number(wordsOf(text).some((word) => fits(kind as Kind, pattern, word))));
  add('has_phrase', (phrase, text) => Number(` ${wordsOf(text).join(' ')} `.includes(` ${phrase} `)));
  add('dotted', (path) =>
    path
      .replace(/^\$\.?/, '')
      .replace(/\[\d+\]/g, '')
      .replace(/"((?:[^"\\]|\\.)*)"/g, '$1'),
  );
  return {
    start() {
      const end = performance.now() + longestSearch;
      return () => {
        const now = performance.now();
        if (now > end) throw tooLong(longestSearch);
        deadline = now + longestStatement;
      };
    },
  };
}
