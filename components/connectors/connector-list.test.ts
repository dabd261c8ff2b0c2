import { expect, test } from 'vitest';
import { readListState } from '#components/ui/list-state.ts';
import { listDefaults, listQueryOf } from './connector-list.ts';

const inBrowser = (search: string) => {
  const { q, filters, ...rest } = readListState(new URLSearchParams(search), listDefaults);
  return { q, ...rest, ...filters };
};

test('the first page that the server renders is the one that the browser would ask for', () => {
  for (const search of ['', 'q=a%20b&page=3&size=50&dir=asc&sort=name', 'size=7&page=-1&dir=up', 'state=ready,blocked&provider=cohere']) {
    expect(listQueryOf(Object.fromEntries(new URLSearchParams(search))), search).toEqual(inBrowser(search));
  }
});

test('a name that stands in the address twice counts once', () => {
  expect(listQueryOf({ q: ['a', 'b'] }).q).toBe('a');
});
