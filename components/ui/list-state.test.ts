import { expect, test } from 'vitest';
import { type ListDefaults, listQueryOf, readListQuery, readListState, writeListState } from './list-state.ts';

const defaults: ListDefaults = { sort: 'updated', dir: 'desc', filters: ['provider', 'state'] };
const read = (text: string) => readListState(new URLSearchParams(text), defaults);

test('an empty address is the default list', () => {
  expect(read('')).toEqual({ q: '', sort: 'updated', dir: 'desc', page: 1, size: 20, filters: { provider: [], state: [] } });
});

test('an address that makes no sense is read as the default, never an error', () => {
  expect(read('page=-3&size=7&dir=up&page=0')).toMatchObject({ page: 1, size: 20, dir: 'desc' });
  expect(read('page=1e9&size=100000')).toMatchObject({ page: 1, size: 20 });
});

test('what is written is read back, and defaults leave the address short', () => {
  const state = { ...read(''), q: 'titan', dir: 'asc' as const, page: 3, size: 50, filters: { provider: ['cohere', 'openai'], state: [] } };
  const written = writeListState(new URLSearchParams('open=abc&state=blocked'), state, defaults);
  expect(written.toString()).toBe('open=abc&q=titan&dir=asc&page=3&size=50&provider=cohere%2Copenai');
  expect(readListState(written, defaults)).toEqual(state);
});

test('the first page that the server renders is the one that the browser would ask for', () => {
  for (const text of ['', 'q=a%20b&page=3&size=50&dir=asc&sort=name', 'size=7&page=-1&dir=up', 'state=ready,blocked&provider=cohere']) {
    expect(readListQuery(Object.fromEntries(new URLSearchParams(text)), defaults), text).toEqual(listQueryOf(read(text)));
  }
  expect(readListQuery({ q: ['a', 'b'] }, defaults).q).toBe('a');
});
