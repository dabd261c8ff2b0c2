import type { Written } from '#lib/connectors/ports.ts';
import { primaryTerm } from '#lib/connectors/precondition.ts';

/** OpenSearch's answer to a write of one document (rest-api.md §2.1). */
export const writtenBody = (index: string, { id, version, seq_no }: Written, result: 'updated' | 'deleted' | 'not_found') => ({
  _index: index,
  _id: id,
  _version: version,
  result,
  forced_refresh: true,
  _shards: { total: 1, successful: 1, failed: 0 },
  _seq_no: seq_no,
  _primary_term: primaryTerm,
});

export const removedBody = (index: string, { found, ...written }: Written & { found: boolean }) =>
  writtenBody(index, written, found ? 'deleted' : 'not_found');
