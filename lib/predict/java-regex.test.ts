import { describe, expect, test } from 'vitest';
import { javaRegex } from './java-regex.ts';

describe('regular expressions in Java syntax', () => {
  test('matches wants the whole text, find takes a part', () => {
    expect(javaRegex('b+').matches('abbc')).toBe(false);
    expect(javaRegex('(a)(x)?(b+)').find('abbc')).toEqual(['abb', 'a', null, 'bb']);
    expect(javaRegex('z').find('abc')).toBeNull();
  });

  test('the dot takes line feeds only when asked', () => {
    expect(javaRegex('a.b').matches('a\nb')).toBe(false);
    expect(javaRegex('a.b', { dotAll: true }).matches('a\nb')).toBe(true);
  });

  test.each([
    ['(a)(b)', 'ab', '$2$1', 'ba'],
    ['(?<n>a)', 'a', '<${n}>', '<a>'],
    ['price', 'price', '\\$100', '$100'],
    ['a', 'a', '$$', null],
    ['a', 'a', '$1', null],
    ['a', 'a', '\\', null],
  ])('replacing %s in %s by %s', (pattern, text, replacement, expected) => {
    const replace = () => javaRegex(pattern).replace(text, replacement, { all: true });
    if (expected === null) expect(replace).toThrow(expect.objectContaining({ type: 'pattern_syntax_exception', status: 400 }));
    else expect(replace()).toBe(expected);
  });

  test.each(['(?=a)', '(a)\\1', 'a++', '[a-z&&[^x]]', '[a[b]]', '(a', 'a{2000}', 'a'.repeat(2000), '(((a{30}){30}b){1}){30}'.repeat(10)])(
    'what this engine does not have is refused, not misread: %s',
    (pattern) => {
      expect(() => javaRegex(pattern)).toThrow(expect.objectContaining({ type: 'pattern_syntax_exception', status: 400 }));
    },
  );

  test('R-05: a pattern made to hang needs no time', () => {
    expect(javaRegex('^(a+)+$').matches(`${'a'.repeat(5000)}!`)).toBe(false);
    expect(javaRegex('(x+x+)+y').find('x'.repeat(5000))).toBeNull();
  });
});
