import type { Json } from '#lib/json/json.ts';
import type { Field } from './field.ts';

/** A field that the index does not map keeps its name only: such a clause matches nothing. */
export type Target = Field | undefined;

export type Bound = { value: string | number; inclusive: boolean };

/** A query, understood: fields resolved, words split, dates in epoch milliseconds. `boost` multiplies the score. */
export type Query =
  | { type: 'all'; boost: number }
  | { type: 'none' }
  | { type: 'terms'; field: Target; values: readonly (string | number)[]; ignoreCase: boolean; boost: number }
  | { type: 'words'; field: Field; words: readonly string[]; join: 'or' | 'and' | 'phrase'; isPrefix: boolean; boost: number }
  | { type: 'pattern'; field: Target; kind: 'prefix' | 'wildcard' | 'regexp'; pattern: string; ignoreCase: boolean; boost: number }
  | { type: 'range'; field: Target; from?: Bound; to?: Bound; boost: number }
  | { type: 'exists'; fields: readonly Field[]; boost: number }
  | { type: 'ids'; values: readonly string[]; boost: number }
  | { type: 'bool'; must: Query[]; filter: Query[]; should: Query[]; mustNot: Query[]; minimum: number; boost: number }
  /** The best of several: multi_match, dis_max. */
  | { type: 'any'; queries: Query[]; boost: number }
  | { type: 'constant'; query: Query; boost: number };

export type SortKey =
  | { by: 'score'; order: 'asc' | 'desc' }
  | { by: 'stored'; order: 'asc' | 'desc' }
  /** An unmapped field sorts as if it were missing everywhere. */
  | { by: 'field'; field: Target; order: 'asc' | 'desc'; missing: 'first' | 'last' };

/** `meta` is handed back as it is. */
export type Aggregation = { meta?: Json } & (
  | { type: 'terms'; field: Target; size: number; fewest: number; order: { by: 'count' | 'key'; direction: 'asc' | 'desc' } }
  | { type: 'value_count' | 'cardinality' | 'min' | 'max'; field: Target }
  | { type: 'filter'; query: Query; inner: NamedAggregations }
);
export type NamedAggregations = ReadonlyMap<string, Aggregation>;

/** Patterns over dotted paths, with `*`. */
export type SourceFilter = { includes: readonly string[]; excludes: readonly string[] };

export type SearchRequest = {
  /** Absent: everything. */
  query?: Query | undefined;
  postFilter?: Query;
  from: number;
  size: number;
  sort: readonly SortKey[];
  searchAfter?: readonly (string | number | null)[];
  source: SourceFilter;
  /** Fields whose values are listed beside `_source`. */
  fields: readonly Field[];
  /** true: count all, false: do not count, a number: count up to it. */
  trackTotalHits: boolean | number;
  minScore?: number;
  aggregations: NamedAggregations;
  highlight: { fields: readonly Field[]; before: string; after: string };
  showNumbers: boolean;
};
