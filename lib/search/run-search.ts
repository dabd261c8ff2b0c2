import { isStudioError, StudioError } from '#lib/errors.ts';
import type { JsonNode } from '#lib/json/read-json.ts';
import type { Index } from './field.ts';
import type { SearchPort } from './ports.ts';
import type { Query } from './query.ts';
import { readSearch } from './read-search.ts';
import { searchDocuments } from './search-documents.ts';
import { searchFailure } from './search-error.ts';

export type SearchPorts = {
  search: SearchPort;
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  nodeId(): string;
  /** A name for one generation of an index, as OpenSearch gives it: the same as long as the data lives. */
  indexUuid(index: string): string;
};

type Options = {
  /** What the caller may see. */
  filter?: Query | undefined;
  /** For a body without a query; absent: everything, worth 1. */
  otherwise?: Query;
};

/**
 * Reads and runs a search body.
 * @returns OpenSearch's answer
 * @throws StudioError 400, as the search or as one of its shards
 */
export async function runSearch(
  index: Index,
  body: JsonNode,
  { search, now, elapsed, nodeId, indexUuid }: SearchPorts,
  options: Options = {},
) {
  const { filter, otherwise } = options;
  try {
    const request = readSearch(body, { index, now: now() });
    return await searchDocuments(index, { ...request, query: request.query ?? otherwise }, { filter, search, elapsed });
  } catch (thrown) {
    throw searchFailure(mistaken(thrown), { index: index.name, node: nodeId(), index_uuid: indexUuid(index.name) });
  }
}

/** A value where a text should stand is a mistake like any other here; only ML Commons' own bodies answer 500. */
const mistaken = (thrown: unknown): unknown =>
  isStudioError(thrown) && thrown.type === 'illegal_state_exception' ? new StudioError('parsing_exception', 400, thrown.message) : thrown;
