import { expect, test } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';
import { shortenVectors } from './shorten.ts';

test('C-13: secrets are masked wherever they stand in an answer', () => {
  const { value, count } = maskSecrets(
    {
      echo: 'Bearer typed-value',
      list: ['typed-value', 'sk-0123456789abcdefghijklmnop rest'],
      jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl',
      api_key: 'something-long',
      'sk-0123456789abcdefghijklmnop': 1,
      fine: 'a text',
      n: 5,
      none: null,
    },
    ['typed-value', 'abc'],
  );
  expect(value).toEqual({
    echo: 'Bearer ********',
    list: ['********', '******** rest'],
    jwt: '********',
    api_key: '********',
    '********': 1,
    fine: 'a text',
    n: 5,
    none: null,
  });
  expect(count).toBe(6);
});

test('a short value that was typed does not mask texts by chance', () => {
  expect(maskSecrets({ text: 'abc and abcdef' }, ['abc'])).toEqual({ value: { text: 'abc and abcdef' }, count: 0 });
});

const numbers = (length: number) => Array.from({ length }, (_, at) => at);

test('vectors are cut, dense and sparse, and short lists and other lists stay', () => {
  const sparse = Object.fromEntries(numbers(60).map((at) => [`token${at}`, at / 60]));
  const { value, count } = shortenVectors({ dense: [numbers(1536)], sparse, scores: numbers(10), texts: Array(40).fill('x') });
  expect(count).toBe(2);
  expect(value).toEqual({
    dense: [numbers(8)],
    sparse: Object.fromEntries(Object.entries(sparse).slice(0, 8)),
    scores: numbers(10),
    texts: Array(40).fill('x'),
  });
});
