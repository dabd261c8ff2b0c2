import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isStudioError } from '#lib/errors.ts';
import { readJson } from '#lib/json/read-json.ts';
import { connectorIndex, modelGroupIndex, modelIndex, taskIndex } from '#lib/search/indices.ts';
import { runSearch, type SearchPorts } from '#lib/search/run-search.ts';
import { searchStore } from '#lib/store/search-store.ts';
import { type FreshStore, freshStore } from './fresh-store.ts';

// Whatever is searched for gets an answer, or a refusal that says what is wrong with it: never a crash, and soon.
let store: FreshStore;
let ports: SearchPorts;

const definition = {
  name: 'Alpha search',
  description: 'semantic search, first',
  protocol: 'http',
  version: '1',
  backend_roles: ['it', 'hr'],
  parameters: { model: 'm', 'a.b': 'dotted' },
  actions: [{ action_type: 'PREDICT', headers: { a: 'b' } }],
  owner: { name: 'ana', backend_roles: ['it'] },
  created_time: 1_764_000_000_000,
  is_enabled: true,
};

beforeAll(async () => {
  store = freshStore();
  const { prisma } = store;
  const times = { created_time: 1_764_000_000_000n, updated_time: 1_764_000_000_000n };
  for (let at = 0; at < 8; at++) {
    const shared = {
      seq_no: at,
      version: 1,
      name: `${definition.name} ${at}`,
      definition: JSON.stringify({ ...definition, version: at }),
      ...times,
    };
    await prisma.connector.create({ data: { id: `c${at}`, ...shared, protocol: 'http', host: 'h', provider: 'p' } });
    await prisma.model.create({ data: { id: `m${at}`, ...shared, state: 'DEPLOYED', function_name: 'REMOTE' } });
    await prisma.modelGroup.create({ data: { id: `g${at}`, ...shared, latest_version: at } });
    const { name: _name, ...task } = shared;
    await prisma.task.create({ data: { id: `t${at}`, ...task, task_type: 'DEPLOY_MODEL', state: 'COMPLETED' } });
  }
  for (const name of ['connector', 'model', 'model_group', 'task']) await prisma.sequence.create({ data: { name, next: 8 } });
  ports = {
    search: searchStore(store.reads, () => new Promise(setImmediate)),
    now: () => 1_764_000_000_000,
    elapsed: () => performance.now(),
    nodeId: () => 'node',
    indexUuid: () => 'uuid',
  };
});
afterAll(() => store[Symbol.asyncDispose]());

const indices = [connectorIndex, modelIndex, modelGroupIndex, taskIndex];
const fields = [
  ...new Set(indices.flatMap(({ fields: all }) => [...all.keys()])),
  '_id',
  'parameters.model',
  'parameters.*',
  'nothing',
  '*',
  'owner',
  '',
  '__proto__',
];
const clauses =
  'match_all match_none term terms match match_phrase match_phrase_prefix match_bool_prefix multi_match bool range exists ids prefix wildcard regexp query_string simple_query_string constant_score dis_max nested foo'.split(
    ' ',
  );
const options =
  'query value values field fields path must filter should must_not minimum_should_match boost gt gte lt lte from to format time_zone relation operator default_operator default_field type case_insensitive queries score_mode ignore_unmapped _name order missing unmapped_type size min_doc_count meta aggs includes excludes pre_tags'.split(
    ' ',
  );
const members =
  'query post_filter from size sort search_after _source fields docvalue_fields track_total_hits min_score aggs aggregations highlight version timeout explain collapse'.split(
    ' ',
  );
const aggregations = 'terms filter value_count cardinality min max nope'.split(' ');

const texts = fc.oneof(
  fc.constantFrom(
    'alpha',
    'search',
    'Alpha search 1',
    '*a?',
    'a*b*c',
    '[',
    '(a|b)*c',
    'x{1,3}',
    '"',
    '\\',
    'name:alpha AND (x OR -y)',
    '[a TO b]',
    '"a b"~2',
    'now-1d/d',
    '2026-01-01',
    '2026',
    'epoch_second',
    'yyyy-MM-dd',
    '75%',
    '-1',
    'asc',
    'owner',
    'phrase',
    'NaN',
    '1e999',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom(...fields),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const scalar = fc.oneof(texts, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom(0, 1, 2, -1, 10_001, 2 ** 53));
const key = fc.oneof(
  fc.constantFrom(...clauses),
  fc.constantFrom(...options),
  fc.constantFrom(...fields),
  fc.constantFrom(...aggregations),
  fc.string({ maxLength: 5 }),
);

/** Nearly right: a clause has a field with options, a bool has clauses. */
const { clause, anything } = fc.letrec<{ clause: unknown; anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(key, tie('anything'), { maxKeys: 4, noNullPrototype: true }),
    tie('clause'),
  ),
  clause: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(fc.constantFrom(...clauses), fc.constantFrom(...fields), scalar)
      .map(([name, field, value]) => ({ [name]: { [field]: value } })),
    fc
      .tuple(
        fc.constantFrom(...clauses),
        fc.constantFrom(...fields),
        fc.dictionary(fc.constantFrom(...options), scalar, { maxKeys: 4, noNullPrototype: true }),
      )
      .map(([name, field, wishes]) => ({ [name]: { [field]: wishes } })),
    fc
      .tuple(
        fc.constantFrom(...clauses),
        fc.dictionary(fc.constantFrom(...options), tie('anything'), { maxKeys: 4, noNullPrototype: true }),
      )
      .map(([name, wishes]) => ({ [name]: wishes })),
    fc
      .dictionary(fc.constantFrom('must', 'should', 'filter', 'must_not'), fc.array(tie('clause'), { maxLength: 3 }), {
        maxKeys: 3,
        noNullPrototype: true,
      })
      .map((bool) => ({ bool })),
    fc.record({ nested: fc.record({ path: fc.constantFrom('owner', 'parameters', 'x'), query: tie('clause') }) }),
  ),
}));

const aggregation = fc
  .tuple(fc.constantFrom(...aggregations), fc.record({ field: fc.constantFrom(...fields), size: scalar }, { requiredKeys: [] }))
  .map(([type, wish]) => ({ [type]: wish }));
/** Well formed, so that it is carried out: any text where a text belongs. */
const field = fc.constantFrom(...fields.filter((name) => name !== '' && !name.includes('time')));
const { sound } = fc.letrec<{ sound: unknown }>((tie) => ({
  sound: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(
        fc.constantFrom('match', 'match_phrase', 'match_phrase_prefix', 'match_bool_prefix', 'term', 'prefix', 'wildcard'),
        field,
        texts,
      )
      .map(([name, on, text]) => ({ [name]: { [on]: text } })),
    fc.tuple(field, fc.array(texts, { maxLength: 20 })).map(([on, values]) => ({ terms: { [on]: values } })),
    fc.tuple(field, texts, texts).map(([on, gte, lt]) => ({ range: { [on]: { gte, lt } } })),
    fc.tuple(fc.constantFrom('multi_match', 'simple_query_string'), texts).map(([name, query]) => ({ [name]: { query } })),
    field.map((on) => ({ exists: { field: on } })),
    fc
      .record({
        should: fc.array(tie('sound'), { maxLength: 3 }),
        must_not: fc.array(tie('sound'), { maxLength: 2 }),
        must: fc.array(tie('sound'), { maxLength: 2 }),
      })
      .map((bool) => ({ bool })),
    tie('sound').map((query) => ({ nested: { path: 'owner', query, ignore_unmapped: true } })),
    tie('sound').map((filter) => ({ constant_score: { filter } })),
  ),
}));
const soundBody = fc.record(
  {
    query: sound,
    post_filter: sound,
    from: fc.nat({ max: 9 }),
    size: fc.nat({ max: 9 }),
    sort: fc.constantFrom(
      ['_score'],
      ['_doc'],
      [{ 'name.keyword': { order: 'desc', unmapped_type: 'keyword' } }],
      [{ nothing: { unmapped_type: 'long' } }],
    ),
    min_score: fc.double({ min: 0, max: 3, noNaN: true }),
    aggs: sound.map((filter) => ({ a: { filter, aggs: { b: { terms: { field: 'backend_roles.keyword' } } } } })),
    highlight: field.map((on) => ({ fields: { [on]: {} } })),
  },
  { requiredKeys: [] },
);

const body = fc.oneof(
  { arbitrary: soundBody, weight: 3 },
  fc.record(
    {
      query: clause,
      post_filter: clause,
      sort: fc.array(
        fc.oneof(
          fc.constantFrom(...fields, '_score', '_doc'),
          fc
            .tuple(
              fc.constantFrom(...fields),
              fc.oneof(scalar, fc.dictionary(fc.constantFrom(...options), scalar, { maxKeys: 2, noNullPrototype: true })),
            )
            .map(([field, wish]) => ({ [field]: wish })),
        ),
        { maxLength: 3 },
      ),
      search_after: fc.array(scalar, { maxLength: 3 }),
      from: fc.nat({ max: 20 }),
      size: fc.nat({ max: 20 }),
      aggs: fc.dictionary(
        fc.string({ maxLength: 4 }),
        fc.oneof(
          aggregation,
          fc.record({
            filter: clause,
            aggs: fc.dictionary(fc.string({ maxLength: 4 }), aggregation, { maxKeys: 2, noNullPrototype: true }),
          }),
        ),
        { maxKeys: 3, noNullPrototype: true },
      ),
      _source: fc.oneof(
        scalar,
        fc.array(texts, { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('includes', 'excludes'), fc.array(texts, { maxLength: 3 }), { noNullPrototype: true }),
      ),
      track_total_hits: fc.oneof(fc.boolean(), fc.integer()),
      min_score: fc.double(),
    },
    { requiredKeys: [] },
  ),
  fc.dictionary(fc.constantFrom(...members), anything, { maxKeys: 4, noNullPrototype: true }),
  anything,
);

test('any body gets an answer or a refusal, and soon', async () => {
  let [asked, answered] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...indices), body, async (index, wish) => {
      const started = performance.now();
      try {
        asked += 1;
        const answer = await runSearch(index, readJson(JSON.stringify(wish)), ports);
        answered += 1;
        const { total, hits } = answer.hits as { total?: { value: number; relation: string }; hits: unknown[] };
        if (total?.relation === 'eq') expect(hits.length).toBeLessThanOrEqual(total.value);
        expect(total?.value ?? 0).toBeGreaterThanOrEqual(0);
      } catch (thrown) {
        if (!isStudioError(thrown) || thrown.status < 400 || thrown.status >= 500) throw thrown;
      }
      expect(performance.now() - started).toBeLessThan(2_000);
    }),
    { numRuns: 4_000, interruptAfterTimeLimit: 20_000 },
  );
  expect(answered / asked).toBeGreaterThan(0.2); // else nothing is tried but refusals
}, 60_000);
