import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { isJson } from '#lib/template/is-json.ts';
import { type Json, JsonNumber } from './json.ts';
import { parseJson, placeAfter, placeOf, type ReadOptions, readJson, toJson } from './read-json.ts';
import { prettyJson, writeJson } from './write-json.ts';

const location = (line: number, column: number) =>
  `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); line: ${line}, column: ${column}]`;

function complaint(text: string, options?: ReadOptions): string {
  try {
    parseJson(text, options);
  } catch (thrown) {
    if (!isStudioError(thrown)) throw thrown;
    expect(thrown.status).toBe(400);
    return `${thrown.type}: ${thrown.message}`;
  }
  return 'accepted';
}

const values = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe('complains in the words of OpenSearch', () => {
  const parseErrors: [text: string, sentence: string, column: number][] = [
    ['{"name":"x",}', `Unexpected character ('}' (code 125)): was expecting double-quote to start field name`, 13],
    ['{name:"x"}', `Unexpected character ('n' (code 110)): was expecting double-quote to start field name`, 2],
    [`{'name':'x'}`, `Unexpected character (''' (code 39)): was expecting double-quote to start field name`, 2],
    ['{"a":1 "b":2}', `Unexpected character ('"' (code 34)): was expecting comma to separate Object entries`, 8],
    ['[1 2]', `Unexpected character ('2' (code 50)): was expecting comma to separate Array entries`, 4],
    ['{"a" 1}', `Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value`, 6],
    ['{"name":tru}', `Unrecognized token 'tru': was expecting ${values}`, 9],
    ['{"name":truest}', `Unrecognized token 'truest': was expecting ${values}`, 9],
    ['hello', `Unrecognized token 'hello': was expecting ${values}`, 1],
    ['{"version":.5}', `Unexpected character ('.' (code 46)): expected a valid value ${values}`, 12],
    ['{"version":01}', 'Invalid numeric value: Leading zeroes not allowed', 13],
    ['{"version":1.}', `Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by a digit`, 14],
    ['{"version":1e}', `Unexpected character ('}' (code 125)) in numeric value: Exponent indicator not followed by a digit`, 14],
    [
      '{"version":-}',
      `Unexpected character ('}' (code 125)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value`,
      13,
    ],
    ['{"version":NaN}', "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow", 15],
    [
      '{"name":"\t"}',
      'Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value',
      10,
    ],
    ['{"name":"x\\q"}', `Unrecognized character escape 'q' (code 113)`, 12],
    ['{"a":"\\u12"}', `Unexpected character ('"' (code 34)): expected a hex-digit for character escape sequence`, 11],
    ['{"name":"a","name":"b"}', `Duplicate field 'name'`, 19],
    ['{"name":"a","parameters":{"k":1,"k":2}}', `Duplicate field 'k'`, 36],
    ['{"a":]', `Unexpected character (']' (code 93)): expected a valid value ${values}`, 6],
    ['[1,]', `Unexpected character (']' (code 93)): expected a value`, 4],
    ['{]', `Unexpected close marker ']': expected '}' (for Object starting at ${location(1, 1)})`, 2],
    ['[1,', 'Unexpected end-of-input within/between Array entries', 4],
  ];
  for (const [text, sentence, column] of parseErrors) {
    test(`J-05 J-07 ${text}`, () => {
      expect(complaint(text)).toBe(`json_parse_exception: ${sentence}\n at ${location(1, column)}`);
    });
  }

  const earlyEnds: [text: string, place: string, column: number][] = [
    ['{', `: expected close marker for Object (start marker at ${location(1, 1)})`, 2],
    ['{"name":"x"', `: expected close marker for Object (start marker at ${location(1, 1)})`, 12],
    ['{"persistent":{', `: expected close marker for Object (start marker at ${location(1, 15)})`, 16],
    ['{"a":', ' within/between Object entries', 6],
    ['{"name": ', ' within/between Object entries', 10],
    ['{"name":"unterminated', ' in VALUE_STRING', 22],
  ];
  for (const [text, place, column] of earlyEnds) {
    test(`early end of ${text}`, () => {
      expect(complaint(text)).toBe(`json_e_o_f_exception: Unexpected end-of-input${place}\n at ${location(1, column)}`);
    });
  }

  test('lines are counted, and columns of a request are bytes', () => {
    expect(complaint('{\r\n "é€😀" : x }')).toContain(location(2, 16));
    expect(complaint('{\r\n "é€😀" : x }', { dialect: 'text' })).toContain(location(2, 11));
  });
});

describe('accepts what OpenSearch tolerates', () => {
  test('J-07 comments, a byte order mark and text after the value', () => {
    expect(writeJson(parseJson('\ufeff// c\n{ /* x */ "a": 1 } trailing'))).toBe('{"a":1}');
  });

  test('J-07 a text in memory tolerates neither comment nor byte order mark', () => {
    expect(complaint('\ufeff{}', { dialect: 'text' })).toContain(
      `Unexpected character ('\ufeff' (code 65279 / 0xfeff)): expected a valid value`,
    );
    expect(complaint('// c\n{}', { dialect: 'text' })).toContain('maybe a (non-standard) comment?');
  });
});

describe('nodes', () => {
  test('know their token and where they begin and end', () => {
    const node = readJson('{"client_config":\n {"max_connection": null, "n": 12}}');
    if (node.token !== 'START_OBJECT') throw new Error(node.token);
    const config = node.members.get('client_config');
    if (config?.token !== 'START_OBJECT') throw new Error(config?.token);
    const nothing = config.members.get('max_connection');
    const number = config.members.get('n');
    expect(nothing && [nothing.token, placeOf(nothing), placeAfter(nothing)]).toEqual([
      'VALUE_NULL',
      { line: 2, column: 21 },
      { line: 2, column: 25 },
    ]);
    expect(number && [number.token, placeOf(number)]).toEqual(['VALUE_NUMBER', { line: 2, column: 32 }]);
    expect(writeJson(toJson(node))).toBe('{"client_config":{"max_connection":null,"n":12}}');
  });

  test('an empty text is a node without a token, at 1:0', () => {
    const node = readJson(' \n');
    expect([node.token, placeOf(node)]).toEqual(['null', { line: 1, column: 0 }]);
  });

  test('numbers keep their text and strings their characters', () => {
    const text = '[1,1.0,1e3,12345678901234567890,"\\u00e9\\uD83D\\uDE00\\/\\n"]';
    const value = parseJson(text);
    expect(writeJson(value)).toBe('[1,1.0,1e3,12345678901234567890,"é😀/\\n"]');
  });

  test('J-01 J-02 names like __proto__ are members like any other', () => {
    const value = parseJson('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}');
    expect(value instanceof Map && [...value.keys()]).toEqual(['__proto__', 'constructor']);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(writeJson(value)).toBe('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}');
  });
});

describe('limits', () => {
  test('B-15 nesting of 10,000 is refused without exhausting the stack', () => {
    for (const text of ['['.repeat(10_000), '{"a":'.repeat(10_000), `${'['.repeat(10_000)}${']'.repeat(10_000)}`]) {
      expect(complaint(text)).toContain('stream_constraints_exception: Document nesting depth (1001) exceeds the maximum allowed (1000,');
    }
    expect(complaint(`${'['.repeat(1000)}${']'.repeat(1000)}`)).toBe('accepted');
  });

  test('B-15 a million keys are refused early', () => {
    const text = `{${Array.from({ length: 200_001 }, (_, index) => `"k${index}":1`).join(',')}}`;
    expect(complaint(text)).toBe('illegal_argument_exception: The JSON document has more than 200000 keys');
    expect(complaint(text, { maxKeys: 200_001 })).toBe('accepted');
    expect(isJson(text)).toBe(false);
  });

  test('I-06 depth, keys and elements have limits of their own', () => {
    expect(complaint('[[[1]]]', { maxDepth: 2 })).toContain('nesting depth (3) exceeds the maximum allowed (2,');
    expect(complaint('{"a":{"b":1},"c":2}', { maxKeys: 2 })).toBe('illegal_argument_exception: The JSON document has more than 2 keys');
    expect(complaint('[[1,2,3]]', { maxItems: 2 })).toBe(
      'illegal_argument_exception: An array of the JSON document has more than 2 elements',
    );
    expect(complaint('{"a":[1,2]}', { maxDepth: 2, maxKeys: 1, maxItems: 2 })).toBe('accepted');
  });
});

const jsonText = fc.json({ maxDepth: 5 });
const number = fc.oneof(
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom('0', '-0', '1.0', '1e3', '1E+2', '0.0001'),
);
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: 'binary' }),
    number.map((text) => new JsonNumber(text)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string({ unit: 'binary' }), tie('value')), { maxLength: 4 }).map((members) => new Map(members)),
  ),
})).value;

describe('for any text or value', () => {
  test('what is written reads back as the same value', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(parseJson(writeJson(value))).toEqual(value);
        expect(parseJson(prettyJson(value))).toEqual(value);
        expect(toJson(readJson(writeJson(value)))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('it agrees with JSON.parse on valid documents', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        fc.pre(!/"([^"]*)":.*"\1":/.test(text));
        expect(JSON.parse(writeJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  test('it either reads or complains, and reads nothing that JSON.parse refuses but for the known leniencies', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '1',
      '-',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      'é',
      '\u0001',
      'u00e9',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        const found = complaint(text, { dialect: 'text' });
        if (found !== 'accepted') {
          expect(() => JSON.parse(text)).toThrow();
        }
      }),
      { numRuns: 3000 },
    );
  });
});
