import '#server-only';
import type { Field } from '#lib/search/field.ts';
import type { Query, SortKey } from '#lib/search/query.ts';
import { isPlainPrefix, type Words } from './search-sql.ts';

const parts = (query: Query): readonly Query[] => {
  if (query.type === 'bool') return [...query.must, ...query.filter, ...query.should, ...query.mustNot];
  if (query.type === 'any') return query.queries;
  return query.type === 'constant' ? [query.query] : [];
};

const isInColumn = (field: Field | undefined) => field === undefined || field.column !== undefined || field.words !== undefined;

/** Whether rows have to be opened: a condition on something that no index and no full-text table holds. */
export function isCostly(query: Query): boolean {
  switch (query.type) {
    case 'pattern':
      return query.field !== undefined && !isPlainPrefix(query);
    case 'exists':
      return query.fields.length > 0;
    case 'terms':
      return query.ignoreCase || !isInColumn(query.field);
    case 'range':
    case 'words':
      return !isInColumn(query.field);
    default:
      return parts(query).some(isCostly);
  }
}

/** Whether the full-text table is asked. */
export function asksWords(query: Query): boolean {
  if (query.type === 'words' || query.type === 'terms') return query.field?.words !== undefined;
  return parts(query).some(asksWords);
}

/** A clause on words that every row has to meet. */
export function leadingWords(query: Query): Words | undefined {
  if (query.type === 'words') return query.field.words ? query : undefined;
  const needed = query.type === 'bool' ? [...query.must, ...query.filter] : parts(query).length === 1 ? parts(query) : [];
  for (const one of needed) {
    const found = leadingWords(one);
    if (found) return found;
  }
  return undefined;
}

/** The score that all rows get; undefined when they differ. Mirrors `SearchSql.score`. */
export function constantScore(query: Query): number | undefined {
  switch (query.type) {
    case 'none':
      return 0;
    case 'words':
    case 'terms':
      return query.field?.words ? undefined : query.boost;
    case 'bool': {
      if (query.should.length > 0) return undefined;
      const scores = query.must.map(constantScore);
      return scores.reduce<number | undefined>((sum, score) => (sum === undefined || score === undefined ? undefined : sum + score), 0) ===
        undefined
        ? undefined
        : query.boost * scores.reduce<number>((sum, score) => sum + (score ?? 0), 0);
    }
    case 'any': {
      const [only, ...others] = query.queries;
      const score = only && others.length === 0 ? constantScore(only) : undefined;
      return score === undefined ? undefined : query.boost * score;
    }
    default:
      return query.boost;
  }
}

/** Columns that have an index, by table; a test compares them with the database. */
export const indexedColumns: Readonly<Record<string, readonly string[]>> = {
  connector: ['id', 'name', 'protocol', 'host', 'provider', 'updated_time', 'created_time'],
  model: ['id', 'name', 'connector_id', 'state', 'model_group_id', 'updated_time'],
  model_group: ['id', 'name'],
  task: ['id', 'model_id', 'state', 'created_time'],
};

/** Whether rows can be read in order without looking at all of them. */
export function isOrdered(kind: string, sort: readonly SortKey[]): boolean {
  const [first] = sort;
  if (!first || first.by === 'stored') return true;
  if (first.by === 'score' || sort.some((key) => key.by === 'score')) return false;
  const column = first.field?.column;
  return column !== undefined && (indexedColumns[kind]?.includes(column) ?? false);
}
