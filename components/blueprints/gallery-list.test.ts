import { expect, test } from 'vitest';
import type { BlueprintRow } from '#lib/blueprints/blueprint-row.ts';
import { filtersOf, sortRows, valueLabel } from './gallery-list.ts';

// as: only what the order looks at
const row = (title: string, provider: string, used: number) => ({ title, provider, used }) as BlueprintRow;
const rows = [row('Rerank', 'cohere', 0), row('chat', 'openai', 2), row('Embed', 'cohere', 2)];
const titles = (sort: string, dir: 'asc' | 'desc') => sortRows(rows, sort, dir).map(({ title }) => title);

test('the gallery is ordered by use, title or provider, and rows that are alike keep their places', () => {
  expect(titles('used', 'desc')).toEqual(['chat', 'Embed', 'Rerank']);
  expect(titles('title', 'asc')).toEqual(['chat', 'Embed', 'Rerank']);
  expect(titles('provider', 'asc')).toEqual(['Rerank', 'Embed', 'chat']);
  expect(titles('provider', 'desc')).toEqual(['chat', 'Rerank', 'Embed']);
});

test('an order that nobody knows is the order by use', () => {
  expect(titles('constructor', 'desc')).toEqual(['chat', 'Embed', 'Rerank']);
});

test('values of filters are written as people say them, and unknown ones as they are', () => {
  expect(valueLabel('provider', 'cohere')).toBe('Cohere');
  expect(valueLabel('auth', 'aws_keys')).toBe('AWS keys');
  expect(valueLabel('provider', 'constructor')).toBe('constructor');
});

test('every filter is there before its values are known', () => {
  expect(filtersOf(undefined).map(({ label }) => label)).toEqual(['Provider', 'Task', 'Protocol', 'Authentication', 'Origin']);
});
