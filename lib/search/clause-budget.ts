import { ShardFailure } from './search-error.ts';

/** Takes note of clauses that a query grows by. @throws StudioError 400 when they are too many */
export type Spend = (clauses: number) => void;

const mostClauses = 1_024; // OpenSearch's indices.query.bool.max_clause_count

/** Counts while a query is read: no text may grow it without end, neither in memory nor as a statement. */
export function clauseBudget(): Spend {
  let left = mostClauses;
  return (clauses) => {
    left -= Math.max(0, clauses);
    if (left < 0) throw new ShardFailure('query_shard_exception', `failed to create query: maxClauseCount is set to ${mostClauses}`);
  };
}
