import '#server-only';
import type { Field, Index } from '#lib/search/field.ts';
import type { Query, SearchRequest, SortKey } from '#lib/search/query.ts';
import { bestRows } from './best-rows.ts';
import { asksWords, constantScore, isCostly, isOrdered, leadingWords } from './search-cost.ts';
import { type Lead, matchExpression, SearchSql, valuesOf, type Words } from './search-sql.ts';
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
/** Rows along the order that are asked for words. */
const mostAsked = 2_000;
/** Rows of one statement where all have to be opened, or weighed: some milliseconds. */
const rowsAtOnce = 2_500;
const hitsAtOnce = 10_000;
const fewestAtOnce = 200;

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
  const keys = sort.map((key) => sortValue(key, score, builder.from().order));
  const conditions = [wanted, ...(filter ? [filter] : []), ...(postFilter ? [postFilter] : [])].map((query) => builder.where(query));
  if (minScore !== undefined) conditions.push(fill('{} >= {}', score, sql('?', minScore)));
  if (builder.isSlow) conditions.unshift(sql('in_time(t.id)'));
  const isBare = conditions.every(({ text }) => text === '1') && builder.joins === '';
  const { on, ...from } = builder.from(isBare && sort.every(({ by }) => by !== 'field')); // behind all that may add a table of scores
  const matched = joinAll([on, ...conditions], 'AND', '1');
  const after = searchAfter && afterKeys(sort, keys, searchAfter);
  return { builder, from, counted: builder.from(isBare).tables, score, keys, matched, after };
}

type Parts = ReturnType<typeof partsOf>;

/** All conditions can be looked up: count first, as far as it matters, then read the page where it is cheapest. */
function lookUp(wish: Wish, constant: number, { all }: Run): Found | undefined {
  const { index, request, wanted } = wish;
  const { sort, size, trackTotalHits } = request;
  const words = leadingWords(wanted);
  const few = words ? fewHits : fewMatches;
  const parts = partsOf(wish, words ? { by: 'words', words } : { by: 'matches' });
  const total = count(parts, trackTotalHits === true ? -1 : Math.max(few, Number(trackTotalHits)) + 1, all);
  const found = { total, best: isScored(request) && total > 0 ? constant : null };
  if (size === 0 || total === 0) return { ...found, rows: [] };
  if (total <= few || (words && sort.length === 0)) return { ...found, rows: readPage(wish, parts, all) };
  if (!isOrdered(index.kind, sort)) return undefined;
  const along = words ? askAlong(wish, words, all) : readPage(wish, partsOf(wish, { by: 'order' }), all);
  return { ...found, rows: along ?? readPage(wish, parts, all) };
}

/** @param most rows that are counted; -1 for all */
function count({ counted, matched }: Parts, most: number, all: Run['all']): number {
  const statement = fill(`SELECT count(*) AS total FROM (SELECT 1 FROM ${counted} WHERE {} LIMIT {})`, matched, sql('?', most));
  return all<{ total: number }>(statement)[0]?.total ?? 0;
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

/** Asks the first rows along the order whether they have the words. @returns undefined when that does not fill the page */
function askAlong(wish: Wish, words: Words, all: Run['all']): FoundRow[] | undefined {
  const { kind } = wish.index;
  const { from, size, sort } = wish.request;
  const parts = partsOf(wish, { by: 'order', words });
  const first = `SELECT {} FROM ${parts.from.tables} WHERE {} ORDER BY {} LIMIT ${mostAsked}`;
  const rows = all<Record<string, Value>>(
    fill(first, columnsOf(parts, sql('NULL')), parts.after ?? sql('1'), ordersOf(wish.request, parts)),
  ).map((row) => toFound(row, sort));
  const asked = sql('SELECT value FROM json_each(?)', JSON.stringify(rows.map(({ id }) => id)));
  const numbers = fill('SELECT id FROM search_row WHERE kind = {} AND owner_id IN ({})', sql('?', kind), asked);
  // The plus: one pass over the words, not a search for each row.
  const having = fill(
    'SELECT rowid FROM search_text WHERE search_text MATCH {} AND +rowid IN ({})',
    sql('?', matchExpression(words)),
    numbers,
  );
  const owners = fill('SELECT owner_id FROM search_row WHERE id IN ({})', having);
  const found = all<{ id: string }>(fill(`SELECT t.id FROM ${kind} t WHERE t.id IN ({}) AND {}`, owners, parts.matched));
  const ids = new Set(found.map(({ id }) => id));
  const page = rows.filter(({ id }) => ids.has(id));
  return page.length >= from + size || rows.length < mostAsked ? page.slice(from, from + size) : undefined;
}

/** Every row has to be opened or weighed: a part at a time, keeping the best. */
async function scan(wish: Wish, run: Run): Promise<Found> {
  const { index, request, wanted } = wish;
  const words = leadingWords(wanted);
  const isBestOnly = words !== undefined && request.sort.length === 0 && request.minScore === undefined && !request.searchAfter;
  const hasWords = [wanted, ...(request.postFilter ? [request.postFilter] : [])].some(asksWords);
  const [end] = run.all<{ last: number | null }>(lastRow(index, hasWords));
  const best = bestRows(request.sort, request.from + request.size);
  const found = { total: isBestOnly ? countWords(wish, words, run.all) : 0, best: null as number | null };
  const { size } = partsOf(wish, { by: 'matches' }).builder;
  const step = Math.max(fewestAtOnce, Math.round((words ? hitsAtOnce : rowsAtOnce) / (1 + size / 8)));
  for (let after = 0; after < (end?.last ?? 0); after += step) {
    if (after > 0) await run.breathe();
    const range = { after, last: after + step };
    const parts = partsOf(wish, words ? { by: 'words', words, range } : { by: 'rows', range, hasWords });
    for (const row of readPart(wish, parts, isBestOnly, run.all)) {
      if (!isBestOnly) found.total += 1;
      const { score, is_after } = row;
      if (typeof score === 'number' && (found.best === null || score > found.best)) found.best = score;
      if (is_after) best.add(toFound(row, request.sort));
    }
  }
  return { ...found, rows: request.size === 0 ? [] : best.sorted().slice(request.from) };
}

/** As far as the request wants to know, and without weighing anything. */
function countWords(wish: Wish, words: Words, all: Run['all']): number {
  const request: SearchRequest = { ...wish.request, sort: [{ by: 'stored', order: 'asc' }] };
  const { trackTotalHits } = request;
  return count(partsOf({ ...wish, request }, { by: 'words', words }), trackTotalHits === true ? -1 : Number(trackTotalHits) + 1, all);
}

const lastRow = ({ kind }: Index, hasWords: boolean): Sql =>
  hasWords ? sql('SELECT max(id) AS last FROM search_row WHERE kind = ?', kind) : sql(`SELECT max(rowid) AS last FROM ${kind}`); // a kind is the name of its table

function readPart({ request }: Wish, parts: Parts, isBestOnly: boolean, all: Run['all']): Record<string, Value>[] {
  const { builder, matched, after, score } = parts;
  const columns = fill('{}, {} AS is_after', columnsOf(parts, isScored(request) ? score : sql('NULL')), after ?? sql('1'));
  const best = isBestOnly ? sql(`ORDER BY score DESC, "order" LIMIT ?`, request.from + request.size) : sql('');
  return all(fill(`{}SELECT {} FROM ${parts.from.tables} WHERE {} {}`, builder.scores, columns, matched, best));
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
