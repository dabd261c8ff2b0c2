import { StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import { booleanOf } from '#lib/json/value-of.ts';
import { readBool } from './bool-clause.ts';
import { boostOf, isScalar, numberOf, optionsOf, singleField } from './clause.ts';
import type { Spend } from './clause-budget.ts';
import { type Field, fieldOf, fieldsMatching, hasNested, type Index, nestedScope } from './field.ts';
import { fieldValue } from './field-value.ts';
import { readMatch, readMultiMatch } from './match-clauses.ts';
import type { Bound, Query } from './query.ts';
import { readQueryString, readSimpleQueryString } from './query-string-clauses.ts';
import type { DateReading } from './read-date.ts';
import { keyPlace, named, parsingError, ShardFailure } from './search-error.ts';
import { textOf } from './search-text.ts';
import { readTimeZone } from './time-zone.ts';

export type Context = {
  index: Index;
  /** Epoch milliseconds, for dates relative to now. */
  now: number;
  /** Every clause, word and value that the query grows by is taken note of. */
  spend: Spend;
  /** Reads a clause inside this one; `inside`: fields that it may name, if not the same. */
  read(node: JsonNode, inside?: Index): Query;
};
export type ClauseReader = (node: JsonNode, context: Context) => Query;

const readAll: ClauseReader = (node) => {
  const boost = node.token === 'START_OBJECT' ? node.members.get('boost') : undefined;
  assertOnly(node, 'match_all', ['boost', '_name']);
  return { type: 'all', boost: boost ? numberOf(boost, 'match_all', 'boost') : 1 };
};

/** The refusal of a clause that is read by OpenSearch's object parser: it also names the place of the field. */
function assertOnly(node: JsonNode, query: string, known: readonly string[]): void {
  if (node.token !== 'START_OBJECT') throw parsingError(node, `[${query}] query malformed, no start_object after query name`);
  for (const [name, value] of node.members) {
    if (known.includes(name)) continue;
    const reason = `[${keyPlace(value, name)}] [${query}] unknown field [${name}]`;
    throw parsingError(value, reason, named('x_content_parse_exception', reason));
  }
}

const readNone: ClauseReader = (node) => {
  assertOnly(node, 'match_none', ['boost', '_name']);
  return { type: 'none' };
};

const readTerm: ClauseReader = (node, { index, now }) => {
  const [name, value] = singleField(node, 'term');
  if (value.token === 'START_ARRAY') throw parsingError(value, '[term] query does not support array of values');
  const options = isScalar(value)
    ? new Map([['value', value]])
    : optionsOf(value, 'term', ['value', 'term', 'boost', 'case_insensitive'], ['rewrite']);
  const wanted = options.get('value') ?? options.get('term');
  if (!wanted) throw new StudioError('illegal_argument_exception', 400, 'value cannot be null');
  const field = fieldOf(index, name);
  const fold = options.get('case_insensitive');
  const ignoreCase = fold ? booleanOf(fold) : false;
  return { type: 'terms', field, values: [fieldValue(field, textOf(wanted), now)], ignoreCase, boost: boostOf(options, 'term') };
};

const readTerms: ClauseReader = (node, { index, now }) => {
  if (node.token !== 'START_OBJECT') throw parsingError(node, '[terms] query malformed, no start_object after query name');
  const lists = [...node.members].filter(([name]) => name !== 'boost' && name !== '_name' && name !== 'value_type');
  const [first, second] = lists;
  if (!first)
    throw parsingError(node, '[terms] query requires a field name, followed by array of terms or a document lookup specification');
  if (second) throw parsingError(second[1], `[terms] query does not support multiple fields`);
  const [name, list] = first;
  if (list.token !== 'START_ARRAY') throw parsingError(list, `[terms] query does not support [${name}]`);
  const field = fieldOf(index, name);
  const values = list.items.map((item) => fieldValue(field, textOf(item), now));
  return { type: 'terms', field, values, ignoreCase: false, boost: boostOf(node.members, 'terms') };
};

const longestPattern = 1_000; // OpenSearch's index.max_regex_length; here for wildcards too, which are tried on every value as well

/** @throws StudioError 400 */
export function assertShortPattern(kind: 'prefix' | 'wildcard' | 'regexp', { length }: string): void {
  if (kind === 'prefix' || length <= longestPattern) return;
  const name = kind === 'regexp' ? 'regex' : kind;
  const query = kind === 'regexp' ? 'Regexp' : 'Wildcard';
  const limit = `The length of ${name} [${length}] used in the ${query} Query request has exceeded the allowed maximum of [${longestPattern}].`;
  const reason = `${limit} This maximum can be set by changing the [index.max_regex_length] index level setting.`;
  throw new ShardFailure('query_shard_exception', `failed to create query: ${reason}`, named('illegal_argument_exception', reason));
}

const readPattern =
  (kind: 'prefix' | 'wildcard' | 'regexp'): ClauseReader =>
  (node, { index }) => {
    const [name, value] = singleField(node, kind);
    const ignored = ['rewrite', 'flags', 'flags_value', 'max_determinized_states'];
    const options = isScalar(value)
      ? new Map([['value', value]])
      : optionsOf(value, kind, ['value', kind, 'boost', 'case_insensitive'], ignored);
    const wanted = options.get('value') ?? options.get(kind);
    if (!wanted) throw new StudioError('illegal_argument_exception', 400, 'value cannot be null');
    const fold = options.get('case_insensitive');
    const ignoreCase = fold ? booleanOf(fold) : false;
    const pattern = textOf(wanted);
    assertShortPattern(kind, pattern);
    return { type: 'pattern', field: fieldOf(index, name), kind, pattern, ignoreCase, boost: boostOf(options, kind) };
  };

const rangeOptions = ['gt', 'gte', 'lt', 'lte', 'from', 'to', 'include_lower', 'include_upper', 'format', 'time_zone', 'boost'];
const relations = ['intersects', 'contains', 'within']; // all the same for single values

const readRange: ClauseReader = (node, { index, now }) => {
  const [name, value] = singleField(node, 'range');
  const options = optionsOf(value, 'range', [...rangeOptions, 'relation']);
  const field = fieldOf(index, name);
  const reading = dateReading(options, field);
  const bound = (keys: readonly string[], isInclusive: (key: string) => boolean, isUpper: boolean): Bound | undefined => {
    for (const key of keys) {
      const found = options.get(key);
      if (!found || found.token === 'VALUE_NULL') continue;
      const inclusive = isInclusive(key);
      // A day that is meant inclusively ends with its last instant; what is after a day is after that instant too.
      return { value: fieldValue(field, textOf(found), now, { ...reading, isEnd: isUpper === inclusive }), inclusive };
    }
    return undefined;
  };
  const includes = (key: string) => {
    const found = options.get(key);
    return found ? booleanOf(found) : true;
  };
  const from = bound(['gt', 'gte', 'from'], (key) => key !== 'gt' && (key !== 'from' || includes('include_lower')), false);
  const to = bound(['lt', 'lte', 'to'], (key) => key !== 'lt' && (key !== 'to' || includes('include_upper')), true);
  return { type: 'range', field, ...(from && { from }), ...(to && { to }), boost: boostOf(options, 'range') };
};

/** How the texts of a range are read. @throws StudioError 400 */
function dateReading(options: ReadonlyMap<string, JsonNode>, field: Field | undefined): DateReading {
  const [format, zone, relation] = [options.get('format'), options.get('time_zone'), options.get('relation')];
  if (relation && !relations.includes(textOf(relation).toLowerCase())) {
    throw new StudioError('illegal_argument_exception', 400, `${textOf(relation)} is not a valid relation`);
  }
  if (zone && field && field.type !== 'date') {
    const reason = `Field [${field.name}] of type [${field.type}] does not support time zones`;
    throw new ShardFailure('query_shard_exception', `failed to create query: ${reason}`, named('illegal_argument_exception', reason));
  }
  return { format: format && textOf(format), zone: zone && readTimeZone(textOf(zone)) };
}

const readExists: ClauseReader = (node, { index }) => {
  const options = optionsOf(node, 'exists', ['field', 'boost']);
  const name = options.get('field');
  if (!name) throw parsingError(node, '[exists] must be provided with a [field]');
  const pattern = textOf(name);
  // An object of mapped fields exists when one of them does.
  const exact = fieldsMatching(index, pattern);
  const fields = exact.length > 0 ? exact : fieldsMatching(index, `${pattern}.*`);
  return { type: 'exists', fields, boost: boostOf(options, 'exists') };
};

const readIds: ClauseReader = (node) => {
  assertOnly(node, 'ids', ['values', 'boost', '_name', 'type']);
  const options = node.token === 'START_OBJECT' ? node.members : new Map<string, JsonNode>();
  const list = options.get('values');
  const values = list?.token === 'START_ARRAY' ? list.items.map(textOf) : list ? [textOf(list)] : [];
  return { type: 'ids', values, boost: boostOf(options, 'ids') };
};

const readConstant: ClauseReader = (node, { read }) => {
  const options = optionsOf(node, 'constant_score', ['filter', 'boost']);
  const filter = options.get('filter');
  if (!filter) throw parsingError(node, "[constant_score] requires a 'filter' element");
  return { type: 'constant', query: read(filter), boost: boostOf(options, 'constant_score') };
};

const readDisMax: ClauseReader = (node, { read }) => {
  const options = optionsOf(node, 'dis_max', ['queries', 'boost'], ['tie_breaker']);
  const list = options.get('queries');
  if (list?.token !== 'START_ARRAY' || list.items.length === 0)
    throw parsingError(node, "[dis_max] requires 'queries' field with at least one clause");
  return { type: 'any', queries: list.items.map((item) => read(item)), boost: boostOf(options, 'dis_max') };
};

const scoreModes = ['avg', 'sum', 'max', 'min', 'none']; // all the same for one object

/** Inside stand the fields of the nested object, and no others. */
const readNested: ClauseReader = (node, { index, read }) => {
  const options = optionsOf(node, 'nested', ['path', 'query', 'score_mode', 'ignore_unmapped', 'boost']);
  const [path, query, mode, ignore] = ['path', 'query', 'score_mode', 'ignore_unmapped'].map((name) => options.get(name));
  if (!path) throw parsingError(node, "[nested] requires 'path' field");
  if (!query) throw parsingError(node, "[nested] requires 'query' field");
  if (mode && !scoreModes.includes(textOf(mode))) {
    throw new StudioError('illegal_argument_exception', 400, `No score mode for child query [${textOf(mode)}] found`);
  }
  const name = textOf(path);
  const isUnmappedAllowed = ignore ? booleanOf(ignore) : false;
  const inner = read(query, nestedScope(index, name));
  if (hasNested(index, name)) return withBoost(inner, boostOf(options, 'nested'));
  if (isUnmappedAllowed) return { type: 'none' };
  const isObject = fieldsMatching(index, `${name}.*`).length > 0 || fieldOf(index, name) !== undefined;
  const reason = isObject
    ? `[nested] nested object under path [${name}] is not of nested type`
    : `[nested] failed to find nested object under path [${name}]`;
  throw new ShardFailure('query_shard_exception', `failed to create query: ${reason}`, named('illegal_state_exception', reason));
};

const withBoost = (query: Query, boost: number): Query =>
  boost === 1 ? query : { type: 'bool', must: [query], filter: [], should: [], mustNot: [], minimum: 0, boost };

/** The clauses that this engine understands; any other is refused by name (architecture.md §4). */
export const clauseReaders: ReadonlyMap<string, ClauseReader> = new Map<string, ClauseReader>([
  ['match_all', readAll],
  ['match_none', readNone],
  ['term', readTerm],
  ['terms', readTerms],
  ['match', readMatch('match')],
  ['match_phrase', readMatch('match_phrase')],
  ['match_phrase_prefix', readMatch('match_phrase_prefix')],
  ['match_bool_prefix', readMatch('match_bool_prefix')],
  ['multi_match', readMultiMatch],
  ['bool', readBool],
  ['range', readRange],
  ['exists', readExists],
  ['ids', readIds],
  ['prefix', readPattern('prefix')],
  ['wildcard', readPattern('wildcard')],
  ['regexp', readPattern('regexp')],
  ['query_string', readQueryString],
  ['simple_query_string', readSimpleQueryString],
  ['constant_score', readConstant],
  ['dis_max', readDisMax],
  ['nested', readNested],
]);
