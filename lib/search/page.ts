import { z } from 'zod';

/** How a list is asked for, in every list of the studio (ui.md §5.2). */
export type PageRequest = {
  q?: string | undefined;
  sort?: string | undefined;
  dir?: string | undefined;
  page?: number | undefined;
  size?: number | undefined;
};

const Page = z.object({
  page: z.number().int().min(1).catch(1),
  size: z.number().int().min(1).max(100).catch(20),
  dir: z.enum(['asc', 'desc']).optional().catch(undefined),
});

type Value = string | number | null;

export type Column<Row> = (row: Row) => Value;

const alphabet = new Intl.Collator('en', { sensitivity: 'base' });

const compare = (a: Value, b: Value): number => {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return typeof a === 'string' && typeof b === 'string' ? alphabet.compare(a, b) || (a < b ? -1 : 1) : a < b ? -1 : 1;
};

/**
 * One page of rows: sorted by an allowed column (threats.md I-09), ties by id, missing values last. A page past the end is the last one.
 * @param fallback column that sorts when none or an unknown one is asked for, descending
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { sort, dir, page, size }: PageRequest,
  columns: ReadonlyMap<string, Column<Row>>,
  { fallback, id }: { fallback: Column<Row>; id: (row: Row) => string },
): Row[] {
  const wanted = Page.parse({ page, size, dir });
  const column = sort === undefined ? undefined : columns.get(sort);
  const [value, direction] = column ? [column, wanted.dir ?? 'asc'] : [fallback, wanted.dir ?? 'desc'];
  const sign = direction === 'asc' ? 1 : -1;
  const sorted = rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    const order = left === null || right === null ? compare(left, right) : sign * compare(left, right);
    return order || (id(a) < id(b) ? -1 : 1);
  });
  const last = Math.max(1, Math.ceil(rows.length / wanted.size));
  const start = (Math.min(wanted.page, last) - 1) * wanted.size;
  return sorted.slice(start, start + wanted.size);
}

export type Facet = { value: string; count: number };
export type Filters<Row> = ReadonlyMap<string, { wanted: readonly string[]; value: (row: Row) => string }>;

const passes = <Row>(row: Row, filters: Filters<Row>, except?: string) =>
  [...filters].every(([name, { wanted, value }]) => name === except || wanted.length === 0 || wanted.includes(value(row)));

/** Rows that every filter lets through, and for each filter how many rows each of its values would show. */
export function filterRows<Row>(rows: readonly Row[], filters: Filters<Row>): { rows: Row[]; facets: Record<string, Facet[]> } {
  const facets: Record<string, Facet[]> = {};
  for (const [name, { value }] of filters) {
    const counts = new Map<string, number>();
    for (const row of rows) if (passes(row, filters, name)) counts.set(value(row), (counts.get(value(row)) ?? 0) + 1);
    facets[name] = [...counts]
      .map(([one, count]) => ({ value: one, count }))
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  }
  return { rows: rows.filter((row) => passes(row, filters)), facets };
}

/** `a,b` or nothing. */
export const listOf = (text: string | undefined): string[] => (text ? text.split(',').filter(Boolean) : []);

/** Whether one of the texts holds what was typed, in any case. */
export function holds(q: string | undefined, texts: readonly (string | null | undefined)[]): boolean {
  const wanted = q?.trim().toLowerCase();
  return !wanted || texts.some((text) => text?.toLowerCase().includes(wanted));
}
