import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aConnector } from './a-connector.ts';
import { type ServedStudio, serveStudio } from './served-studio.ts';

// I-08: what may be searched is bounded by what it costs. A search that would hold up the server fails here by the limit of its test.
let studio: ServedStudio;

beforeAll(async () => {
  studio = await serveStudio();
  const words = Array.from({ length: 200 }, (_, at) => `word${at}`).join(' ');
  for (let at = 0; at < 60; at++) {
    await studio.call('POST', '/_plugins/_ml/connectors/_create', aConnector({ name: `Connector ${at}`, description: words }));
  }
});
afterAll(() => studio[Symbol.asyncDispose]());

const search = async (body: unknown) => {
  const { status, body: answer } = await studio.call('POST', '/_plugins/_ml/connectors/_search', body);
  return { status, reason: answer.error?.root_cause[0].reason, hits: answer.hits?.hits };
};
const times = <Value>(count: number, make: (at: number) => Value) => Array.from({ length: count }, (_, at) => make(at));
const nested = (depth: number, leaf: unknown): unknown => (depth === 0 ? leaf : { bool: { should: [nested(depth - 1, leaf)] } });
const matches = times(1_000, () => ({ match: { name: 'connector' } }));

const tooMany = 'failed to create query: maxClauseCount is set to 1024';
const tooLong = (kind: string, length: number, query: string) =>
  `failed to create query: The length of ${kind} [${length}] used in the ${query} Query request has exceeded the allowed maximum of [1000]. This maximum can be set by changing the [index.max_regex_length] index level setting.`;

test.each([
  ['a text of many words', { match: { name: 'a '.repeat(200_000) } }, tooMany],
  [
    'a text of many words in fields that are named again',
    { multi_match: { query: 'a '.repeat(2_000), fields: times(1_000, () => 'name') } },
    tooMany,
  ],
  [
    'many words in many fields',
    { query_string: { query: 'a '.repeat(2_000), fields: times(1_000, (at) => `parameters.p${at}`) } },
    tooMany,
  ],
  ['many ranges in one text', { query_string: { query: '[a TO b] '.repeat(3_000) } }, tooMany],
  ['a text of operators', { simple_query_string: { query: '+'.repeat(100_000) + 'a '.repeat(2_000) } }, tooMany],
  ['more clauses than OpenSearch takes', { bool: { should: times(1_000, () => ({ match: { name: 'a b c' } })) } }, tooMany],
  ['clauses that repeat each other', nested(17, { bool: { should: matches } }), 'The query has too many clauses inside each other'],
  ['a long regular expression', { regexp: { name: '(a|b|c)'.repeat(300) } }, tooLong('regex', 2_100, 'Regexp')],
  ['a long wildcard', { wildcard: { name: '*a'.repeat(600) } }, tooLong('wildcard', 1_200, 'Wildcard')],
  ['a long wildcard in a text', { query_string: { query: '*a'.repeat(600) } }, tooLong('wildcard', 1_200, 'Wildcard')],
])('I-08 a search is refused for %s', async (_why, query, reason) => {
  expect(await search({ query })).toEqual({ status: 400, reason });
});

test.each([
  ['the same field a thousand times', { query: { multi_match: { query: 'connector', fields: times(1_000, () => '*') } } }, 10],
  [
    'a thousand values in each of fifty clauses',
    { query: { bool: { should: times(50, () => ({ terms: { protocol: times(1_000, String) } })) } } },
    0,
  ],
  ['hundreds of clauses', { query: { bool: { must: matches.slice(0, 300) } } }, 10],
  ['a thousand patterns over what is shown', { _source: times(1_000, (at) => `*a*b*${at}`) }, 10],
  ['a pattern without end over what is shown', { _source: ['*a'.repeat(300_000)] }, 10],
  [
    'a thousand patterns of fields to mark',
    {
      query: { match: { name: 'connector' } },
      highlight: { fields: Object.fromEntries(times(1_000, (at) => [`n${'*'.repeat(at)}`, {}])) },
    },
    10,
  ],
  ['every field a thousand times over', { fields: times(1_000, () => '*') }, 10],
  [
    'a value longer than any that is stored',
    { query: { multi_match: { query: 'a'.repeat(600_000), fields: times(900, (at) => `parameters.p${at}`) } } },
    0,
  ],
])('I-08 a search is answered with %s', async (_what, body, found) => {
  const { status, reason, hits } = await search(body);
  expect({ status, reason, found: hits?.length }).toEqual({ status: 200, reason: undefined, found });
});

test.each([
  ['sorted by', { sort: times(33, () => 'created_time') }, 'A search is sorted by at most 32 values'],
  [
    'counted by',
    { aggs: Object.fromEntries(times(101, (at) => [`a${at}`, { terms: { field: 'protocol' } }])) },
    'A search has at most 100 aggregations',
  ],
])('I-08 a search is not %s without end', async (_what, body, reason) => {
  expect(await search(body)).toEqual({ status: 400, reason });
});

test('I-08 a search that takes too long is ended, and the next one is answered', async () => {
  let clock = 0;
  const late = vi.spyOn(performance, 'now').mockImplementation(() => {
    clock += 500; // milliseconds
    return clock;
  });
  expect(await search({ query: { regexp: { description: '[a-z]*x' } } })).toEqual({
    status: 408,
    reason: 'The search took longer than 2 s. Ask for fewer or simpler clauses.',
  });
  late.mockRestore();
  expect((await search({ query: { regexp: { description: 'word[0-9]' } } })).hits).toHaveLength(10);
});
