import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '#lib/access/caller.ts';
import { aConnector, anAction } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

const root = '/_plugins/_ml/connectors';
let studio: ServedStudio;
const ids = new Map<string, string>();

beforeAll(async () => {
  studio = await serveStudio();
  const bodies = [
    aConnector({ name: 'Alpha search', description: 'first connector for semantic search', parameters: { tier: 'gold', 'a.b': 'dotted' } }),
    aConnector({ name: 'Beta search', description: 'second one, für Übersetzung', version: 2, client_config: { max_connection: 5 } }),
    aConnector({ name: 'delta', description: 'semantic search, last', version: '3', parameters: { tier: 'silver' } }),
    aConnector({
      name: 'Gamma chat',
      description: 'third one',
      protocol: 'aws_sigv4',
      parameters: { service_name: 'bedrock', region: 'us-east-1' },
      credential: { access_key: 'AK', secret_key: 'SK' },
      actions: [anAction({ url: 'https://bedrock-runtime.us-east-1.amazonaws.com/x', headers: {} })],
    }),
  ];
  for (const body of bodies) ids.set(body.name, (await studio.call('POST', `${root}/_create`, body)).body.connector_id);
});
afterAll(() => studio[Symbol.asyncDispose]());

const search = (body: unknown) => studio.call('POST', `${root}/_search`, body);
const names = async (query: unknown): Promise<string[]> => {
  const { status, body, text } = await search({ query, sort: [{ 'name.keyword': 'asc' }], _source: ['name'] });
  if (status !== 200) throw new Error(text);
  return body.hits.hits.map((hit: { _source: { name: string } }) => hit._source.name);
};

describe('clauses', () => {
  test.each([
    [{ term: { 'name.keyword': 'Beta search' } }, ['Beta search']],
    [{ term: { name: 'Beta' } }, []],
    [{ term: { name: 'beta' } }, ['Beta search']],
    [{ term: { 'name.keyword': { value: 'beta SEARCH', case_insensitive: true } } }, ['Beta search']],
    [{ terms: { version: ['2', '3'] } }, ['Beta search', 'delta']],
    [{ match: { description: 'connector last' } }, ['Alpha search', 'delta']],
    [{ match: { description: { query: 'semantic last', operator: 'and' } } }, ['delta']],
    [{ match: { description: { query: 'semantic search last', minimum_should_match: 3 } } }, ['delta']],
    [{ match: { description: 'ÜBERSETZUNG' } }, ['Beta search']],
    [{ match: { description: 'ubersetzung' } }, []],
    [{ match_phrase: { description: 'semantic search' } }, ['Alpha search', 'delta']],
    [{ match_phrase: { description: 'search semantic' } }, []],
    [{ match_phrase_prefix: { description: 'semantic sea' } }, ['Alpha search', 'delta']],
    [{ match_bool_prefix: { name: 'gam' } }, ['Gamma chat']],
    [{ multi_match: { query: 'search', fields: ['name^2', 'description'] } }, ['Alpha search', 'Beta search', 'delta']],
    [{ prefix: { 'name.keyword': 'Al' } }, ['Alpha search']],
    [{ wildcard: { 'name.keyword': '?elta' } }, ['delta']],
    [{ wildcard: { name: 'sea*' } }, ['Alpha search', 'Beta search']],
    [{ regexp: { 'name.keyword': '[AB].* search' } }, ['Alpha search', 'Beta search']],
    [{ exists: { field: 'client_config' } }, ['Beta search']],
    [{ exists: { field: 'owner' } }, []],
    [{ exists: { field: '_id' } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ range: { version: { gte: '2', lt: '3' } } }, ['Beta search']],
    [{ range: { created_time: { gt: 'now-1h', lte: 'now' } } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ term: { 'parameters.tier': 'gold' } }, ['Alpha search']],
    [{ term: { parameters: 'silver' } }, ['delta']],
    [{ term: { 'parameters.a.b': 'dotted' } }, ['Alpha search']],
    [{ term: { 'actions.action_type': 'PREDICT' } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ term: { 'client_config.max_connection': '5' } }, ['Beta search']],
    [{ query_string: { query: 'semantic AND NOT name:delta' } }, ['Alpha search']],
    [{ query_string: { query: 'name.keyword:Alpha*' } }, ['Alpha search']],
    [{ query_string: { query: '*:*' } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ simple_query_string: { query: 'third | last', fields: ['description'] } }, ['Gamma chat', 'delta']],
    [{ dis_max: { queries: [{ term: { version: '2' } }, { term: { version: '3' } }] } }, ['Beta search', 'delta']],
    [{ constant_score: { filter: { term: { protocol: 'aws_sigv4' } } } }, ['Gamma chat']],
    [{ match_none: {} }, []],
    [
      { bool: { must: { match: { name: 'search' } }, must_not: [{ term: { version: '2' } }], should: [{ term: { version: '9' } }] } },
      ['Alpha search'],
    ],
    [{ bool: { should: [{ term: { version: '2' } }, { match: { name: 'search' } }], minimum_should_match: 2 } }, ['Beta search']],
    [{ term: { nothing: 'x' } }, []],
    [{ range: { created_time: { gte: '2020', lte: '2099', format: 'year' } } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ range: { created_time: { lte: '2020-12-31', format: 'yyyy-MM-dd', time_zone: 'Europe/Rome' } } }, []],
    [{ range: { created_time: { gte: 'now/y', lte: 'now/y' } } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ multi_match: { query: 'semantic sea', fields: ['name', 'desc*'], type: 'phrase_prefix' } }, ['Alpha search', 'delta']],
    [{ multi_match: { query: 'third gamma', fields: ['name', 'description'], type: 'most_fields' } }, ['Gamma chat']],
    [{ terms: { protocol: [] } }, []],
    [{ terms: { 'name.keyword': ['delta', 'delta', 'Gamma chat'], boost: 2 } }, ['Gamma chat', 'delta']],
    [{ nested: { path: 'owner', query: { match_all: {} } } }, ['Alpha search', 'Beta search', 'Gamma chat', 'delta']],
    [{ nested: { path: 'nothing', query: { match_all: {} }, ignore_unmapped: true } }, []],
    [{ nested: { path: 'owner', query: { term: { protocol: 'http' } } } }, []],
  ])('%j', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test('ids', async () => {
    expect(await names({ ids: { values: [ids.get('delta'), 'nope'] } })).toEqual(['delta']);
    expect(await names({ term: { _id: ids.get('delta') } })).toEqual(['delta']);
  });

  test('an update is found by its new words only', async () => {
    const id = ids.get('delta');
    await studio.call('PUT', `${root}/${id}`, { description: 'rewritten text' });
    expect(await names({ match: { description: 'last' } })).toEqual([]);
    expect(await names({ match: { description: 'rewritten' } })).toEqual(['delta']);
    await studio.call('PUT', `${root}/${id}`, { description: 'semantic search, last' });
  });

  test('the best match comes first, and only filters score nothing', async () => {
    const { body } = await search({ query: { match: { name: 'alpha search' } } });
    expect(body.hits.hits.map((hit: { _id: string }) => hit._id)).toEqual([ids.get('Alpha search'), ids.get('Beta search')]);
    expect(body.hits.hits[0]._score).toBeGreaterThan(body.hits.hits[1]._score);
    expect(body.hits.max_score).toBe(body.hits.hits[0]._score);
    const filtered = await search({ query: { bool: { filter: { term: { protocol: 'aws_sigv4' } } } } });
    expect(filtered.body.hits).toMatchObject({ max_score: 0, hits: [{ _score: 0 }] });
  });
});

describe('refusals', () => {
  const refusal = async (body: unknown) => {
    const { status, body: answer } = await search(body);
    const { type, reason } = answer.error.root_cause[0];
    return [status, type, reason];
  };
  const shard = (reason: string) => [400, 'query_shard_exception', `failed to create query: ${reason}`];

  test.each([
    [
      { nested: { path: 'parameters', query: { match_all: {} } } },
      shard('[nested] nested object under path [parameters] is not of nested type'),
    ],
    [{ nested: { path: 'nothing', query: { match_all: {} } } }, shard('[nested] failed to find nested object under path [nothing]')],
    [{ nested: { query: { match_all: {} } } }, [400, 'parsing_exception', "[nested] requires 'path' field"]],
    [{ nested: { path: 'owner' } }, [400, 'parsing_exception', "[nested] requires 'query' field"]],
    [
      { nested: { path: 'owner', query: { match_all: {} }, score_mode: 'most' } },
      [400, 'illegal_argument_exception', 'No score mode for child query [most] found'],
    ],
    [
      { nested: { path: 'owner', query: { match_all: {} }, inner_hits: {} } },
      [400, 'parsing_exception', '[nested] query does not support [inner_hits]'],
    ],
    [{ terms: { protocol: { index: 'x' } } }, [400, 'parsing_exception', '[terms] query does not support [protocol]']],
    [{ match: { name: { query: 'a', fuzziness: 1 } } }, [400, 'parsing_exception', '[match] query does not support [fuzziness]']],
    [
      { multi_match: { query: 'a', type: 'worst_fields' } },
      [400, 'parse_exception', 'failed to parse [multi_match] query type [worst_fields]. unknown type.'],
    ],
    [
      { range: { created_time: { gte: 'x', format: 'Q' } } },
      [400, 'illegal_argument_exception', 'Invalid format: [Q]: Unknown pattern letter: Q'],
    ],
    [{ range: { protocol: { gte: 'x', time_zone: '+01:00' } } }, shard('Field [protocol] of type [keyword] does not support time zones')],
    [{ more_like_this: {} }, [400, 'parsing_exception', 'unknown query [more_like_this]']],
    [{ match: { name: { query: {} } } }, [400, 'parsing_exception', "Can't get text on a START_OBJECT at 1:36"]],
  ])('%j', async (query, expected) => {
    expect(await refusal({ query })).toEqual(expected);
  });

  test.each(['collapse', 'suggest', 'rescore', 'script_fields', 'slice', 'pit', 'knn', 'indices_boost'])(
    '%s is refused by name',
    async (name) => {
      expect(await refusal({ [name]: {} })).toEqual([400, 'parsing_exception', `Unknown key for a START_OBJECT in [${name}].`]);
    },
  );

  test.each([
    [{ a: { histogram: {} } }, 'parsing_exception', 'Unknown aggregation type [histogram]'],
    [
      { a: { max: { field: 'protocol' } } },
      'illegal_argument_exception',
      'Field [protocol] of type [keyword] is not supported for aggregation [max]',
    ],
    [
      { a: { terms: { field: 'protocol' }, aggs: {} } },
      'parsing_exception',
      'Aggregation [a] of type [terms] cannot have sub-aggregations here',
    ],
    [
      { a: { terms: { field: 'protocol' }, min: { field: 'x' } } },
      'parsing_exception',
      'Found two aggregation type definitions in [a]: [terms] and [min]',
    ],
    [{ a: { terms: { field: 'protocol', size: 0 } } }, 'illegal_argument_exception', '[size] must be greater than 0. Found [0] in [terms]'],
    [{ a: { filter: { geo: {} } } }, 'parsing_exception', 'unknown query [geo]'],
  ])('the aggregation %j', async (aggs, type, reason) => {
    expect(await refusal({ size: 0, aggs })).toEqual([400, type, reason]);
  });
});

test('aggregations count values, and those below a filter count its rows only', async () => {
  const { body } = await search({
    size: 0,
    aggs: {
      chats: {
        filter: { match: { name: 'chat search' } },
        aggs: { protocols: { terms: { field: 'protocol', order: { _key: 'asc' } } }, first: { min: { field: 'created_time' } } },
      },
      versions: { cardinality: { field: 'version' }, meta: { asked: 1.0 } },
      common: { terms: { field: 'protocol', min_doc_count: 2 } },
      nobody: { filter: { match_none: {} }, aggs: { last: { max: { field: 'created_time' } } } },
      owners: { terms: { field: 'owner.name.keyword' } },
    },
  });
  const bucket = (key: string, doc_count: number) => ({ key, doc_count });
  const counted = { doc_count_error_upper_bound: 0, sum_other_doc_count: 0 };
  const { value } = body.aggregations.chats.first;
  expect(body.aggregations).toEqual({
    chats: {
      doc_count: 3,
      protocols: { ...counted, buckets: [bucket('aws_sigv4', 1), bucket('http', 2)] },
      first: { value: expect.any(Number), value_as_string: new Date(value).toISOString() },
    },
    versions: { meta: { asked: 1 }, value: 3 },
    common: { ...counted, buckets: [bucket('http', 3)] },
    nobody: { doc_count: 0, last: { value: null } },
    owners: { ...counted, buckets: [] },
  });
});

describe('pages', () => {
  test('search_after walks through all, ties and missing values included', async () => {
    const seen: string[] = [];
    let after: unknown[] | undefined;
    for (let page = 0; page < 6; page++) {
      const sort = [{ 'parameters.tier': { order: 'desc' } }, { 'name.keyword': 'asc' }];
      const { body } = await search({ size: 1, sort, ...(after && { search_after: after }) });
      const [hit] = body.hits.hits;
      if (!hit) break;
      seen.push(hit._source.name);
      after = hit.sort;
    }
    expect(seen).toEqual(['delta', 'Alpha search', 'Beta search', 'Gamma chat']);
  });

  test.each([
    [{ size: 1_001 }, '[size] must be less than or equal to [1000], found [1001]'],
    [{ from: -1 }, '[from] parameter cannot be negative, found [-1]'],
    [{ track_total_hits: -2 }, '[track_total_hits] parameter must be positive or equals to -1, got -2'],
    [{ search_after: [1], sort: [] }, 'search_after has 1 value(s) but sort has 0.'],
    [{ search_after: ['x'], from: 1, sort: ['protocol'] }, '`from` parameter must be set to 0 when `search_after` is used.'],
  ])('%j is refused (I-08)', async (body, reason) => {
    const answer = await search(body);
    expect([answer.status, answer.body.error.reason]).toEqual([400, reason]);
  });

  test('what stands beyond the window is a failure of the shard, with its whole body', async () => {
    const { body } = await search({ from: 9_995, size: 10 });
    expect(body.error).toMatchObject({ type: 'search_phase_execution_exception', reason: 'all shards failed', grouped: true });
    expect(body.error.root_cause[0].reason).toMatch(
      /^Result window is too large, from \+ size must be less than or equal to: \[10000\] but was \[10005\]/,
    );
  });

  test('only mapped keywords, numbers and dates can be sorted by (I-09)', async () => {
    const reasons = [];
    for (const field of ['definition', 'name; DROP TABLE connector', 'credential.cohere_key', 'owner_id']) {
      reasons.push((await search({ sort: [field] })).body.error.root_cause[0].reason);
    }
    expect(reasons).toEqual([
      'No mapping found for [definition] in order to sort on',
      'No mapping found for [name; DROP TABLE connector] in order to sort on',
      'No mapping found for [credential.cohere_key] in order to sort on',
      'No mapping found for [owner_id] in order to sort on',
    ]);
    expect((await search({})).body.hits.total.value).toBe(4);
  });
});

describe('what cannot be found', () => {
  test.each([
    { term: { 'credential.cohere_key': 'secret-value-1' } },
    { exists: { field: 'credential' } },
    { exists: { field: 'credential.*' } },
    { wildcard: { credential: '*' } },
    { query_string: { query: 'secret-value-1' } },
    { multi_match: { query: 'secret-value-1', fields: ['*'] } },
  ])('%j finds no credential (C-14)', async (query) => {
    expect(await names(query)).toEqual([]);
  });

  test.each(["' OR 1=1 --", '" OR name:*', 'a" NEAR("b', '%', '_'])('%j is nothing but a text', async (text) => {
    expect(await names({ term: { 'name.keyword': text } })).toEqual([]);
    expect(await names({ match_phrase: { name: text } })).toEqual([]);
    expect(await names({ prefix: { 'name.keyword': text } })).toEqual([]);
    expect(await names({ term: { [`parameters.${text}`]: 'x' } })).toEqual([]);
  });
});

describe('limits (I-08)', () => {
  const nested = (depth: number): unknown => (depth === 0 ? { match_all: {} } : { bool: { must: nested(depth - 1) } });

  test('a query may nest 20 levels', async () => {
    expect((await search({ query: nested(19) })).status).toBe(200);
    expect((await search({ query: nested(20) })).body.error.reason).toBe('The query nests deeper than 20 levels');
  });

  test('a wide query is answered, one of more clauses than OpenSearch takes is refused', async () => {
    const terms = (count: number) => ({ bool: { should: Array.from({ length: count }, (_, at) => ({ term: { version: `${at}` } })) } });
    expect(await names(terms(1_000))).toEqual(['Alpha search', 'Beta search', 'Gamma chat', 'delta']);
    const words = Array.from({ length: 2_000 }, (_, at) => `w${at}`).join(' ');
    const { status, body } = await search({ query: { query_string: { query: words } } });
    expect([status, body.error.root_cause[0].reason]).toEqual([400, 'failed to create query: maxClauseCount is set to 1024']);
  });

  test('an unsupported clause is named with its place', async () => {
    const { body } = await search('{"query":{"geo_distance":{}}}');
    expect(body.error).toMatchObject({ type: 'parsing_exception', reason: 'unknown query [geo_distance]', line: 1, col: 26 });
  });

  test('a pattern that would keep a backtracking engine busy is answered at once', async () => {
    expect(await names({ regexp: { 'name.keyword': '(.*a){20}x' } })).toEqual([]);
    expect(await names({ wildcard: { 'name.keyword': `${'*a'.repeat(499)}*x` } })).toEqual([]);
  });
});

describe('under access control (M-04)', () => {
  const ana: Caller = { id: 'u-ana', username: 'ana', role: 'ml_full_access', backend_roles: ['it'] };
  const bob: Caller = { id: 'u-bob', username: 'bob', role: 'ml_full_access', backend_roles: ['it', 'hr'] };
  const carol: Caller = { id: 'u-carol', username: 'carol', role: 'ml_full_access', backend_roles: [] };

  test('search, list and facets show exactly what may be read', async () => {
    await using own = await serveStudio({ 'plugins.ml_commons.connector_access_control_enabled': true });
    const make = async (as: Caller, name: string, access: Record<string, unknown>) => {
      const { status, text } = await own.call('POST', `${root}/_create`, aConnector({ name, ...access }), { as });
      if (status !== 200) throw new Error(text);
    };
    await make(ana, 'open', { access_mode: 'public' });
    await make(ana, 'mine', { access_mode: 'private' });
    await make(ana, 'shared', { backend_roles: ['it'] });
    await make(carol, 'hers', {});
    const visible = async (as: Caller) => {
      const found = await own.call(
        'POST',
        `${root}/_search`,
        { sort: ['name.keyword'], aggs: { a: { value_count: { field: 'access' } } } },
        { as },
      );
      const listed = await own.call('GET', '/api/studio/connectors?sort=name', undefined, { as });
      const fromSearch = found.body.hits.hits.map((hit: { _source: { name: string } }) => hit._source.name);
      expect(listed.body.items.map((row: { name: string }) => row.name)).toEqual(fromSearch);
      expect(found.body.hits.total.value).toBe(fromSearch.length);
      expect(found.body.aggregations.a.value).toBe(fromSearch.length);
      expect(listed.body.facets.access.reduce((sum: number, facet: { count: number }) => sum + facet.count, 0)).toBe(fromSearch.length);
      return fromSearch;
    };
    expect(await visible(ana)).toEqual(['mine', 'open', 'shared']);
    expect(await visible(bob)).toEqual(['open', 'shared']);
    expect(await visible(carol)).toEqual(['hers', 'open']);
  });
});
