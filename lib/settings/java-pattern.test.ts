import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { assertSafePattern, assertSafePatterns, javaPattern } from './java-pattern.ts';

const matches = (pattern: string, text: string) => javaPattern(pattern).matches(text);

/** What a refusal says; a pattern that is taken fails the test. */
function refusal(attempt: () => unknown): string {
  try {
    attempt();
  } catch (thrown) {
    if (isStudioError(thrown)) return thrown.message;
    throw thrown;
  }
  throw new Error('Nothing was refused.');
}

test.each([
  ['R-01', 'a', 'a', true],
  ['R-01', 'a', 'ab', false],
  ['R-01', 'a', 'ba', false],
  ['R-01', 'a', 'A', false],
  ['R-01', 'a|b', 'b', true],
  ['R-01', 'a|b', 'ab', false],
  ['R-01', '', '', true],
  ['R-02', '^a$', 'a', true],
  ['R-02', 'a$', 'a\n', false],
  ['R-02', '.', '\u{1f600}', true],
  ['R-02', '.', '\n', false],
  ['R-02', '.', '\r', false],
  ['R-02', '.', '\u0085', false],
  ['R-02', '.', '\u2028', false],
  ['R-02', '.', '\u2029', false],
  ['R-02', '[a-c]', 'b', true],
  ['R-02', '[^a-c]', 'b', false],
  ['R-02', '[^a-c]', '\n', true],
  ['R-02', '[a-]', '-', true],
  ['R-02', '[-a]', '-', true],
  ['R-02', '[a-c-e]', 'd', false],
  ['R-02', '[a-c-e]', '-', true],
  ['R-02', '[a^&.$*]+', 'a^&.$*', true],
  ['R-02', '[\\]\\[]+', '[]', true],
  ['R-02', '\\d+', '19', true],
  ['R-02', '\\d', '\u0663', false],
  ['R-02', '\\D', '\u0663', true],
  ['R-02', '\\w+', 'aZ_0', true],
  ['R-02', '\\w', '\u00e9', false],
  ['R-02', '\\W', '\u00e9', true],
  ['R-02', '\\s', '\u000b', true],
  ['R-02', '\\S', '\u000b', false],
  ['R-02', '[\\S]', '\u000b', false],
  ['R-02', '[\\d\\-x]+', '1-x', true],
  ['R-02', '\\p{L}', '\u00e9', true],
  ['R-02', '\\pL', '\u00e9', true],
  ['R-02', '\\P{L}', '\u00e9', false],
  ['R-02', '[\\p{Nd}.]+', '1.2', true],
  ['R-02', '[^\\P{L}]', 'a', true],
  ['R-02', '(ab)(?:c|d)', 'abd', true],
  ['R-02', 'a*?b+?c??', 'aab', true],
  ['R-02', 'a{2}', 'aa', true],
  ['R-02', 'a{2}', 'a', false],
  ['R-02', 'a{2,}', 'aaaa', true],
  ['R-02', 'a{2,3}', 'aaaa', false],
  ['R-02', '\\.\\/\\-\\{', './-{', true],
  ['R-02', '\\x41\\u0042\\t', 'AB\t', true],
  ['R-02', 'a}]', 'a}]', true],
  ['R-02', '\\Qa.*', 'a.*', true],
  ['R-02', '\\Qab\\E*', 'abbb', true],
  ['R-16', '\\Ahttps://a\\.com/.*\\z', 'https://a.com/x', true],
  ['R-17', '\\Qhttps://a.com/\\E.*', 'https://a.com/x', true],
  ['R-17', '\\Qhttps://a.com/\\E.*', 'https://aXcom/x', false],
  ['R-18', '(?i)^https://a\\.com/.*$', 'HTTPS://A.com/x', true],
  ['R-18', '(?i)k', '\u212a', false],
  ['R-18', '(?i)[a-z]', 'Q', true],
  ['R-18', '(?i)[^a-z]', 'Q', false],
  ['R-21', '^https://a\\.com/.*', 'https://a.com/x\u0085', false],
  ['R-22', 'https://a\\.com', 'https://a.com/x', false],
])('%s %s on %j: %s', (_id, pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ['(?=a)', 'look-ahead (?='],
  ['(?!a)', 'negative look-ahead (?!'],
  ['(?<=a)', 'look-behind (?<='],
  ['(?<!a)', 'negative look-behind (?<!'],
  ['a*+', 'possessive quantifiers'],
  ['a{2}+', 'possessive quantifiers'],
  ['(?>a)', 'atomic group (?>'],
  ['[a-z&&[^x]]', 'intersection &&'],
  ['[a[b]]', 'nested classes'],
  ['\\h', '\\h'],
  ['\\R', '\\R'],
  ['\\X', '\\X'],
  ['\\G', '\\G'],
  ['\\Z', '\\Z'],
  ['\\e', '\\e'],
  ['\\a', '\\a'],
  ['\\cA', '\\cX'],
  ['\\012', '\\0n'],
  ['\\N{DIGIT ONE}', '\\N{}'],
  ['\\b', '\\b'],
  ['(?x)a', 'flags'],
  ['(?m)a', 'flags'],
  ['(?s)a', 'flags'],
  ['a(?i)', 'flags'],
  ['a{,3}', '{,n}'],
  ['\\p{Alpha}', '\\p{Alpha}'],
  ['\\p{IsLatin}', '\\p{IsLatin}'],
  ['\\p{javaLowerCase}', '\\p{javaLowerCase}'],
  ['(?i)\\p{Lu}', '\\p{Lu}'],
  ['(?<name>a)', 'named groups'],
  ['a{1001}', 'repeats above 1,000'],
  ['(a{100}){100}', 'repeats above 1,000'],
  ['[\\Qa\\E]', 'inside a class'],
  ['[]a]', 'start of a class'],
  ['\\x{1F600}', '\\x{h…h}'],
])('R-03 %s is refused, naming the construct', (pattern, construct) => {
  const text = refusal(() => javaPattern(pattern));
  expect(text).toMatch(/^Java's .* not supported here: /);
  expect(text).toContain(construct);
  expect(text.endsWith(`: ${pattern}`)).toBe(true);
});

test.each(['(', ')', 'a)', '[a', '*a', 'a**', '(|*)', 'a{', 'a{x}', 'a{3,2}', '\\', '\\y', '[z-a]', '\\xZZ', '\\p{', '\\p'])(
  'R-04 %s does not compile in Java either',
  (pattern) => {
    expect(refusal(() => assertSafePattern(pattern))).toBe(`Invalid regex pattern: ${pattern}`);
    expect(() => javaPattern(pattern)).toThrow(
      expect.objectContaining({ cause: expect.objectContaining({ type: 'pattern_syntax_exception' }) }),
    );
  },
);

test.each(['(a)\\1', '^https://host(/.*)?$', '^https?://api\\.example\\.com(:\\d+)?/.*$', '(a+)+', '(a*){2}', '(a?)*', '\\\\1'])(
  'R-04 R-15 R-23 %s is refused in the words of ML Commons',
  (pattern) => {
    expect(refusal(() => assertSafePattern(pattern))).toBe(
      `Regex pattern contains nested quantifiers or backreferences that may cause ReDoS: ${pattern}`,
    );
  },
);

test('R-04 the checks run in the order of ML Commons: nested quantifiers, length, syntax', () => {
  const long = 'a'.repeat(257);
  expect(refusal(() => assertSafePattern(`(a+)+${long}`))).toMatch(/^Regex pattern contains nested/);
  expect(refusal(() => assertSafePattern(`(${long}`))).toBe(`Regex pattern too long (max 256 chars): (${long}`);
  expect(() => assertSafePattern('a'.repeat(256))).not.toThrow();
});

test('R-04 a group that ends in a quantifier inside is fine while it is not repeated itself', () => {
  expect(() => assertSafePattern('^https://rekognition(-fips)?\\..*[a-z0-9-]\\.amazonaws\\.com$')).not.toThrow();
});

test('R-04 a pattern that looks for catastrophic backtracking in the filter itself is judged at once', () => {
  expect(refusal(() => assertSafePattern('('.repeat(200_000)))).toMatch(/too long/);
});

test('R-05 a list holds at most 100 patterns', () => {
  expect(() => assertSafePatterns(Array.from({ length: 100 }, (_, n) => `a${n}`))).not.toThrow();
  expect(refusal(() => assertSafePatterns(Array.from({ length: 101 }, (_, n) => `a${n}`)))).toBe('Too many regex patterns (max 100): 101');
  expect(refusal(() => assertSafePatterns(['a', '(']))).toBe('Invalid regex pattern: (');
});

test.each([
  ['R-11', '((a+))+$', `${'a'.repeat(30)}!`],
  ['R-12', '(a|aa)+$', `${'a'.repeat(40)}!`],
  ['R-13', '(.*a){20}$', `${'a'.repeat(60)}!`],
  ['R-14', '.*.*.*=.*', 'a'.repeat(5000)],
])('%s %s finds no match within 50 ms', (_id, pattern, text) => {
  javaPattern(pattern);
  expect(matches(pattern, text)).toBe(false);
});

test.each([
  ['R-19', '^https://a\\.com/.*+$', /possessive/],
  ['R-20', '[a-z&&[^x]]+', /intersection/],
  ['R-24', 'a{,3}', /\{,n\}/],
  ['R-25', '\\p{Alpha}+', /\\p\{Alpha\}/],
])('%s %s is refused', (_id, pattern, said) => {
  expect(refusal(() => assertSafePattern(pattern))).toMatch(said);
});

test('R-23 the form with a counted class is taken and matches', () => {
  const pattern = '^https?://api\\.example\\.com(:[0-9]{1,5})?/.*$';
  assertSafePattern(pattern);
  expect(matches(pattern, 'https://api.example.com:8443/x')).toBe(true);
  expect(matches(pattern, 'https://api.example.com:123456/x')).toBe(false);
});

test.each([
  ['^https://api\\.cohere\\.com/.*$', 'https://api.cohere.ai/v1/embed', 'https://api.cohere.'],
  ['^https://api\\.openai\\.com/.*$', 'https://api.openai.com/v1', 'https://api.openai.com/v1'],
  ['^https://api\\.openai\\.com/.*$', 'http://api.openai.com/v1', 'http'],
  ['a{2,3}b', 'aaaab', 'aaa'],
  ['(ab|cd)+e', 'abcdabx', 'abcdab'],
  ['(?:a|b)c', 'dc', ''],
  ['a?b*c', 'abbbd', 'abbb'],
  ['\\Qa.b\\E', 'a.c', 'a.'],
])('%s on %s breaks off after %j', (pattern, text, reached) => {
  expect(text.slice(0, javaPattern(pattern).reaches(text))).toBe(reached);
});
