import '#server-only';
import type { Field, Index } from '#lib/search/field.ts';
import type { Query, SearchRequest, SortKey } from '#lib/search/query.ts';
import { bestRows } from './best-rows.ts';
import { constantScore, isCostly, isOrdered, leadingWords } from './search-cost.ts';
import { type Lead, SearchSql, valuesOf } from './search-sql.ts';
import { fill, joinAll, type Sql, sql } from './sql.ts';

export type Value = string | number | null;
export type FoundRow = { id: string; order: number; score: number | null; sort: Value[] };
/** `total` counts all, or as far as was asked. */
export type Found = { total: number; best: number | null; rows: FoundRow[] };

export type Run = {
  all<Row>(statement: Sql): Row[];
  /** Lets others have their turn. */
  breathe(): Promise<void>;
};

/** Rows that meet an indexed condition are read and sorted up to here; of more, the order leads and soon meets enough of them. */
const fewMatches = 5_000;
const fewHits = 2_000; // of words, which cost more each
/** Rows along the order that are asked for words: some milliseconds. */
const mostAsked = 200;
/** Rows of one statement where all have to be opened: some milliseconds. */
const rowsAtOnce = 2_500;

type Wish = { index: Index; request: SearchRequest; wanted: Query; filter: Query | undefined };

/** Finds the rows of one page, and how many there are: in one of several ways, by what the query asks for. */
export async function find(index: Index, request: SearchRequest, filter: Query | undefined, run: Run): Promise<Found> {
  const wanted: Query = request.query ?? { type: 'all', boost: 1 };
  const wish = { index, request, wanted, filter };
  const constant = isScored(request) ? constantScore(wanted) : 0;
  const opened = [wanted, ...(request.postFilter ? [request.postFilter] : [])].some(isCostly);
  if (constant === undefined || opened || request.minScore !== undefined) return scan(wish, run);
  const found = lookUp(wish, constant, run);
  return found ?? scan(wish, run);
}

export const isScored = ({ sort }: SearchRequest) => sort.length === 0 || sort.some(({ by }) => by === 'score');

/** Conditions and columns of one statement. */
function partsOf({ index, request, wanted, filter }: Wish, lead: Lead) {
  const { postFilter, minScore, sort, searchAfter } = request;
  const builder = new SearchSql(index, lead);
  const score = isScored(request) || minScore !== undefined ? builder.score(wanted) : sql('NULL');
  const keys = sort.map((key) => sortValue(key, score, builder.from.order));
  const conditions = [wanted, ...(filter ? [filter] : []), ...(postFilter ? [postFilter] : [])].map((query) => builder.where(query));
  if (minScore !== undefined) conditions.push(fill('{} >= {}', score, sql('?', minScore)));
  if (builder.isSlow) conditions.unshift(sql('in_time(t.rowid)'));
  const { on, ...from } = builder.from; // behind all that may add a table of scores
  return {
    builder,
    from,
    score,
    keys,
    matched: joinAll([on, ...conditions], 'AND', '1'),
    after: searchAfter && afterKeys(sort, keys, searchAfter),
  };
}

type Parts = ReturnType<typeof partsOf>;

/** All conditions can be looked up: count first, as far as it matters, then read the page where it is cheapest. */
function lookUp(wish: Wish, constant: number, { all }: Run): Found | undefined {
  const { index, request, wanted } = wish;
  const { sort, size, trackTotalHits } = request;
  const words = leadingWords(wanted);
  const few = words ? fewHits : fewMatches;
  const parts = partsOf(wish, words ? { by: 'words', words } : { by: 'matches' });
  const limit = trackTotalHits === true ? -1 : Math.max(few, Number(trackTotalHits)) + 1;
  const [counted] = all<{ total: number }>(
    fill(`SELECT count(*) AS total FROM (SELECT 1 FROM ${parts.from.tables} WHERE {} LIMIT {})`, parts.matched, sql('?', limit)),
  );
  const total = counted?.total ?? 0;
  const found = { total, best: isScored(request) && total > 0 ? constant : null };
  if (size === 0 || total === 0) return { ...found, rows: [] };
  if (total <= few || (words && sort.length === 0)) return { ...found, rows: readPage(wish, parts, all) };
  if (!isOrdered(index.kind, sort)) return undefined;
  const along = words ? askAlong(wish, all) : readPage(wish, partsOf(wish, { by: 'order' }), all);
  return { ...found, rows: along ?? readPage(wish, parts, all) };
}

const columnsOf = ({ from, keys }: Parts, score: Sql): Sql =>
  list([
    sql(`${from.id} AS id, ${from.order} AS "order"`),
    fill('{} AS score', score),
    ...keys.map((key, at) => fill(`{} AS s${at}`, key)),
  ]);

function ordersOf({ sort }: SearchRequest, { from }: Parts): Sql {
  const orders = sort.map((key, at) =>
    sql(`s${at} ${key.order === 'asc' ? 'ASC' : 'DESC'} NULLS ${isMissingFirst(key) ? 'FIRST' : 'LAST'}`),
  );
  return list([...orders, sql(from.order)]);
}

function readPage({ request }: Wish, parts: Parts, all: Run['all']): FoundRow[] {
  const { from, size, sort } = request;
  const { builder, matched, after, score } = parts;
  const page = fill(
    `{}SELECT {} FROM ${parts.from.tables} WHERE {} ORDER BY {} LIMIT {}`,
    builder.scores,
    columnsOf(parts, isScored(request) ? score : sql('NULL')),
    joinAll([matched, ...(after ? [after] : [])], 'AND', '1'),
    ordersOf(request, parts),
    sql('? OFFSET ?', size, from),
  );
  return all<Record<string, Value>>(page).map((row) => toFound(row, sort));
}

/** The first rows along the order are asked for words, one by one. @returns undefined when that does not fill the page */
function askAlong(wish: Wish, all: Run['all']): FoundRow[] | undefined {
  const { from, size, sort } = wish.request;
  if (from + size > mostAsked) return undefined;
  const parts = partsOf(wish, { by: 'order' });
  const rows = all<Record<string, Value>>(
    fill(
      `SELECT {} FROM ${parts.from.tables} WHERE {} ORDER BY {} LIMIT ${mostAsked}`,
      columnsOf(parts, sql('NULL')),
      parts.after ?? sql('1'),
      ordersOf(wish.request, parts),
    ),
  );
  const found: FoundRow[] = [];
  for (const row of rows) {
    if (all(fill(`SELECT 1 FROM ${parts.from.tables} WHERE t.id = {} AND {}`, sql('?', row.id ?? null), parts.matched)).length === 0)
      continue;
    found.push(toFound(row, sort));
    if (found.length === from + size) return found.slice(from);
  }
  return rows.length < mostAsked ? found.slice(from) : undefined;
}

/** Every row has to be opened or weighed: a part at a time, keeping the best. */
async function scan(wish: Wish, { all, breathe }: Run): Promise<Found> {
  const { index, request, wanted } = wish;
  const words = leadingWords(wanted);
  const parts = partsOf(wish, words ? { by: 'words', words } : { by: 'matches' });
  const { builder, matched, after, score } = parts;
  const isFar = words ? rowsAtOnce * 2 : rowsAtOnce;
  const row = words ? 'search_text.rowid' : 't.rowid';
  const tables = words ? parts.from.tables : parts.from.tables.replace(`${index.kind} t`, `${index.kind} t NOT INDEXED`);
  const [end] = all<{ last: number | null }>(
    sql(`SELECT max(${words ? 'id' : 'rowid'}) AS last FROM ${words ? 'search_row' : index.kind}`),
  );
  const best = bestRows(request.sort, request.from + request.size);
  let total = 0;
  let top: number | null = null;
  for (let first = 0; first <= (end?.last ?? 0); first += isFar) {
    if (first > 0) await breathe();
    const statement = fill(
      `{}SELECT {}, {} AS is_after FROM ${tables} WHERE {} AND {}`,
      builder.scores,
      columnsOf(parts, isScored(request) ? score : sql('NULL')),
      after ?? sql('1'),
      sql(`${row} > ? AND ${row} <= ?`, first - 1, first - 1 + isFar),
      matched,
    );
    for (const found of all<Record<string, Value>>(statement)) {
      total += 1;
      const { score: value, is_after } = found;
      if (typeof value === 'number' && (top === null || value > top)) top = value;
      if (is_after) best.add(toFound(found, request.sort));
    }
  }
  return { total, best: top, rows: request.size === 0 ? [] : best.sorted().slice(request.from) };
}

const toFound = (row: Record<string, Value>, sort: readonly SortKey[]): FoundRow => ({
  id: String(row.id),
  order: Number(row.order),
  score: row.score === null || row.score === undefined ? null : Number(row.score),
  sort: sort.map((_, at) => row[`s${at}`] ?? null),
});

const list = (pieces: readonly Sql[]): Sql => ({
  text: pieces.map(({ text }) => text).join(', '),
  values: pieces.flatMap(({ values }) => values),
});

function sortValue(key: SortKey, score: Sql, order: string): Sql {
  if (key.by === 'score') return score;
  if (key.by === 'stored') return sql(order);
  return key.field ? oneValue(key.field, key.order) : sql('NULL');
}

/** The value that a row sorts by: of several the least, or the greatest when descending. */
function oneValue(field: Field, order: 'asc' | 'desc'): Sql {
  const { from, value, on } = valuesOf(field);
  return from ? fill(`(SELECT ${order === 'asc' ? 'min' : 'max'}({}) FROM ${from} WHERE {})`, value, on) : value;
}

const isMissingFirst = (key: SortKey) => key.by === 'field' && key.missing === 'first';

/** Rows behind the given values: the first key that differs decides. */
function afterKeys(sort: readonly SortKey[], keys: readonly Sql[], values: NonNullable<SearchRequest['searchAfter']>): Sql {
  const options = sort.map((key, at) => {
    const same = keys.slice(0, at).map((expression, before) => fill('{} IS {}', expression, sql('?', values[before] ?? null)));
    return joinAll([...same, isAfter(key, keys[at] ?? sql('NULL'), values[at] ?? null)], 'AND', '1');
  });
  return joinAll(options, 'OR', '1');
}

function isAfter(key: SortKey, expression: Sql, value: Value): Sql {
  const first = isMissingFirst(key);
  if (value === null) return first ? fill('{} IS NOT NULL', expression) : sql('0');
  const beyond = fill(`coalesce({} ${key.order === 'asc' ? '>' : '<'} {}, 0)`, expression, sql('?', value));
  return first ? beyond : fill('({} OR {} IS NULL)', beyond, expression);
}
