import { expect, test } from 'vitest';
import { assertNotForged, assertOwnHost, isOwnHost, type Origins } from './origin.ts';

function request(headers: Record<string, string>, method = 'POST') {
  const full = new Headers({ host: '127.0.0.1:3000', 'content-type': 'application/json', 'osd-xsrf': 'true', ...headers });
  return { method, url: 'http://127.0.0.1:3000/', signal: new AbortController().signal, body: null, headers: full };
}
const statusOf = (work: () => void) => {
  try {
    work();
    return 200;
  } catch (thrown) {
    return (thrown as { status: number }).status;
  }
};
const forged = (
  headers: Record<string, string>,
  { origins, method, byCookie = true }: { origins?: Origins; method?: string; byCookie?: boolean } = {},
) => statusOf(() => assertNotForged(request(headers, method), { byCookie, origins }));

test.each([
  ['localhost:3000', undefined, true],
  ['LOCALHOST', undefined, true],
  ['127.0.0.1:9', undefined, true],
  ['[::1]:3000', undefined, true],
  ['127.0.0.2:3000', undefined, false],
  ['localhost.evil.example:3000', undefined, false],
  ['localhost:3000.evil.example', undefined, false],
  ['evil.example', undefined, false],
  [null, undefined, false],
  ['studio.example', ['https://studio.example'], true],
  ['Studio.Example:443', ['https://studio.example'], true],
  ['studio.example:8443', ['https://studio.example'], false],
  ['localhost:3000', ['https://studio.example'], false],
  ['10.0.0.5:3000', ['https://studio.example', 'http://10.0.0.5:3000'], true],
  ['10.0.0.5:80', ['http://10.0.0.5'], true],
])('W-08 the host %j with origins %j is ours: %j', (host, origins, isOurs) => {
  expect(isOwnHost(host, origins)).toBe(isOurs);
  expect(statusOf(() => assertOwnHost(host, origins))).toBe(isOurs ? 200 : 421);
});

test('a page of ours may change things', () => {
  expect(forged({ 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' })).toBe(200);
  expect(forged({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(forged({ origin: 'http://127.0.0.1:3000' })).toBe(200);
});

test('F-01 a form of another site is refused', () => {
  expect(forged({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'content-type': 'text/plain' })).toBe(403);
  expect(forged({ 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' })).toBe(403);
  expect(forged({ 'sec-fetch-site': 'same-origin', 'content-type': 'application/json-patch' })).toBe(403);
});

test('F-02 the origin null is refused', () => {
  expect(forged({ origin: 'null' })).toBe(403);
  expect(forged({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(403);
});

test('F-03 a sibling site is refused', () => {
  expect(forged({ 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:3000' })).toBe(403);
});

test('F-04 a cookie without Origin and Sec-Fetch-Site is refused', () => {
  expect(forged({})).toBe(403);
});

test('F-05 the origin is compared with configuration, not with what a proxy or a client says', () => {
  const spoofed = { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
  expect(forged(spoofed)).toBe(403);
  expect(forged({ ...spoofed, host: 'evil.example' })).toBe(403);
  expect(forged({ origin: 'https://studio.example', host: 'studio.example' }, { origins: ['https://studio.example'] })).toBe(200);
  expect(forged({ origin: 'http://studio.example', host: 'studio.example' }, { origins: ['https://studio.example'] })).toBe(403);
});

test('another program on this machine is another origin', () => {
  expect(forged({ origin: 'http://127.0.0.1:4000' })).toBe(403);
});

test('F-07 without the header that only a page of ours can add, nothing changes', () => {
  const bare = request({ 'sec-fetch-site': 'same-origin' });
  bare.headers.delete('osd-xsrf');
  expect(statusOf(() => assertNotForged(bare, { byCookie: true, origins: undefined }))).toBe(403);
});

test('reading needs no proof', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(forged({ 'sec-fetch-site': 'cross-site' }, { method })).toBe(200);
});

test('programs with Basic or a token are exempt, a browser that remembers a Basic password is not', () => {
  expect(forged({ 'content-type': 'application/x-ndjson' }, { byCookie: false })).toBe(200);
  expect(forged({ 'sec-fetch-site': 'none' }, { byCookie: false })).toBe(200);
  expect(forged({ 'sec-fetch-site': 'cross-site' }, { byCookie: false })).toBe(403);
  expect(forged({ 'sec-fetch-site': 'same-site' }, { byCookie: false })).toBe(403);
});
