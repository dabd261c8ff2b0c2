import '#server-only';
import type Database from 'better-sqlite3';
import { illegalArgument } from '#lib/errors.ts';
import type { Field, Index } from '#lib/search/field.ts';
import type { AggregationResult, Bucket, Hit, SearchPort, SearchResult } from '#lib/search/ports.ts';
import type { Aggregation, Query, SearchRequest } from '#lib/search/query.ts';
import { type FoundRow, find, isScored, type Run } from './search-find.ts';
import { addSearchFunctions } from './search-functions.ts';
import { SearchSql, valuesOf } from './search-sql.ts';
import { everStored } from './sequence.ts';
import { fill, joinAll, question, type Sql, sql } from './sql.ts';

type Document = { id: string; seq_no: number; version: number; definition: string };

/** Searches over the definitions, on the read-only connection. */
export function searchStore(reads: Database.Database, breathe: () => Promise<void>): SearchPort {
  const watch = addSearchFunctions(reads);
  const statement = preparer(reads);
  return {
    everStored: ({ kind }) => everStored(reads, kind),
    search(index, request, filter) {
      const next = watch.start();
      const all = <Row>({ text, values }: Sql) => {
        next();
        return statement(text).all(...values) as Row[]; // the columns that the statement names
      };
      return run(index, request, filter, { all, breathe });
    },
  };
}

const mostPrepared = 200; // statements; what clients ask for differs in values, not in texts

/** @throws StudioError 400: our own statements fail to be prepared only where a query makes them larger than SQLite takes */
function preparer(reads: Database.Database): (text: string) => Database.Statement {
  const prepared = new Map<string, Database.Statement>();
  return (text) => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = prepare(reads, text);
    if (prepared.size >= mostPrepared) prepared.clear();
    if (text.length < 10_000) prepared.set(text, statement);
    return statement;
  };
}

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

async function run(index: Index, request: SearchRequest, filter: Query | undefined, how: Run): Promise<SearchResult> {
  const { total, best, rows } = await find(index, request, filter, how);
  const hits = load(index, rows, request, how);
  const aggregations = aggregateAll(index, request, filter, how);
  return { total, hits, maxScore: isScored(request) && request.size > 0 ? best : null, aggregations };
}

function load({ kind }: Index, rows: readonly FoundRow[], { sort, ...request }: SearchRequest, { all }: Run): Hit[] {
  if (rows.length === 0) return [];
  const statement = fill(`SELECT id, seq_no, version, definition FROM ${kind} WHERE id IN ({})`, question(rows.map(({ id }) => id)));
  const documents = new Map(all<Document>(statement).map((document) => [document.id, document]));
  const showsScore = isScored({ sort, ...request });
  const showsSort = sort.some(({ by }) => by !== 'score');
  return rows.flatMap(({ id, score, sort: values }) => {
    const document = documents.get(id);
    if (!document) return []; // it was deleted while others had their turn
    const definition = JSON.parse(document.definition) as Record<string, unknown>; // as a store wrote it
    return [{ ...document, definition, score: showsScore ? score : null, sort: showsSort ? values : undefined }];
  });
}

/** `post_filter` comes behind them. */
function aggregateAll(index: Index, { query, aggregations, minScore }: SearchRequest, filter: Query | undefined, { all }: Run) {
  if (aggregations.size === 0) return new Map<string, AggregationResult>();
  const builder = new SearchSql(index);
  const wanted: Query = query ?? { type: 'all', boost: 1 };
  const conditions = [builder.where(wanted), ...(filter ? [builder.where(filter)] : [])];
  if (minScore !== undefined) conditions.push(fill('{} >= {}', builder.score(wanted), sql('?', minScore)));
  const within = (counted: Sql, aggregation: Aggregation): AggregationResult => {
    if (aggregation.type !== 'filter') return aggregate(aggregation, { builder, counted, all });
    const { query: own, inner } = aggregation;
    const fewer = fill('({} AND {})', counted, builder.where(own));
    const [row] = all<{ amount: number }>(statementOf(builder, fewer, sql('count(*) AS amount'), ''));
    const results = [...inner].map(([name, one]) => [name, noted(one, within(fewer, one))] as const);
    return { type: 'filter', doc_count: row?.amount ?? 0, inner: new Map(results) };
  };
  const counted = joinAll(conditions, 'AND', '1');
  return new Map([...aggregations].map(([name, one]) => [name, noted(one, within(counted, one))]));
}

const noted = ({ meta }: Aggregation, result: AggregationResult): AggregationResult => (meta === undefined ? result : { ...result, meta });

type Counting = { builder: SearchSql; counted: Sql; all: Run['all'] };

/** Counts rows, or the values of a field in them. */
function statementOf(builder: SearchSql, counted: Sql, select: Sql, further: string, field?: Field): Sql {
  const { from, value, on } = field ? valuesOf(field) : { from: '', value: sql('1'), on: sql('1') };
  const watched = builder.isSlow ? 'in_time(t.id) AND ' : '';
  const tables = `${builder.from().tables}${from ? `, ${from}` : ''}`;
  return fill(
    `{}SELECT {} FROM ${tables} WHERE ${watched}{} AND {} AND {} IS NOT NULL ${further}`,
    builder.scores,
    select,
    counted,
    on,
    value,
  );
}

function aggregate(aggregation: Exclude<Aggregation, { type: 'filter' }>, { builder, counted, all }: Counting): AggregationResult {
  const { field, type } = aggregation;
  if (!field) {
    return type === 'terms' ? { type, buckets: [], others: 0 } : { type: 'value', value: type === 'min' || type === 'max' ? null : 0 };
  }
  const { value } = valuesOf(field);
  if (aggregation.type === 'terms') return termBuckets(aggregation, field, { builder, counted, all });
  const functions = { value_count: 'count({})', cardinality: 'count(DISTINCT {})', min: 'min({})', max: 'max({})' } as const;
  const select = fill(`${functions[aggregation.type]} AS value`, value);
  const [row] = all<{ value: number | null }>(statementOf(builder, counted, select, '', field));
  const found = row?.value ?? null;
  const isTime = field.type === 'date' && (type === 'min' || type === 'max') && found !== null;
  return { type: 'value', value: found, ...(isTime && { value_as_string: new Date(found).toISOString() }) };
}

function termBuckets(
  { size, fewest, order }: Extract<Aggregation, { type: 'terms' }>,
  field: Field,
  { builder, counted, all }: Counting,
): AggregationResult {
  const direction = order.direction.toUpperCase();
  const by = order.by === 'count' ? `amount ${direction}, bucket ASC` : `bucket ${direction}`;
  const select = fill('{} AS bucket, count(*) AS amount', valuesOf(field).value);
  const groups = `GROUP BY bucket HAVING amount >= ${fewest} ORDER BY ${by}`; // a number that we read
  const rows = all<{ bucket: string | number; amount: number }>(statementOf(builder, counted, select, groups, field));
  const others = rows.slice(size).reduce((sum, { amount }) => sum + amount, 0);
  return { type: 'terms', buckets: rows.slice(0, size).map(({ bucket, amount }) => toBucket(field, bucket, amount)), others };
}

function toBucket({ type }: Field, key: string | number, doc_count: number): Bucket {
  if (type === 'date') return { key, key_as_string: new Date(Number(key)).toISOString(), doc_count };
  return type === 'boolean' ? { key, key_as_string: String(Boolean(key)), doc_count } : { key, doc_count };
}
