import '#server-only';
import type Database from 'better-sqlite3';
import { illegalArgument } from '#lib/errors.ts';
import type { Field, Index } from '#lib/search/field.ts';
import type { AggregationResult, Bucket, Hit, SearchPort, SearchResult } from '#lib/search/ports.ts';
import type { Aggregation, Query, SearchRequest, SortKey } from '#lib/search/query.ts';
import { addSearchFunctions } from './search-functions.ts';
import { SearchSql, valuesOf } from './search-sql.ts';
import { everStored } from './sequence.ts';
import { fill, joinAll, type Sql, sql } from './sql.ts';

type Row = {
  id: string;
  seq_no: number;
  version: number;
  definition: string;
  score: number | null;
  [sort: `s${number}`]: string | number | null;
};

/** Searches over the definitions, on the read-only connection. */
export function searchStore(reads: Database.Database): SearchPort {
  const start = addSearchFunctions(reads);
  const all = <Found>({ text, values }: Sql) => prepare(reads, text).all(...values) as Found[]; // the columns that the statement names
  return {
    everStored: ({ kind }) => everStored(reads, kind),
    search(index, request, filter) {
      start();
      return run(index, request, filter, all);
    },
  };
}

/** @throws StudioError 400: our own statements fail to be prepared only where a query makes them larger than SQLite takes */
function prepare(reads: Database.Database, text: string): Database.Statement {
  try {
    return reads.prepare(text);
  } catch (cause) {
    if (cause instanceof Error && /too (many|large|big|long|deep)|overflow/i.test(cause.message)) {
      throw illegalArgument('The query has too many clauses inside each other', { cause });
    }
    throw cause;
  }
}

type All = <Found>(statement: Sql) => Found[];

function run(index: Index, request: SearchRequest, filter: Query | undefined, all: All): SearchResult {
  const parts = partsOf(index, request, filter);
  const { scores, joins } = parts.builder;
  const table = `${index.kind} t${joins}`;
  const statement = (select: Sql) => fill('{}{}', scores, select);
  const counting = fill(
    `SELECT count(*) AS total, max({}) AS best FROM ${table} WHERE {}`,
    parts.isScored ? parts.score : sql('NULL'),
    parts.matched,
  );
  const [totals] = all<{ total: number; best: number | null }>(statement(counting));
  const hits =
    request.size === 0 ? [] : all<Row>(statement(pageOf(table, request, parts))).map((row) => toHit(row, request.sort, parts.isScored));
  const aggregations = [...request.aggregations].map(
    ([name, one]) => [name, aggregate(table, one, parts.counted, (select) => all(statement(select)))] as const,
  );
  const total = totals?.total ?? 0;
  return {
    total,
    hits,
    maxScore: parts.isScored && request.size > 0 && total > 0 ? (totals?.best ?? null) : null,
    aggregations: new Map(aggregations),
  };
}

type Parts = {
  builder: SearchSql;
  score: Sql;
  isScored: boolean;
  /** Rows of the hits. */
  matched: Sql;
  /** Rows that aggregations look at: `post_filter` comes later. */
  counted: Sql;
};

function partsOf(index: Index, { query, postFilter, minScore, sort }: SearchRequest, filter: Query | undefined): Parts {
  const builder = new SearchSql(index);
  const wanted: Query = query ?? { type: 'all', boost: 1 };
  const isScored = sort.length === 0 || sort.some(({ by }) => by === 'score');
  const score = isScored || minScore !== undefined ? builder.score(wanted) : sql('NULL');
  const conditions = [builder.where(wanted), ...(filter ? [builder.where(filter)] : [])];
  if (minScore !== undefined) conditions.push(fill('{} >= {}', score, sql('?', minScore)));
  if (builder.isSlow) conditions.unshift(sql('in_time(t.rowid)'));
  const counted = joinAll(conditions, 'AND', '1');
  const matched = postFilter ? fill('({} AND {})', counted, builder.where(postFilter)) : counted;
  return { builder, score, isScored, matched, counted };
}

function pageOf(table: string, { sort, searchAfter, from, size }: SearchRequest, { score, isScored, matched }: Parts): Sql {
  const keys = sort.map((key) => sortValue(key, score));
  const after = searchAfter ? [afterKeys(sort, keys, searchAfter)] : [];
  const columns = [sql('t.id, t.seq_no, t.version, t.definition'), fill('{} AS score', isScored ? score : sql('NULL'))];
  for (const [at, key] of keys.entries()) columns.push(fill(`{} AS s${at}`, key));
  const orders = sort.length === 0 ? [fill('{} DESC', score)] : sort.map((key, at) => orderOf(key, `s${at}`));
  const list = (pieces: Sql[]): Sql => ({
    text: pieces.map(({ text }) => text).join(', '),
    values: pieces.flatMap(({ values }) => values),
  });
  return fill(
    `SELECT {} FROM ${table} WHERE {} ORDER BY {} LIMIT {}`,
    list(columns),
    joinAll([matched, ...after], 'AND', '1'),
    list([...orders, sql('t.rowid')]),
    sql('? OFFSET ?', size, from),
  );
}

function sortValue(key: SortKey, score: Sql): Sql {
  if (key.by === 'score') return score;
  if (key.by === 'stored') return sql('t.rowid');
  return key.field ? oneValue(key.field, key.order) : sql('NULL');
}

/** The value that a row sorts by: of several the least, or the greatest when descending. */
function oneValue(field: Field, order: 'asc' | 'desc'): Sql {
  const { from, value, on } = valuesOf(field);
  return from ? fill(`(SELECT ${order === 'asc' ? 'min' : 'max'}({}) FROM ${from} WHERE {})`, value, on) : value;
}

const orderOf = (key: SortKey, column: string): Sql =>
  sql(`${column} ${key.order === 'asc' ? 'ASC' : 'DESC'} NULLS ${isMissingFirst(key) ? 'FIRST' : 'LAST'}`);

const isMissingFirst = (key: SortKey) => key.by === 'field' && key.missing === 'first';

/** Rows behind the given values: the first key that differs decides. */
function afterKeys(sort: readonly SortKey[], keys: readonly Sql[], values: NonNullable<SearchRequest['searchAfter']>): Sql {
  const options = sort.map((key, at) => {
    const same = keys.slice(0, at).map((expression, before) => fill('{} IS {}', expression, sql('?', values[before] ?? null)));
    return joinAll([...same, isAfter(key, keys[at] ?? sql('NULL'), values[at] ?? null)], 'AND', '1');
  });
  return joinAll(options, 'OR', '1');
}

function isAfter(key: SortKey, expression: Sql, value: string | number | null): Sql {
  const first = isMissingFirst(key);
  if (value === null) return first ? fill('{} IS NOT NULL', expression) : sql('0');
  const beyond = fill(`coalesce({} ${key.order === 'asc' ? '>' : '<'} {}, 0)`, expression, sql('?', value));
  return first ? beyond : fill('({} OR {} IS NULL)', beyond, expression);
}

function toHit({ id, seq_no, version, definition, score, ...rest }: Row, sort: readonly SortKey[], isScored: boolean): Hit {
  const showsSort = sort.some(({ by }) => by !== 'score');
  const values = sort.map((_, at) => rest[`s${at}`] ?? null);
  return {
    id,
    seq_no,
    version,
    definition: JSON.parse(definition) as Record<string, unknown>, // as a store wrote it
    score: isScored ? score : null,
    sort: showsSort ? values : undefined,
  };
}

function aggregate(table: string, aggregation: Aggregation, counted: Sql, all: All): AggregationResult {
  const { field, type } = aggregation;
  if (!field)
    return type === 'terms' ? { type, buckets: [], others: 0 } : { type: 'value', value: type === 'min' || type === 'max' ? null : 0 };
  const { from, value, on } = valuesOf(field);
  const source = fill(`FROM ${table}${from ? `, ${from}` : ''} WHERE {} AND {} AND {} IS NOT NULL`, counted, on, value);
  if (aggregation.type === 'terms') return termBuckets(aggregation, value, source, field, all);
  const functions = { value_count: 'count({})', cardinality: 'count(DISTINCT {})', min: 'min({})', max: 'max({})' } as const;
  const [row] = all<{ value: number | null }>(fill(`SELECT ${functions[aggregation.type]} AS value {}`, value, source));
  return { type: 'value', value: row?.value ?? null };
}

function termBuckets(
  { size, order }: Extract<Aggregation, { type: 'terms' }>,
  value: Sql,
  source: Sql,
  field: Field,
  all: All,
): AggregationResult {
  const direction = order.direction.toUpperCase();
  const by = order.by === 'count' ? `amount ${direction}, bucket ASC` : `bucket ${direction}`;
  const rows = all<{ bucket: string | number; amount: number }>(
    fill(`SELECT {} AS bucket, count(*) AS amount {} GROUP BY bucket ORDER BY ${by}`, value, source),
  );
  const others = rows.slice(size).reduce((sum, { amount }) => sum + amount, 0);
  return { type: 'terms', buckets: rows.slice(0, size).map(({ bucket, amount }) => toBucket(field, bucket, amount)), others };
}

function toBucket({ type }: Field, key: string | number, doc_count: number): Bucket {
  if (type === 'date') return { key, key_as_string: new Date(Number(key)).toISOString(), doc_count };
  return type === 'boolean' ? { key, key_as_string: String(Boolean(key)), doc_count } : { key, doc_count };
}
