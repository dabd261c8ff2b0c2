import { primaryTerm } from '#lib/connectors/precondition.ts';
import type { Field, Index } from './field.ts';
import { highlight } from './highlight.ts';
import type { AggregationResult, AggregationResults, Hit, SearchPort, SearchResult } from './ports.ts';
import type { Query, SearchRequest } from './query.ts';
import { makeSourceFilter } from './source-filter.ts';

type Shown = { filter?: Query | undefined; search: SearchPort; elapsed(): number };

/**
 * Runs a search and gives OpenSearch's answer (rest-api.md §2.2). An index in which nothing was ever stored has no shards.
 * @param shown.elapsed milliseconds of a clock that never goes back
 */
export async function searchDocuments(index: Index, request: SearchRequest, { filter, search, elapsed }: Shown) {
  const started = elapsed();
  if (!search.everStored(index)) return empty;
  const result = await search.search(index, request, filter);
  const filterSource = makeSourceFilter(request.source);
  const shards = { total: 1, successful: 1, skipped: 0, failed: 0 };
  const hits = {
    ...totalOf(result, request),
    max_score: result.maxScore,
    hits: result.hits.map((hit) => render(hit, index, request, filterSource)),
  };
  const aggregations = request.aggregations.size > 0 && { aggregations: renderAggregations(result.aggregations) };
  return { took: Math.round(elapsed() - started), timed_out: false, _shards: shards, hits, ...aggregations };
}

const empty = {
  took: 0,
  timed_out: false,
  _shards: { total: 0, successful: 0, skipped: 0, failed: 0 },
  hits: { total: { value: 0, relation: 'eq' }, max_score: 0, hits: [] },
};

function totalOf({ total }: SearchResult, { trackTotalHits }: SearchRequest) {
  if (trackTotalHits === false) return {};
  const most = trackTotalHits === true ? Number.POSITIVE_INFINITY : trackTotalHits;
  return { total: total > most ? { value: most, relation: 'gte' } : { value: total, relation: 'eq' } };
}

function render(
  { id, seq_no, version, definition, score, sort }: Hit,
  index: Index,
  request: SearchRequest,
  filterSource: (source: object) => unknown,
) {
  const marked = request.highlight.fields.length > 0 ? highlight(definition, request) : undefined;
  const fields = request.fields.length > 0 ? listFields(definition, request.fields) : undefined;
  return {
    _index: index.name,
    _id: id,
    _version: version,
    _seq_no: seq_no,
    _primary_term: primaryTerm,
    _score: score,
    _source: filterSource(definition),
    ...(fields && { fields }),
    ...(marked && { highlight: marked }),
    ...(sort && { sort }),
  };
}

function listFields(definition: Record<string, unknown>, fields: readonly Field[]): Record<string, unknown[]> | undefined {
  const listed: [string, unknown[]][] = [];
  for (const { name, path, type } of fields) {
    const value = path.split('.').reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), definition);
    if (value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value))) continue;
    const values = Array.isArray(value) ? value : [value];
    listed.push([name, type === 'date' ? values.map((time) => new Date(Number(time)).toISOString()) : values]);
  }
  return listed.length > 0 ? Object.fromEntries(listed) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const renderAggregations = (results: AggregationResults): Record<string, unknown> =>
  Object.fromEntries(
    [...results].map(([name, { meta, ...result }]) => [name, { ...(meta !== undefined && { meta }), ...renderAggregation(result) }]),
  );

function renderAggregation(result: AggregationResult): object {
  switch (result.type) {
    case 'terms':
      return { doc_count_error_upper_bound: 0, sum_other_doc_count: result.others, buckets: result.buckets };
    case 'filter':
      return { doc_count: result.doc_count, ...renderAggregations(result.inner) };
    case 'value': {
      const { type: _type, ...value } = result;
      return value;
    }
  }
}
