import { expect, test } from 'vitest';
import { checkPattern } from './pattern-check.ts';

test.each([
  ['^https://api\\.openai\\.com/.*$', { any_host: false, pins_host: true }],
  ['^https?://.*$', { any_host: true, pins_host: false }],
  ['^https://runtime\\.sagemaker\\..*[a-z0-9-]\\.amazonaws\\.com/.*$', { any_host: false, pins_host: false }],
  ['^https://textract\\..*[a-z0-9-]\\.amazonaws\\.com$', { any_host: false, pins_host: false }],
  ['^https://rekognition(-fips)?\\..*[a-z0-9-]\\.amazonaws\\.com$', { any_host: false, pins_host: false }],
  ['^https://.*\\.openai\\.azure\\.com/.*$', { any_host: false, pins_host: false }],
  ['^https://(.*|x)\\.openai\\.azure\\.com/.*$', { any_host: false, pins_host: false }],
  ['^https://(?:.*a){1}\\.openai\\.azure\\.com/.*$', { any_host: false, pins_host: false }],
  ['^https://[^.]*\\.example\\.com/.*$', { any_host: false, pins_host: false }],
  ['^https://[a-z0-9-]{1,63}\\.openai\\.azure\\.com/.*$', { any_host: false, pins_host: true }],
  ['^https://[^/?#]*\\.openai\\.azure\\.com/.*$', { any_host: false, pins_host: true }],
  ['^https://a\\.example(:[0-9]{1,5})?/.*$', { any_host: false, pins_host: true }],
  ['^https://a\\.example/.*$|^https://.*\\.b\\.example/.*$', { any_host: false, pins_host: false }],
])('R-06 %s is marked %j', (pattern, expected) => {
  expect(checkPattern(pattern)).toMatchObject({ valid: true, ...expected });
});

const noScheme = 'It can match no address: one begins with http:// or https://, in small letters.';

test('R-06 a pattern that is refused says why and nothing else', () => {
  expect(checkPattern('a++')).toEqual({
    pattern: 'a++',
    valid: false,
    problem: "Java's possessive quantifiers (*+) are not supported here: a++",
    any_host: false,
    pins_host: false,
    notes: [],
  });
});

test.each([
  ['^https://api\\.openai\\.com/.*$', []],
  ['^https://api.openai\\.com/.*$', ['A dot of the host is not escaped, so it stands for any character.']],
  ['https://a\\.example/.*', ['It has no ^ or no $; a match covers the whole address all the same.']],
  ['^https://api\\.openai\\.com$/.*$', ['It can match no address: nothing can stand before ^ or behind $.']],
  ['api\\.openai\\.com/.*', [noScheme, 'It has no ^ or no $; a match covers the whole address all the same.']],
  ['^HTTPS://api\\.openai\\.com/.*$', [noScheme]],
  [' ^https://api\\.openai\\.com/.*$', [noScheme, 'It has no ^ or no $; a match covers the whole address all the same.']],
  ['^http://a\\.example/.*$', ['It takes plain http: what is sent, keys included, can be read on the way.']],
  ['^https?://.*$', ['It takes any host.', 'It takes plain http: what is sent, keys included, can be read on the way.']],
])('R-06 %s has the notes %j', (pattern, notes) => {
  expect(checkPattern(pattern).notes).toEqual(notes);
});

test.each([
  [
    '^https://runtime\\.sagemaker\\..*[a-z0-9-]\\.amazonaws\\.com/.*$',
    '^https://runtime\\.sagemaker\\.[A-Za-z0-9.-]*[a-z0-9-]\\.amazonaws\\.com/.*$',
  ],
  ['^https://textract\\..*[a-z0-9-]\\.amazonaws\\.com$', '^https://textract\\.[A-Za-z0-9.-]*[a-z0-9-]\\.amazonaws\\.com$'],
  ['^https?:\\/\\/.+\\.example\\.com\\/v1\\/.*$', '^https?:\\/\\/[A-Za-z0-9.-]+\\.example\\.com\\/v1\\/.*$'],
  ['^https://(.*|x)\\.openai\\.azure\\.com/.*$', '^https://([A-Za-z0-9.-]*|x)\\.openai\\.azure\\.com/.*$'],
  ['^https://[.*]x.*\\.example/a.*$', '^https://[.*]x[A-Za-z0-9.-]*\\.example/a.*$'],
])('R-06 %s can be pinned', (pattern, pinned) => {
  expect(checkPattern(pattern).pinned).toBe(pinned);
  expect(checkPattern(pinned)).toMatchObject({ valid: true, pins_host: true });
});

test.each([
  '^https?://.*$',
  '^https://api\\.openai\\.com/.*$',
  '^https://[^.]*\\.example\\.com/.*$',
  '^https://a\\.example/.*$|^https://.*\\.b\\.example/.*$',
])('R-06 %s has no pattern to offer in its place', (pattern) => {
  expect(checkPattern(pattern)).not.toHaveProperty('pinned');
});
