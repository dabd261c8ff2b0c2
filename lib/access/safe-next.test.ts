import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
  '//e.example',
  '/\\e.example',
  '/\t/e.example',
  '/%09/e.example',
  'https://e.example',
  'javascript:alert(1)',
  '/%2f%2fe.example',
  '/..//e.example',
  '/%5ce.example',
  '/.//e.example',
  '/\n/e.example',
  '/connectors/\u202egnp.exe',
  'connectors',
  '?next=/x',
  '',
  null,
  undefined,
])('A-10: %j leads home instead', (next) => {
  expect(safeNext(next)).toBe('/');
});

test.each([
  '/',
  '/connectors',
  '/connectors?state=blocked&page=2',
  '/connectors/Ab_9-x?tab=try#payload',
  '/playground?next=//e.example',
  '/connectors/a%2Fb',
])('A-10: %j is a page of ours', (next) => {
  expect(safeNext(next)).toBe(next);
});

test('A-10: dots are resolved before the path is used', () => {
  expect(safeNext('/connectors/../models')).toBe('/models');
});
