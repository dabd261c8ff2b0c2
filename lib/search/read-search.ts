import { illegalArgument, StudioError } from '#lib/errors.ts';
import { type JsonNode, placeOf } from '#lib/json/read-json.ts';
import { booleanOf, integerOf } from '#lib/json/value-of.ts';
import { numberOf } from './clause.ts';
import { type Field, fieldOf, fieldsMatching, type Index, rootScope } from './field.ts';
import type { SearchRequest, SourceFilter } from './query.ts';
import { readAggregations } from './read-aggregations.ts';
import { readQuery } from './read-query.ts';
import { readSort } from './read-sort.ts';
import { parsingError, ShardFailure } from './search-error.ts';
import { textOf, textsOf } from './search-text.ts';

const window = 10_000; // from + size
const largestPage = 1_000; // threats.md I-08
const countedByDefault = 10_000;

type Draft = { -readonly [Key in keyof SearchRequest]: SearchRequest[Key] };
type Context = { index: Index; now: number };
type MemberReader = (draft: Draft, node: JsonNode, context: Context) => void;

const inRoot = (context: Context): Context => ({ ...context, index: rootScope(context.index) });

const nothing: MemberReader = () => {};

const members = new Map<string, MemberReader>([
  ['query', (draft, node, context) => (draft.query = readQuery(objectIn('query', node), inRoot(context)))],
  ['post_filter', (draft, node, context) => (draft.postFilter = readQuery(objectIn('post_filter', node), inRoot(context)))],
  ['from', (draft, node) => (draft.from = count('from', node))],
  ['size', (draft, node) => (draft.size = count('size', node))],
  ['sort', (draft, node, context) => (draft.sort = readSort(node, context.index))],
  ['search_after', (draft, node) => (draft.searchAfter = readSearchAfter(node))],
  ['_source', (draft, node) => (draft.source = readSource(node))],
  ['fields', (draft, node, context) => (draft.fields = unique([...draft.fields, ...readFields(node, context.index)]))],
  ['docvalue_fields', (draft, node, context) => (draft.fields = unique([...draft.fields, ...readFields(node, context.index)]))],
  ['track_total_hits', (draft, node) => (draft.trackTotalHits = readTracking(node))],
  ['min_score', (draft, node) => (draft.minScore = numberOf(node, 'search', 'min_score'))],
  ['aggs', (draft, node, context) => (draft.aggregations = readAggregations(node, inRoot(context)))],
  ['aggregations', (draft, node, context) => (draft.aggregations = readAggregations(node, inRoot(context)))],
  ['highlight', (draft, node, context) => (draft.highlight = readHighlight(node, context.index))],
  // ML Commons always asks for the numbers of a hit, whatever the body says; the others change nothing on one small shard.
  ...[
    'version',
    'seq_no_primary_term',
    'timeout',
    'terminate_after',
    'track_scores',
    'explain',
    'profile',
    'stats',
    'batched_reduce_size',
  ].map((name): [string, MemberReader] => [name, nothing]),
]);

/**
 * Reads the body of a search (rest-api.md §2.2). What this engine does not know is refused by name.
 * @throws StudioError 400 in OpenSearch's words
 */
export function readSearch(node: JsonNode, context: Context): SearchRequest {
  if (node.token !== 'START_OBJECT') throw parsingError(node, `Expected [START_OBJECT] but found [${node.token}]`);
  const draft: Draft = {
    from: 0,
    size: 10,
    sort: [],
    source: { includes: [], excludes: [] },
    fields: [],
    trackTotalHits: countedByDefault,
    aggregations: new Map(),
    highlight: { fields: [], before: '<em>', after: '</em>' },
    showNumbers: true,
  };
  for (const [name, value] of node.members) {
    const reader = members.get(name);
    if (!reader) throw unknownKey(name, value);
    reader(draft, value, context);
  }
  assertWindow(draft);
  return draft;
}

const unknownKey = (name: string, node: JsonNode) => parsingError(node, `Unknown key for a ${node.token} in [${name}].`);

function objectIn(name: string, node: JsonNode): JsonNode {
  if (node.token !== 'START_OBJECT') throw unknownKey(name, node);
  return node;
}

function count(name: 'from' | 'size', node: JsonNode): number {
  const value = integerOf(node);
  if (value < 0) throw illegalArgument(`[${name}] parameter cannot be negative, found [${value}]`);
  return value;
}

function readTracking(node: JsonNode): boolean | number {
  if (node.token !== 'VALUE_NUMBER') return booleanOf(node);
  const most = integerOf(node);
  if (most < -1) throw illegalArgument(`[track_total_hits] parameter must be positive or equals to -1, got ${most}`);
  return most === -1 ? false : most;
}

function assertWindow({ from, size, sort, searchAfter }: SearchRequest): void {
  if (from + size > window) {
    throw new ShardFailure(
      'illegal_argument_exception',
      `Result window is too large, from + size must be less than or equal to: [${window}] but was [${from + size}]. See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.`,
    );
  }
  if (size > largestPage) throw illegalArgument(`[size] must be less than or equal to [${largestPage}], found [${size}]`);
  if (!searchAfter) return;
  if (from > 0) throw illegalArgument('`from` parameter must be set to 0 when `search_after` is used.');
  if (sort.length !== searchAfter.length) {
    throw illegalArgument(`search_after has ${searchAfter.length} value(s) but sort has ${sort.length}.`);
  }
}

function readSearchAfter(node: JsonNode): (string | number | null)[] {
  if (node.token !== 'START_ARRAY') throw unknownKey('search_after', node);
  return node.items.map((item) => {
    if (item.token === 'VALUE_NULL') return null;
    return item.token === 'VALUE_NUMBER' ? Number(item.text) : textOf(item);
  });
}

/** `_source: false` is not honoured for these indices (rest-api.md §2.2). */
function readSource(node: JsonNode): SourceFilter {
  if (node.token === 'VALUE_BOOLEAN') return { includes: [], excludes: [] };
  if (node.token === 'VALUE_STRING') return { includes: [node.text], excludes: [] };
  if (node.token === 'START_ARRAY') return { includes: textsOf(node), excludes: [] };
  if (node.token !== 'START_OBJECT') throw sourceExpected(node);
  const lists = { includes: [] as string[], excludes: [] as string[] };
  for (const [name, value] of node.members) {
    const key = name.endsWith('s') ? name : `${name}s`;
    if (key !== 'includes' && key !== 'excludes') throw unknownKey(name, value);
    lists[key] = textsOf(value);
  }
  return lists;
}

function sourceExpected(node: JsonNode): StudioError {
  const { line, column } = placeOf(node);
  const reason = `Expected one of [VALUE_BOOLEAN, START_OBJECT] but found [${node.token}]`;
  return new StudioError('parsing_exception', 400, reason, { details: { line, col: column } });
}

const unique = (fields: readonly Field[]): Field[] => [...new Map(fields.map((field) => [field.name, field])).values()];

function readFields(node: JsonNode, index: Index): Field[] {
  if (node.token !== 'START_ARRAY') throw unknownKey('fields', node);
  const names = node.items.map((item) => (item.token === 'START_OBJECT' ? item.members.get('field') : item));
  return unique(names.flatMap((name) => (name ? fieldsMatching(index, textOf(name)) : [])));
}

function readHighlight(node: JsonNode, index: Index): SearchRequest['highlight'] {
  if (node.token !== 'START_OBJECT') throw unknownKey('highlight', node);
  const tag = (name: string, otherwise: string) => {
    const list = node.members.get(name);
    return list?.token === 'START_ARRAY' && list.items[0] ? textOf(list.items[0]) : otherwise;
  };
  const fields = node.members.get('fields');
  const names = fields?.token === 'START_OBJECT' ? [...fields.members.keys()] : [];
  const found = names.flatMap((name) => (name.includes('*') ? fieldsMatching(index, name) : [fieldOf(index, name)]));
  return {
    fields: unique(found.filter((field) => field !== undefined)).filter(({ type }) => type === 'text'),
    before: tag('pre_tags', '<em>'),
    after: tag('post_tags', '</em>'),
  };
}
