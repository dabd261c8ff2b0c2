import type { Json } from '#lib/json/json.ts';
import type { Index } from './field.ts';
import type { Query, SearchRequest } from './query.ts';

/** One document that was found. `sort` holds its values of the sort keys. */
export type Hit = {
  id: string;
  seq_no: number;
  version: number;
  definition: Record<string, unknown>;
  score: number | null;
  sort: (string | number | null)[] | undefined;
};

export type Bucket = { key: string | number; key_as_string?: string; doc_count: number };
export type AggregationResult = { meta?: Json } & (
  | { type: 'terms'; buckets: Bucket[]; others: number }
  | { type: 'value'; value: number | null; value_as_string?: string }
  | { type: 'filter'; doc_count: number; inner: AggregationResults }
);
export type AggregationResults = ReadonlyMap<string, AggregationResult>;

export type SearchResult = {
  /** Counted at least as far as the request wants to know. */
  total: number;
  hits: Hit[];
  /** Best score of all that matched, not only of this page; null when nothing was scored. */
  maxScore: number | null;
  aggregations: AggregationResults;
};

export type SearchPort = {
  /** Whether anything of this index was ever stored. */
  everStored(index: Index): boolean;
  /** @param filter what the caller may see of it; it never scores */
  search(index: Index, request: SearchRequest, filter: Query | undefined): Promise<SearchResult>;
};
