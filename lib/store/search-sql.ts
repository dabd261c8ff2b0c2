import '#server-only';
import type { Field, Index } from '#lib/search/field.ts';
import type { Query } from '#lib/search/query.ts';
import { isWord } from '#lib/search/words.ts';
import { fill, joinAll, question, type Sql, sql } from './sql.ts';

// A query of lib/search as SQL over one table, which is always called `t`.

type Values = { from: string; value: Sql; on: Sql };

const leafText = "CASE v.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(v.atom AS TEXT) END";

/** Where the values of a field stand: in a column, in the definition, or in several places of it (`from` is then not empty). */
export function valuesOf(field: Field, { inColumn = true } = {}): Values {
  const path = `'$.${field.path}'`; // from our own mapping, never from a client
  if (field.isMap && field.leaf !== undefined) {
    const key = field.leaf.slice(field.path.length + 1);
    return { from: `json_each(t.definition, ${path}) v`, value: sql(leafText), on: sql('v.key = ?', key) };
  }
  if (field.type === 'flat') {
    const on = field.leaf === undefined ? sql('v.atom IS NOT NULL') : sql('v.atom IS NOT NULL AND dotted(v.fullkey) = ?', field.leaf);
    return { from: `json_tree(t.definition, ${path}) v`, value: sql(leafText), on };
  }
  if (field.isList) return { from: `json_each(t.definition, ${path}) v`, value: sql('v.value'), on: sql('1') };
  const isColumn = field.column && (inColumn || field.path === ''); // `_id` stands nowhere else
  return { from: '', value: sql(isColumn ? `t.${field.column}` : `json_extract(t.definition, ${path})`), on: sql('1') };
}

/** A match expression of the full-text table: words in double quotes are nothing but words. */
export function matchExpression({ field, words, join, isPrefix }: Words): string {
  const quoted = words.map((word) => `"${word.replaceAll('"', '""')}"`);
  const last = quoted.length - 1;
  const texts = join === 'phrase' ? [quoted.join(' + ')] : quoted;
  const marked = texts.map((text, at) => (isPrefix && (join === 'phrase' || at === last) ? `${text} *` : text));
  return `${field.words} : (${marked.join(join === 'and' ? ' AND ' : ' OR ')})`;
}

const idField: Field = { name: '_id', type: 'keyword', path: '', column: 'id' };

/** Word clauses that are weighed by how well they match; further ones count for their boost. */
const mostWeighed = 32;

/** Clauses that are looked up at once, whatever a row holds. */
const mostQuick = 16;

export type Words = Extract<Query, { type: 'words' }>;

/** Rows of the full-text table, or of a table without one: more than `after`, up to `last`. */
export type Range = { after: number; last: number };

/**
 * Where rows come from. `matches`: SQLite takes the index of a condition. `order`: it goes along the order, and conditions are tried on each
 * row. `words`: the full-text table leads, and gives the rows of one clause that all rows have to meet. `rows`: all of a part of the table,
 * or, where words are asked for, of the rows that the full-text table has.
 */
export type Lead =
  /** `words`: a clause that is looked after elsewhere. */
  | { by: 'matches' | 'order'; words?: Words }
  | { by: 'words'; words: Words; range?: Range }
  | { by: 'rows'; range: Range; hasWords: boolean };

const within = (column: string, range: Range | undefined): Sql =>
  range ? sql(`${column} > ? AND ${column} <= ?`, range.after, range.last) : sql('1');

/** Makes SQL of one query. Scores stand in tables that `scores` and `joins` bring in. */
export class SearchSql {
  private readonly index: Index;
  private readonly lead: Lead;
  private readonly weighed = new Map<string, Sql>();
  private clauses = 0;

  constructor(index: Index, lead: Lead = { by: 'matches' }) {
    this.index = index;
    this.lead = lead;
  }

  /** How much is asked of each row. */
  get size(): number {
    return this.clauses;
  }

  /** Whether a row may take so long that the whole search needs watching. */
  get isSlow(): boolean {
    return this.clauses > mostQuick;
  }

  /** Rows that match: an expression that is true, false or null. */
  where(query: Query): Sql {
    this.clauses += query.type === 'pattern' && !isPlainPrefix(query) ? mostQuick + 1 : 1;
    switch (query.type) {
      case 'all':
        return sql('1');
      case 'none':
        return sql('0');
      case 'terms':
        return this.terms(query);
      case 'words':
        return this.words(query);
      case 'pattern':
        return this.pattern(query);
      case 'range':
        return this.range(query);
      case 'exists':
        return joinAll(
          query.fields.map((field) => this.value(field, (value) => fill('{} IS NOT NULL', value), { inColumn: false })),
          'OR',
          '0',
        );
      case 'ids':
        return this.value(idField, (value) => fill('{} IN ({})', value, question(query.values)));
      case 'bool':
        return this.bool(query);
      case 'any':
        return joinAll(
          query.queries.map((inner) => this.where(inner)),
          'OR',
          '0',
        );
      case 'constant':
        return this.where(query.query);
    }
  }

  /** What a row that matches is worth. */
  score(query: Query): Sql {
    switch (query.type) {
      case 'none':
        return sql('0.0');
      case 'words':
        return this.wordScore(query);
      case 'terms':
        return query.field?.words ? this.wordScore(asWords(query, query.field)) : sql('?', query.boost);
      case 'bool': {
        const parts = [...query.must.map((inner) => this.score(inner)), ...query.should.map((inner) => this.scoreIfMatched(inner))];
        return withBoost(query.boost, joinAll(parts, '+', '0.0'));
      }
      case 'any':
        return withBoost(query.boost, best(query.queries.map((inner) => this.scoreIfMatched(inner))));
      default:
        return sql('?', query.boost);
    }
  }

  private scoreIfMatched(query: Query): Sql {
    return fill('(CASE WHEN {} THEN {} ELSE 0.0 END)', this.where(query), this.score(query));
  }

  /**
   * The table, and whatever leads to its rows.
   * @param isBare nothing of the table itself is asked: the words are enough
   */
  from(isBare = false): { tables: string; on: Sql; id: string; order: string } {
    const { kind } = this.index;
    const { lead, joins } = this;
    const found = { id: 'r.owner_id', order: 'r.id' };
    if (lead.by === 'words') {
      const words = 'search_text CROSS JOIN search_row r ON r.id = search_text.rowid';
      const on = sql('search_text MATCH ? AND r.kind = ?', matchExpression(lead.words), kind);
      const tables = isBare ? words : `${words} CROSS JOIN ${kind} t ON t.id = r.owner_id${joins}`;
      return { ...found, tables, on: fill('({} AND {})', on, within('search_text.rowid', lead.range)) };
    }
    const row = { id: 't.id', order: 't.rowid', tables: `${kind} t${joins}`, on: sql('1') };
    if (lead.by !== 'rows') return row;
    if (!lead.hasWords) return { ...row, tables: `${kind} t NOT INDEXED${joins}`, on: within('t.rowid', lead.range) };
    const on = fill('(r.kind = {} AND {})', sql('?', kind), within('r.id', lead.range));
    return { ...found, tables: `search_row r NOT INDEXED CROSS JOIN ${kind} t ON t.id = r.owner_id${joins}`, on };
  }

  private value(field: Field, condition: (value: Sql) => Sql, options?: { inColumn: boolean }): Sql {
    const { from, value, on } = valuesOf(field, options);
    // Looking whether it is there takes far less than opening it.
    const isThere = `json_type(t.definition, '$.${field.path}') IS NOT NULL`;
    if (from) return fill(`(${isThere} AND EXISTS (SELECT 1 FROM ${from} WHERE {} AND {}))`, on, condition(value));
    return condition(this.lead.by === 'matches' ? value : fill('+{}', value)); // no index for what has a plus
  }

  private terms(query: Extract<Query, { type: 'terms' }>): Sql {
    const { field, values, ignoreCase } = query;
    if (!field || values.length === 0) return sql('0');
    if (field.type === 'text') return this.textTerms(field, values.map(String), ignoreCase);
    if (!ignoreCase) return this.value(field, (value) => fill('{} IN ({})', value, question(values)));
    const folded = values.map((value) => String(value).toLowerCase());
    return this.value(field, (value) => fill('fold({}) IN ({})', value, question(folded)));
  }

  /** A term is no text that is split: it must be a word of the index as it stands. */
  private textTerms(field: Field, values: readonly string[], ignoreCase: boolean): Sql {
    const words = values.map((value) => (ignoreCase ? value.toLowerCase() : value)).filter(isWord);
    if (words.length === 0) return sql('0');
    return this.words({ type: 'words', field, words, join: 'or', isPrefix: false, boost: 1 });
  }

  private words(query: Words): Sql {
    const { field, words, join } = query;
    if (field.words) return 'words' in this.lead && this.lead.words === query ? sql('1') : this.hasWords(matchExpression(query));
    if (join === 'phrase')
      return this.value(field, (value) => present(value, fill('has_phrase({}, {})', sql('?', words.join(' ')), value)));
    const one = (word: string) => this.value(field, (value) => present(value, fill("has_word('word', {}, {})", sql('?', word), value)));
    return joinAll(words.map(one), join === 'and' ? 'AND' : 'OR', '0');
  }

  private hasWords(expression: string): Sql {
    const { kind } = this.index;
    const rows = 'SELECT x.rowid FROM search_text x WHERE x.search_text MATCH ?';
    if (this.lead.by === 'rows') {
      const { after, last } = this.lead.range;
      return sql(`r.id IN (${rows} AND x.rowid > ? AND x.rowid <= ?)`, expression, after, last);
    }
    return sql(`t.id IN (SELECT owner_id FROM search_row WHERE kind = ? AND id IN (${rows}))`, kind, expression);
  }

  /** The full-text table is asked once for a clause, not once for a row. */
  private wordScore(query: Words): Sql {
    if (this.lead.by === 'words' && this.lead.words === query) return withBoost(query.boost, sql('-bm25(search_text)'));
    const expression = query.field.words ? matchExpression(query) : undefined;
    if (expression === undefined || (!this.weighed.has(expression) && this.weighed.size >= mostWeighed)) return sql('?', query.boost);
    if (!this.weighed.has(expression)) {
      const found = 'SELECT r.owner_id, -bm25(search_text) AS score FROM search_text JOIN search_row r ON r.id = search_text.rowid';
      const range = within('search_text.rowid', 'range' in this.lead ? this.lead.range : undefined);
      this.weighed.set(
        expression,
        fill(`(${found} WHERE {} AND {})`, sql('search_text MATCH ? AND r.kind = ?', expression, this.index.kind), range),
      );
    }
    const at = [...this.weighed.keys()].indexOf(expression);
    return withBoost(query.boost, sql(`coalesce(w${at}.score, 0.0)`));
  }

  /** Goes before a statement that uses a score. */
  get scores(): Sql {
    const tables = [...this.weighed.values()].map((table, at) => fill(`w${at} AS MATERIALIZED {}`, table));
    const text = tables.map((table) => table.text).join(', ');
    return { text: text === '' ? '' : `WITH ${text} `, values: tables.flatMap(({ values }) => values) };
  }

  /** Goes behind the table of such a statement. */
  get joins(): string {
    return [...this.weighed.keys()].map((_, at) => ` LEFT JOIN w${at} ON w${at}.owner_id = t.id`).join('');
  }

  private pattern({ field, kind, pattern, ignoreCase }: Extract<Query, { type: 'pattern' }>): Sql {
    if (!field) return sql('0');
    if (isPlainPrefix({ field, kind, ignoreCase })) return this.value(field, (value) => beginsWith(value, pattern));
    const name = field.type === 'text' ? 'has_word' : 'fits';
    const wanted = sql('?', ignoreCase ? pattern.toLowerCase() : pattern);
    const text = (value: Sql) => (ignoreCase ? fill('fold({})', value) : value);
    return this.value(field, (value) => present(value, fill(`${name}('${kind}', {}, {})`, wanted, text(value))));
  }

  private range({ field, from, to }: Extract<Query, { type: 'range' }>): Sql {
    if (!field) return sql('0');
    const conditions = (value: Sql) => [
      fill('{} IS NOT NULL', value),
      ...(from ? [fill(`{} ${from.inclusive ? '>=' : '>'} {}`, value, sql('?', from.value))] : []),
      ...(to ? [fill(`{} ${to.inclusive ? '<=' : '<'} {}`, value, sql('?', to.value))] : []),
    ];
    return this.value(field, (value) => joinAll(conditions(value), 'AND', '1'));
  }

  private bool({ must, filter, should, mustNot, minimum }: Extract<Query, { type: 'bool' }>): Sql {
    const isTrue = (query: Query) => fill('coalesce({}, 0)', this.where(query));
    const needed = [...must, ...filter].map((query) => this.where(query));
    const refused = mustNot.map((query) => fill('NOT {}', isTrue(query)));
    const enough = minimum > 0 ? [fill('({}) >= {}', joinAll(should.map(isTrue), '+', '0'), sql('?', minimum))] : [];
    return joinAll([...needed, ...refused, ...enough], 'AND', '1');
  }
}

/** A value that is missing is not handed to a function of ours: that takes longer than looking. */
const present = (value: Sql, condition: Sql): Sql => fill('({} IS NOT NULL AND {})', value, condition);

/** A prefix that an index can find. */
export const isPlainPrefix = ({ field, kind, ignoreCase }: Pick<Extract<Query, { type: 'pattern' }>, 'field' | 'kind' | 'ignoreCase'>) =>
  kind === 'prefix' && !ignoreCase && field?.column !== undefined && field.type === 'keyword';

const beginsWith = (value: Sql, prefix: string): Sql =>
  fill('({} >= {} AND {} < {})', value, sql('?', prefix), value, sql('?', `${prefix}\u{10ffff}`));

const withBoost = (boost: number, score: Sql): Sql => (boost === 1 ? score : fill('({} * {})', sql('?', boost), score));

const asWords = ({ values, boost }: Extract<Query, { type: 'terms' }>, field: Field): Words => ({
  type: 'words',
  field,
  words: values.map(String),
  join: 'or',
  isPrefix: false,
  boost,
});

function best(scores: readonly Sql[]): Sql {
  const [first] = scores;
  if (!first) return sql('0.0');
  if (scores.length === 1) return first;
  const half = Math.ceil(scores.length / 2);
  return fill('max({}, {})', best(scores.slice(0, half)), best(scores.slice(half)));
}
