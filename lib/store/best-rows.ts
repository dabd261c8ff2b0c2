import '#server-only';
import type { SortKey } from '#lib/search/query.ts';
import type { FoundRow, Value } from './search-find.ts';

/** Keeps the first rows of an order out of many that come in any order. */
export function bestRows(sort: readonly SortKey[], most: number) {
  const compare = comparison(sort);
  let rows: FoundRow[] = [];
  const shorten = () => {
    rows = rows.sort(compare).slice(0, most);
    return rows;
  };
  return {
    add(row: FoundRow): void {
      rows.push(row);
      if (rows.length >= 2 * most + 1_000) shorten();
    },
    sorted: shorten,
  };
}

/** Without sort keys the best score comes first. Ties come in the order in which they were stored. */
function comparison(sort: readonly SortKey[]): (a: FoundRow, b: FoundRow) => number {
  const keys: readonly SortKey[] = sort.length > 0 ? sort : [{ by: 'score', order: 'desc' }];
  return (a, b) => {
    for (const [at, key] of keys.entries()) {
      const [left, right] = key.by === 'score' ? [a.score, b.score] : [a.sort[at] ?? null, b.sort[at] ?? null];
      const order = compareValues(left, right, key);
      if (order !== 0) return order;
    }
    return a.order - b.order;
  };
}

function compareValues(a: Value, b: Value, key: SortKey): number {
  if (a === b) return 0;
  if (a === null || b === null) {
    const isFirst = key.by === 'field' && key.missing === 'first';
    return (a === null) === isFirst ? -1 : 1;
  }
  const order =
    typeof a === 'string' && typeof b === 'string'
      ? compareTexts(a, b)
      : typeof a === typeof b
        ? a < b
          ? -1
          : 1
        : typeof a === 'number'
          ? -1
          : 1;
  return key.order === 'asc' ? order : -order;
}

const surrogate = /[\ud800-\udfff]/;

/** By code points, as SQLite compares; JavaScript compares by halves of them. */
function compareTexts(a: string, b: string): number {
  if (!surrogate.test(a) && !surrogate.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
