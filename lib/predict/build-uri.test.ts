import { expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { buildUri } from './build-uri.ts';

const text =
  'Encountered error when trying to create uri from endpoint in ml connector. Please update the endpoint in connection configuration: ';
const noHost = 'Invalid URI. Please check if the endpoint is valid from connector.';

test.each([
  ['https://a.example', { scheme: 'https', host: 'a.example', port: undefined, path: '', query: '' }],
  ['HTTP://A.Example:80/X?y=1', { scheme: 'http', host: 'A.Example', port: 80, path: '/X', query: '?y=1' }],
  ['http://[::1]:9/x', { scheme: 'http', host: '[::1]', port: 9, path: '/x', query: '' }],
  ['https://a.example?x', { scheme: 'https', host: 'a.example', port: undefined, path: '', query: '?x' }],
  [
    'https://a.example/a//b/%2F/c:d?e=f/g?h',
    { scheme: 'https', host: 'a.example', port: undefined, path: '/a//b/%2F/c:d', query: '?e=f/g?h' },
  ],
  ['https://a.example/...', { scheme: 'https', host: 'a.example', port: undefined, path: '/...', query: '' }],
  ['https://xn--pi-uia.example/', { scheme: 'https', host: 'xn--pi-uia.example', port: undefined, path: '/', query: '' }],
])('%s is taken apart as it is written', (url, expected) => {
  expect(buildUri(url)).toEqual(expected);
});

/** What caused the failure, outermost first. */
function causes(url: string): { type: string; message: string }[] {
  try {
    buildUri(url);
  } catch (thrown) {
    const found = [];
    for (let error: unknown = thrown; isStudioError(error); error = error.cause) found.push({ type: error.type, message: error.message });
    return found;
  }
  throw new Error(`${url} was taken.`);
}

test.each([
  ['https://a.example/a b', 'Illegal character in path at index 19: https://a.example/a b'],
  ['https://a.example/${parameters.model}', 'Illegal character in path at index 19: https://a.example/${parameters.model}'],
  ['https://a.example/x?y={z}', 'Illegal character in query at index 22: https://a.example/x?y={z}'],
  ['http://a b/', 'Illegal character in authority at index 8: http://a b/'],
  ['no scheme', 'Illegal character in path at index 2: no scheme'],
  ['https://a.example/%', 'Malformed escape pair at index 18: https://a.example/%'],
  ['https://a.example/?x=%zz', 'Malformed escape pair at index 21: https://a.example/?x=%zz'],
  ['https://\u00e4pi.example/', 'Illegal character in authority at index 8: https://\u00e4pi.example/'],
])('%j says in the words of Java what stands where it may not', (url, reason) => {
  expect(causes(url)).toEqual([
    { type: 'illegal_argument_exception', message: text },
    { type: 'illegal_argument_exception', message: reason },
    { type: 'u_r_i_syntax_exception', message: reason },
  ]);
});

test.each([
  'invalid-endpoint',
  'http:///x',
  'https:/a.example/x',
  '//a.example/x',
  'https://a_b.example/',
  'https://a.example./',
  'https://.a.example/',
  'https://a..example/',
  'https://a.example:/',
  'https://a.example:x/',
  'https://a.example:65536/',
  'https://user@a.example/',
  'https://@a.example/',
  'https://a%2eexample/',
  'https://a.example#x',
  'https://a.example/#',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::1/',
  'http://::1/',
  'http://[::1%25eth0]/',
  'https://a.example/../x',
  'https://a.example/x/.',
  'https://a.example/%2e%2e/x',
  'https://a.example/%252e%252e/x',
  'https://a.example/%25252e%25252e/x',
  'https://a.example/x%5c..%5cy',
  'https://a.example/%0a',
  'https://a.example/?x=%0d%0a',
  'https://a.example/?x=%2500',
  `https://a.example/${'x'.repeat(4096)}`,
])('%s has no form', (url) => {
  expect(causes(url)).toEqual([
    { type: 'illegal_argument_exception', message: text },
    { type: 'illegal_argument_exception', message: noHost },
  ]);
});

test('4,096 characters are an address still', () => {
  const url = `https://a.example/${'x'.repeat(4096 - 18)}`;
  expect(url).toHaveLength(4096);
  expect(buildUri(url).path).toHaveLength(4096 - 17);
});
