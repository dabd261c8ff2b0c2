import { expect, test } from 'vitest';
import { JsonNumber } from '#lib/json/json.ts';
import { type Writable, writeJson } from '#lib/json/write-json.ts';
import { filterPath } from './filter-path.ts';

const connector = {
  name: 'Edge',
  version: '1',
  parameters: { model: 'm' },
  actions: [{ method: 'POST', url: 'u', headers: { a: 'b' } }, { method: 'GET' }],
  empty: {},
};
const filtered = (filter: string, value: unknown = connector) => writeJson(filterPath(value, filter) as Writable);

test.each([
  ['name', '{"name":"Edge"}'],
  [' name , version ', '{"name":"Edge","version":"1"}'],
  ['version,name', '{"name":"Edge","version":"1"}'],
  ['actions.headers', '{"actions":[{"headers":{"a":"b"}}]}'],
  ['actions.method', '{"actions":[{"method":"POST"},{"method":"GET"}]}'],
  ['act*.u*', '{"actions":[{"url":"u"}]}'],
  ['*s.*', '{"parameters":{"model":"m"},"actions":[{"method":"POST","url":"u","headers":{"a":"b"}},{"method":"GET"}]}'],
  ['**.a', '{"actions":[{"headers":{"a":"b"}}]}'],
  ['**.name', '{}'],
  ['empty', '{"empty":{}}'],
  ['empty.x', '{}'],
  ['name.x', '{}'],
  ['nothing', '{}'],
  ['-actions,-parameters,-empty', '{"name":"Edge","version":"1"}'],
  ['actions,-actions.headers', '{"actions":[{"method":"POST","url":"u"},{"method":"GET"}]}'],
  ['-actions.*', '{"name":"Edge","version":"1","parameters":{"model":"m"},"empty":{}}'],
  ['-**.a,actions', '{"actions":[{"method":"POST","url":"u"},{"method":"GET"}]}'],
])('%s leaves %s', (filter, left) => expect(filtered(filter)).toBe(left));

test('an empty filter leaves the answer as it is', () => {
  expect(filterPath(connector, '')).toBe(connector);
  expect(filterPath(connector, ' , ')).toBe(connector);
});

test('splits at every dot, so a flat key with dots is never met, unless the dots are escaped', () => {
  const flat = { persistent: { 'a.b': '1' } };
  expect(filtered('*.a.b', flat)).toBe('{}');
  expect(filtered('persistent.a\\.b', flat)).toBe('{"persistent":{"a.b":"1"}}');
  expect(filtered('persistent', flat)).toBe('{"persistent":{"a.b":"1"}}');
});

test('keeps numbers as they were written, in Maps and plain objects alike', () => {
  const value = new Map<string, unknown>([
    ['n', new JsonNumber('1.0')],
    ['list', [new Map([['x', new JsonNumber('1e3')]]), 7]],
  ]);
  expect(filtered('n', value)).toBe('{"n":1.0}');
  expect(filtered('list.x', value)).toBe('{"list":[{"x":1e3}]}');
  expect(filtered('-n', value)).toBe('{"list":[{"x":1e3},7]}');
});

test('a name that JavaScript treats specially is a name like any other', () => {
  const value = JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}');
  expect(filtered('__proto__', value)).toBe('{"__proto__":{"isAdmin":true}}');
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test('a filter full of stars is judged in time', () => {
  expect(filtered('*a'.repeat(2_000), { ['a'.repeat(4_000)]: 1 })).toBe(`{"${'a'.repeat(4_000)}":1}`);
});

test('a path of many stars over an answer that nests deep costs no more than the one times the other', () => {
  let deep: unknown = { x: 1 };
  for (let depth = 0; depth < 60; depth++) deep = { a: deep };
  const stars = '**.'.repeat(50);
  expect(filtered(`${stars}x`, deep)).toBe(JSON.stringify(deep));
  expect(filtered(`${stars}y`, deep)).toBe('{}');
  expect(filtered(`-${stars}y`, deep)).toBe(JSON.stringify(deep));
});
