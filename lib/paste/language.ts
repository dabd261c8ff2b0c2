import type { Json } from '#lib/json/json.ts';

/** How the values of a text are written. */
export type LanguageName = 'json' | 'python' | 'javascript' | 'java';

export type Language = {
  name: LanguageName;
  /** Starts of comments to the end of the line; `/*` is known to all but Python. */
  lineComments: readonly string[];
  hasBlockComments: boolean;
  words: ReadonlyMap<string, Json>;
  /** Texts between single quotes. */
  hasSingleQuotes: boolean;
  /** Commas before a closing bracket. */
  hasTrailingCommas: boolean;
  /** Names without quotes in front of a colon. */
  hasBareNames: boolean;
  /** Texts side by side are one text. */
  joinsNeighbours: boolean;
  /** Expressions: variables, calls, `+`. */
  isCode: boolean;
};

const jsonWords = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

const code = { hasSingleQuotes: true, hasTrailingCommas: true, isCode: true };

export const languages: Readonly<Record<LanguageName, Language>> = {
  json: {
    name: 'json',
    lineComments: [],
    hasBlockComments: false,
    words: jsonWords,
    hasSingleQuotes: false,
    hasTrailingCommas: false,
    hasBareNames: false,
    joinsNeighbours: false,
    isCode: false,
  },
  python: {
    ...code,
    name: 'python',
    lineComments: ['#'],
    hasBlockComments: false,
    words: new Map<string, Json>([
      ['True', true],
      ['False', false],
      ['None', null],
    ]),
    hasBareNames: false,
    joinsNeighbours: true,
  },
  javascript: {
    ...code,
    name: 'javascript',
    lineComments: ['//'],
    hasBlockComments: true,
    words: jsonWords,
    hasBareNames: true,
    joinsNeighbours: false,
  },
  java: {
    ...code,
    name: 'java',
    lineComments: ['//'],
    hasBlockComments: true,
    words: jsonWords,
    hasSingleQuotes: false,
    hasBareNames: false,
    joinsNeighbours: false,
  },
};

/** The same values in the words of another language: certain, but worth saying. */
export const foreignWords: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['True', true],
  ['False', false],
  ['None', null],
  ['TRUE', true],
  ['FALSE', false],
  ['NULL', null],
  ['nil', null],
  ['true', true],
  ['false', false],
  ['null', null],
]);
