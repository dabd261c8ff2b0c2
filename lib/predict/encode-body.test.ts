import { expect, test } from 'vitest';
import { encodeBody } from './encode-body.ts';

const bytes = (text: string, charset?: string) => [...encodeBody(text, charset)];

test('a body is UTF-8 unless the connector says otherwise', () => {
  expect(bytes('é')).toEqual([0xc3, 0xa9]);
  expect(bytes('é', 'ISO-8859-1')).toEqual([0xe9]);
  expect(bytes('é', 'UTF-16')).toEqual([0xfe, 0xff, 0, 0xe9]);
  expect(bytes('é', 'utf-16le')).toEqual([0xe9, 0]);
});

test('what a charset has no place for becomes a question mark, once for each character', () => {
  expect(bytes('a名😀', 'US-ASCII')).toEqual([97, 63, 63]);
});

test('an unknown charset is refused by name', () => {
  expect(() => encodeBody('x', 'EBCDIC')).toThrow('The charset [EBCDIC] is not supported');
});
