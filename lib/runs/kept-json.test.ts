import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonNumber } from '#lib/json/json.ts';
import { parseJson } from '#lib/json/read-json.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { beginning, keptJson, maskText } from './kept-json.ts';

const all = { most: 1_000_000 };

test('what fits is kept as it is, numbers as they were written', () => {
  const text = '{"a":[1.0,1e3,12345678901234567890,null,true,"x\\"\\u2028"],"__proto__":{"b":{}},"constructor":[]}';
  expect(keptJson(parseJson(text), all)).toEqual({ text, isCut: false });
  expect(keptJson({ a: undefined, b: [undefined, 1.5], c: new JsonNumber('1.50') }, all).text).toBe('{"b":[null,1.5],"c":1.50}');
});

test('whatever is kept is JSON, not much longer than it may be, and whole where it says so', () => {
  const value = fc.jsonValue({ maxDepth: 5 });
  fc.assert(
    fc.property(value, fc.integer({ min: 0, max: 200 }), (json, most) => {
      const whole = parseJson(JSON.stringify(json));
      const { text, isCut } = keptJson(whole, { most });
      parseJson(text);
      // What closes the brackets that are open, and the name, colon and quotes of a last member.
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(most * 2 + 200);
      if (!isCut) expect(text).toBe(writeJson(whole));
      else expect(Buffer.byteLength(writeJson(whole))).toBeGreaterThanOrEqual(most);
    }),
  );
});

test('a big answer costs no more than what is kept of it', () => {
  const numbers = Array.from({ length: 3_000_000 }, (_, at) => at);
  const started = performance.now();
  const { text, isCut } = keptJson({ numbers, text: 'x'.repeat(30_000_000) }, { most: 65_536 });
  expect(performance.now() - started).toBeLessThan(200); // milliseconds
  expect(text.length).toBeLessThan(66_000);
  expect(isCut).toBe(true);
});

describe('C-15, C-17 what is kept is masked', () => {
  const key = `sk-${'a1'.repeat(20)}`;

  test('where a text is cut in the middle of a key', () => {
    for (let before = 60; before < 110; before += 1) {
      const { text } = keptJson({ x: `${'.'.repeat(before)} ${key}` }, { most: 100 });
      expect(text).not.toMatch(/sk-a/);
    }
  });

  test('by name, by look and because it is known', () => {
    const value = {
      api_key: 'abcdefgh1234',
      headers: { Authorization: 'Bearer abc', 'X-Api-Key': 'short', Accept: 'text/html', Cookie: 'a=b' },
      sent: { headers: [['authorization', 'Basic YTpi']] },
      [key]: [key],
      url: 'https://x.example/?token=abcdefgh&q=hello',
      text: 'the password is known-1 said Ana',
    };
    expect(JSON.parse(keptJson(value, { ...all, secrets: ['known-1', 'Ana'] }).text)).toEqual({
      api_key: '********',
      headers: { Authorization: 'Bearer ********', 'X-Api-Key': '********', Accept: 'text/html', Cookie: '********' },
      sent: { headers: [['authorization', 'Basic ********']] },
      '********': ['********'],
      url: 'https://x.example/?token=********&q=hello',
      text: 'the password is ******** said Ana',
    });
  });

  test('but neither a placeholder nor where a parameter came from', () => {
    const value = { headers: { Authorization: 'Bearer ${credential.k}' }, origins: { api_key: 'connector' } };
    expect(JSON.parse(keptJson(value, all).text)).toEqual(value);
  });

  test('and names that are one by then are one', () => {
    expect(keptJson({ [key]: 1, [`${key}b`]: 2, '********': 3 }, all)).toEqual({ text: '{"********":1}', isCut: true });
  });

  test('the rest of a private key goes with its beginning', () => {
    expect(maskText('-----BEGIN PRIVATE KEY-----\nMIIE\nabc', '')).toBe('********');
  });
});

test('no character is cut in two', () => {
  expect(beginning('aé😀', 3)).toBe('aé');
  expect(beginning('aé😀', 6)).toBe('aé');
  expect(beginning('aé😀', 7)).toBe('aé😀');
});
