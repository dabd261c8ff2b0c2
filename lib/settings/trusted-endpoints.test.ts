import { expect, test } from 'vitest';
import { suggestPattern } from './suggest-pattern.ts';
import { admits, assertTrusted, isHostAgnostic, isTrusted, pinsHost, stopsAt } from './trusted-endpoints.ts';

const aws = '^https://bedrock-runtime\\..*[a-z0-9-]\\.amazonaws\\.com/.*$';
const azure = '^https://.*\\.openai\\.azure\\.com/.*$';
const openai = '^https://api\\.openai\\.com/.*$';

test('a URL is trusted when one pattern matches all of it', () => {
  expect(isTrusted('https://api.openai.com/v1', [aws, openai])).toBe(true);
  expect(isTrusted('https://evil.example/?https://api.openai.com/', [openai])).toBe(false);
  expect(isTrusted('https://api.openai.com/v1', [])).toBe(false);
});

test('the three failures of the trust check have texts of their own', () => {
  expect(() => assertTrusted('https://a.com/', [])).toThrow(
    'Trusted connector endpoints regex is not configured. Please set plugins.ml_commons.trusted_connector_endpoints_regex.',
  );
  expect(() => assertTrusted(null, [openai])).toThrow('Resolved connector URL is null');
  expect(() => assertTrusted('https://a.com/', [openai])).toThrow(
    expect.objectContaining({
      status: 400,
      type: 'illegal_argument_exception',
      message: 'Connector URL is not matching the trusted connector endpoint regex',
    }),
  );
});

test.each([
  ['^https?://.*$', true],
  ['.*', true],
  ['^https://[^/]+/v1/embeddings$', true],
  ['^http://[a-z.-]+/.*$', true],
  [openai, false],
  [azure, false],
  [aws, false],
])('%s takes any host: %s', (pattern, expected) => {
  expect(isHostAgnostic(pattern)).toBe(expected);
});

test('a pattern that takes any host under http says nothing about https', () => {
  expect(isHostAgnostic('^http://.*$', 'http')).toBe(true);
  expect(isHostAgnostic('^http://.*$', 'https')).toBe(false);
});

test.each([
  [openai, 'https://api.openai.com/v1', true],
  [aws, 'https://bedrock-runtime.us-east-1.amazonaws.com/model/m/invoke', true],
  [aws, 'https://bedrock-runtime.evil.example/x.amazonaws.com/', false],
  [aws, 'https://bedrock-runtime.evil.example:8443/x.amazonaws.com/', false],
  [azure, 'https://my.openai.azure.com/openai', true],
  [azure, 'https://evil.example/x.openai.azure.com/y', false],
  [azure, 'https://8.8.8.8/x.openai.azure.com/y', false],
  [azure, 'https://[2606:4700::1]/x.openai.azure.com/y', false],
  ['^http://localhost:[0-9]+/.*$', 'http://localhost:80/x', true],
])('%s fixes the host of %s: %s', (pattern, url, expected) => {
  expect(isTrusted(url, [pattern])).toBe(true);
  expect(pinsHost(pattern, url)).toBe(expected);
  expect(admits(pattern, url)).toBe(expected);
});

test('a pattern that takes any host on purpose admits every URL that it matches', () => {
  expect(admits('^https?://.*$', 'https://evil.example/x')).toBe(true);
});

test('the pattern that reaches furthest is named, with the place where it stops', () => {
  const patterns = ['^https://runtime\\.sagemaker\\..*$', openai, '^https://api\\.cohere\\.com/.*$'];
  const url = 'https://api.cohere.ai/v1/embed';
  const stop = stopsAt(url, patterns);
  expect(stop).toEqual({ pattern: 2, length: 'https://api.cohere.'.length });
});

test('no pattern is named when none gets beyond the scheme', () => {
  expect(stopsAt('https://zzz.example/', [openai])).toBeUndefined();
  expect(stopsAt('nothing like it', [openai])).toBeUndefined();
});

test.each([
  ['api.cohere.ai', '^https://api\\.cohere\\.ai/.*$', 'https://api.cohere.ai/v1/embed'],
  ['localhost:11434', '^https://localhost:11434/.*$', 'https://localhost:11434/api'],
  ['https://api.cohere.ai/v1/embed', '^https://api\\.cohere\\.ai/.*$', 'https://api.cohere.ai/v1/embed'],
  ['http://10.0.0.5:8080/v1', '^http://10\\.0\\.0\\.5:8080/.*$', 'http://10.0.0.5:8080/v1'],
  [
    'https://textract.us-east-1.amazonaws.com',
    '^https://textract\\.us-east-1\\.amazonaws\\.com$',
    'https://textract.us-east-1.amazonaws.com',
  ],
  ['https://a.example?x=1', '^https://a\\.example\\?.*$', 'https://a.example?x=1'],
  ['http://[2606:4700::1]/v1', '^http://\\[2606:4700::1\\]/.*$', 'http://[2606:4700::1]/v1'],
])('%s suggests %s', (address, pattern, url) => {
  expect(suggestPattern(address)).toBe(pattern);
  expect(admits(pattern, url)).toBe(true);
  expect(isHostAgnostic(pattern)).toBe(false);
});

test.each(['', 'https://', 'ftp://a.example/', 'https://${parameters.endpoint}/v1', 'https://user@a.example/', 'a b', 'https://a..b/'])(
  '%j suggests nothing',
  (address) => {
    expect(suggestPattern(address)).toBeUndefined();
  },
);
