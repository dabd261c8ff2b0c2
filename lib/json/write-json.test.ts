import { expect, test } from 'vitest';
import { javaDouble } from './java-number.ts';
import { JsonNumber } from './json.ts';
import { parameterMap, parameterText } from './parameter-map.ts';
import { parseJson } from './read-json.ts';
import { prettyJson, writeJavaJson, writeJson } from './write-json.ts';

test('plain objects and our own values mix, and what is undefined is left out', () => {
  expect(writeJson({ a: 1, b: undefined, c: [new JsonNumber('1.0'), null, { d: new Map([['e', true]]) }] })).toBe(
    '{"a":1,"c":[1.0,null,{"d":{"e":true}}]}',
  );
});

test('strings are escaped as Gson does without HTML escaping', () => {
  expect(writeJson('a"b\\c/\u0001\u001f\u007f\u2028\u2029é<&\n\t\b\f\r')).toBe(
    '"a\\"b\\\\c/\\u0001\\u001f\u007f\\u2028\\u2029é<&\\n\\t\\b\\f\\r"',
  );
});

test('pretty text looks like that of OpenSearch', () => {
  expect(prettyJson({ a: [{ b: 1 }, 2], c: {}, d: [] })).toBe(
    '{\n  "a" : [\n    {\n      "b" : 1\n    },\n    2\n  ],\n  "c" : { },\n  "d" : [ ]\n}\n',
  );
});

test('doubles print as in Java', () => {
  const printed = [1, 0.1, 1e7, 9_999_999, 0.001, 0.0001, 1e21, 1.5e300, -0, 0, -123.25, 5e-324, Number.POSITIVE_INFINITY].map(javaDouble);
  expect(printed).toEqual([
    '1.0', '0.1', '1.0E7', '9999999.0', '0.001', '1.0E-4', '1.0E21', '1.5E300', '-0.0', '0.0', '-123.25', '4.9E-324', 'Infinity',
  ]); // biome-ignore format: one line of values
});

test('J-07 a number beyond double is refused as a parameter, in the words of Gson', () => {
  const text =
    'Infinity is not a valid double value as per JSON specification. To override this behavior, use GsonBuilder.serializeSpecialFloatingPointValues() method.';
  expect(() => parameterText(parseJson('1e999'))).toThrow(text);
  expect(() => parameterText(parseJson('[-1e999]'))).toThrow(`-${text}`);
});

test('T-13 values become parameters as in Java, never [object Object]', () => {
  const map = parameterMap(parseJson('{"n":-0,"f":-0.0,"o":{"a":[1e3,null]},"s":"x","__proto__":true}'));
  expect([...map]).toEqual([
    ['n', '0'],
    ['f', '-0.0'],
    ['o', '{"a":[1000.0,null]}'],
    ['s', 'x'],
    ['__proto__', 'true'],
  ]);
  expect(parameterMap(parseJson('[1]')).size).toBe(0);
  expect(writeJavaJson([1, 0.5])).toBe('[1,0.5]');
});
