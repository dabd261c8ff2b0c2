import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readJson } from '#lib/json/read-json.ts';
import { connectorIndex, modelGroupIndex, modelIndex, taskIndex } from '#lib/search/indices.ts';
import { readSearch } from '#lib/search/read-search.ts';
import { type FreshStore, freshStore } from '../../test/fresh-store.ts';
import { indexedColumns } from './search-cost.ts';
import { searchStore } from './search-store.ts';

type Body = Record<string, unknown>;
type Stored = {
  id: string;
  name: string;
  description: string;
  protocol: string;
  version: string;
  created_time: number;
  parameters: { tier: string };
};

const count = 7_000; // more than any way of reading takes for few
let store: FreshStore;
let search: ReturnType<typeof searchStore>;
const stored: Stored[] = [];

beforeAll(() => {
  store = freshStore();
  search = searchStore(store.reads, () => new Promise(setImmediate));
  const writer = new Database(store.file);
  const insert = writer.prepare(
    `INSERT INTO connector (id, seq_no, definition, name, description, protocol, host, provider, created_time, updated_time)
     VALUES (@id, @at, @definition, @name, @description, @protocol, 'h', 'p', @created_time, @created_time)`,
  );
  writer.transaction(() => {
    for (let at = 0; at < count; at++) {
      const id = `id${(at * 7919) % count}`;
      const one = {
        name: `${at < count / 2 ? 'late' : 'early'} number ${(at * 31) % count}`,
        description: at % 3 === 0 ? 'third of all' : 'others',
        protocol: at % 7 === 0 ? 'aws_sigv4' : 'http',
        version: String(at % 5),
        created_time: 1_000_000 - at,
        parameters: { tier: at % 2 === 0 ? 'gold' : 'silver' },
      };
      insert.run({ id, at, definition: JSON.stringify(one), ...one, parameters: null });
      stored.push({ id, ...one });
    }
    writer.prepare("INSERT INTO sequence VALUES ('connector', ?)").run(count);
  })();
  writer.close();
});
afterAll(() => store[Symbol.asyncDispose]());

const ask = (body: Body) =>
  search.search(connectorIndex, readSearch(readJson(JSON.stringify(body)), { index: connectorIndex, now: 0 }), undefined);

/** What a plain reading of the same would give. */
function plainly(fits: (one: Stored) => boolean, by: (one: Stored) => string | number, order: 'asc' | 'desc') {
  const found = stored.filter(fits);
  const sign = order === 'asc' ? 1 : -1;
  const sorted = found
    .map((one, at) => ({ one, at }))
    .toSorted((a, b) => sign * (by(a.one) < by(b.one) ? -1 : by(a.one) > by(b.one) ? 1 : 0) || a.at - b.at);
  return { total: found.length, ids: sorted.map(({ one }) => one.id) };
}

type Case = [what: string, query: Body, fits: (one: Stored) => boolean];
const cases: Case[] = [
  ['everything', { match_all: {} }, () => true],
  ['many by a column', { term: { protocol: 'http' } }, ({ protocol }) => protocol === 'http'],
  ['few by a column', { term: { protocol: 'aws_sigv4' } }, ({ protocol }) => protocol === 'aws_sigv4'],
  [
    'a range of times',
    { range: { created_time: { gt: 994_000, lte: 999_000 } } },
    ({ created_time }) => created_time > 994_000 && created_time <= 999_000,
  ],
  ['a word of all', { match: { name: 'number' } }, () => true],
  ['a word that the order meets late', { match: { name: 'late' } }, ({ name }) => name.startsWith('late')],
  ['a word of a third', { match: { description: 'third' } }, ({ description }) => description.startsWith('third')],
  [
    'a word and a column',
    { bool: { must: [{ match: { description: 'others' } }], filter: [{ term: { protocol: 'http' } }] } },
    ({ description, protocol }) => description === 'others' && protocol === 'http',
  ],
  [
    'one of two',
    { bool: { should: [{ match: { name: 'early' } }, { term: { version: '3' } }] } },
    ({ name, version }) => name.startsWith('early') || version === '3',
  ],
  ['all but a word', { bool: { must_not: [{ match: { name: 'early' } }] } }, ({ name }) => !name.startsWith('early')],
  ['a parameter', { term: { 'parameters.tier': 'gold' } }, ({ parameters }) => parameters.tier === 'gold'],
  ['a prefix of a column', { prefix: { 'name.keyword': 'early number 12' } }, ({ name }) => name.startsWith('early number 12')],
  ['a pattern', { wildcard: { 'name.keyword': '*number ?1' } }, ({ name }) => /number .1$/.test(name)],
];

type Order = [field: string, by: (one: Stored) => string | number];
const orders: Order[] = [
  ['name.keyword', ({ name }) => name],
  ['created_time', ({ created_time }) => created_time],
  ['protocol', ({ protocol }) => protocol],
  ['version', ({ version }) => version],
];

describe.each(cases)('%s', (_what, query, fits) => {
  test.each(orders)('comes in the same order by %s whichever way it is read', async (field, by) => {
    for (const order of ['asc', 'desc'] as const) {
      const expected = plainly(fits, by, order);
      for (const from of [0, 130, 2_500]) {
        const { total, hits } = await ask({ query, sort: [{ [field]: order }], from, size: 25 });
        expect(hits.map(({ id }) => id)).toEqual(expected.ids.slice(from, from + 25));
        expect(total).toBe(expected.total);
      }
    }
  });

  test('goes on behind the last hit of a page', async () => {
    const sort = [{ created_time: 'asc' }];
    const first = await ask({ query, sort, size: 40 });
    const next = await ask({ query, sort, size: 40, search_after: first.hits.at(-1)?.sort });
    const expected = plainly(fits, ({ created_time }) => created_time, 'asc');
    expect(next.hits.map(({ id }) => id)).toEqual(expected.ids.slice(40, 80));
  });
});

test('the best score is the best of all, not of a part or a page', async () => {
  const { hits, maxScore, total } = await ask({ query: { match: { name: 'late 77' } }, size: 5 });
  expect(total).toBe(count / 2 + 1);
  expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).toSorted((a, b) => Number(b) - Number(a)));
  expect(maxScore).toBe(hits[0]?.score);
  expect(stored.find(({ id }) => id === hits[0]?.id)?.name).toMatch(/ 77$/);
});

test('counting ends where the request says', async () => {
  expect((await ask({ query: { term: { protocol: 'http' } }, track_total_hits: 100, size: 0 })).total).toBeGreaterThan(100);
  expect((await ask({ query: { term: { protocol: 'http' } }, track_total_hits: true, size: 0 })).total).toBe(6_000);
});

test('columns that count as indexed have an index that begins with them', () => {
  for (const { kind } of [connectorIndex, modelIndex, modelGroupIndex, taskIndex]) {
    const names = store.reads.prepare('SELECT name FROM pragma_index_list(?)').pluck().all(kind);
    const first = store.reads.prepare('SELECT name FROM pragma_index_info(?) WHERE seqno = 0').pluck();
    expect(names.map((name) => first.get(name))).toEqual(expect.arrayContaining([...(indexedColumns[kind] ?? [])]));
  }
});
