import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeJson } from '#lib/json/write-json.ts';
import { isJson, isJsonOrNdjson } from './is-json.ts';
import { readLenientJson } from './lenient-json.ts';
import { QuoteState } from './quote-state.ts';

test('any JSON object or array without repeated names is JSON, a scalar is not', () => {
  const value = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(value, (json) => {
      const text = JSON.stringify(json);
      expect(isJson(text)).toBe(true);
      expect(JSON.parse(writeJson(readLenientJson(text)))).toEqual(JSON.parse(text));
    }),
  );
  for (const scalar of ['1', '"a"', 'true', 'null', 'a', '', ' ']) expect(isJson(scalar)).toBe(false);
});

test('every text has an answer, and what is read back is JSON again', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ';',
    ':',
    '"',
    "'",
    '\\',
    '\\u00',
    'a',
    '1',
    '-',
    '.',
    'e5',
    'NULL',
    'true',
    ' ',
    '\n',
    '\t',
    '\u0001',
    '=',
    '#',
    '/',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join('')),
      ),
      (text) => {
        const value = readLenientJson(text);
        expect(isJson(text)).toBe(value !== undefined);
        if (value === undefined) return;
        expect(isJsonOrNdjson(text)).toBe(true);
        expect(() => JSON.parse(writeJson(value))).not.toThrow();
      },
    ),
    { numRuns: 1500 },
  );
});

test('lenient text is read as Gson reads it', () => {
  const read = (text: string) => writeJson(readLenientJson(text));
  expect(read(`{a:1, 'b' : "x"; "c":[,1,]}`)).toBe('{"a":1,"b":"x","c":[null,1,null]}');
  expect(read('[tRue,NULL,NaN,01,1.,+1,1e5,-0,abc]')).toBe('[true,null,"NaN","01","1.","+1",1e5,-0,"abc"]');
  expect(read(`["\\u00e9\\/\\'"]`)).toBe(`["é/'"]`);
});

test('B-15 deep nesting is no JSON and costs no stack', () => {
  expect(isJson(`${'['.repeat(255)}${']'.repeat(255)}`)).toBe(true);
  for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), `${'['.repeat(256)}${']'.repeat(256)}`]) {
    expect(isJson(text)).toBe(false);
    expect(isJsonOrNdjson(text)).toBe(false);
  }
});

test('a line feed before the last document does not matter, text between documents does', () => {
  expect(isJsonOrNdjson('{"a":1}\r\n\n [2] \n')).toBe(true);
  expect(isJsonOrNdjson('{"a":1}\nx\n[2]')).toBe(false);
  expect(isJsonOrNdjson('\n \n')).toBe(false);
});

describe('the state of the quotes', () => {
  const stateAfter = (pieces: string[]) => {
    const state = new QuoteState();
    for (const piece of pieces) state.advance(piece);
    return [state.inside, state.isEscaping];
  };

  test.each([
    [['{"a'], '"', false],
    [['{"a\\'], '"', true],
    [['{"a\\', '"'], '"', false],
    [['{"a\\', '\\"'], '', false],
    [['{"a\\\\', '"'], '', false],
    [['{\'a"b'], "'", false],
    [['{"a":it', "'s"], '', false],
    [['[', "'"], "'", false],
  ] as const)('%j', (pieces, inside, isEscaping) => {
    expect(stateAfter([...pieces])).toEqual([inside, isEscaping]);
  });

  test('does not depend on where a text is cut', () => {
    const pieces = fc.array(fc.constantFrom('"', "'", '\\', '\\\\', 'a', ':', ',', '[', ' '), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, (parts) => {
        expect(stateAfter(parts)).toEqual(stateAfter([parts.join('')]));
      }),
      { numRuns: 2000 },
    );
  });
});
