import { expect, test } from 'vitest';
import { formatJson, fromTripleQuotes, toTripleQuotes } from './json-text.ts';

test('a JSON text is laid out without a change to what is written', () => {
  expect(formatJson('{"a":1.0E-4,"b":[ 1,{"c":{}}, []],"é":"x\\u0041: [,"}')).toBe(
    '{\n  "a": 1.0E-4,\n  "b": [\n    1,\n    {\n      "c": {}\n    },\n    []\n  ],\n  "é": "x\\u0041: [,"\n}',
  );
});

test('laying out twice changes nothing', () => {
  const once = formatJson('[{"a":{"b":[1,2]}},"x"]');
  expect(formatJson(once)).toBe(once);
});

test('comments stay where they are', () => {
  expect(formatJson('{ // why\n"a":1}')).toBe('{\n  // why\n  "a": 1\n}');
});

test('a text with a mistake keeps every character that is no space', () => {
  const broken = '{"a": ${parameters.x}, "b": "open\n}';
  expect(formatJson(broken).replace(/\s/g, '')).toBe(broken.replace(/\s/g, ''));
});

test('a text of a megabyte is laid out as a small one is', () => {
  const items = Array.from({ length: 20_000 }, (_, index) => ({ index, text: 'some "words"' }));
  const text = JSON.stringify(items);
  expect(formatJson(text)).toBe(JSON.stringify(items, null, 2));
  expect(fromTripleQuotes(text)).toBeUndefined();
});

test('blocks of Dev Tools become JSON strings', () => {
  const pasted = '{ "request_body": """{ "q": "${parameters.q}",\n  "n": \\d }""" }';
  const text = fromTripleQuotes(pasted) ?? '';
  expect(JSON.parse(text)).toEqual({ request_body: '{ "q": "${parameters.q}",\n  "n": \\d }' });
});

test('three quotation marks inside a string are no block', () => {
  expect(fromTripleQuotes('{"a": "x \\"\\"\\" y"}')).toBeUndefined();
  expect(fromTripleQuotes('{"a": ""}')).toBeUndefined();
});

test('readable values become blocks for Dev Tools, and come back', () => {
  const text = JSON.stringify({ url: 'https://x', request_body: '{ "q": "a" }', 'a"b': 'plain' }, null, 2);
  const blocks = toTripleQuotes(text);
  expect(blocks).toContain('"request_body": """{ "q": "a" }"""');
  expect(blocks).toContain('"a\\"b": "plain"');
  expect(JSON.parse(fromTripleQuotes(blocks) ?? '')).toEqual(JSON.parse(text));
});
