'use client';
import { usePreferences } from './preferences.tsx';
import type { Column } from './table-cells.tsx';

export type ColumnChoice<Row = unknown> = {
  shown: readonly Column<Row>[];
  /** Every column but the name, and whether it is shown. */
  options: { id: string; header: string; isShown: boolean }[];
  change: (ids: string[]) => void;
  reset: () => void;
};

function readColumns(kept: unknown): string[] | undefined {
  if (typeof kept !== 'object' || kept === null || !('columns' in kept) || !Array.isArray(kept.columns)) return undefined;
  return kept.columns.filter((id) => typeof id === 'string');
}

/** Which columns a person wants to see, kept with the account. */
export function useColumns<Row>(table: string, columns: readonly Column<Row>[]): ColumnChoice<Row> {
  const { preferences, change } = usePreferences();
  const { tables = {} } = preferences;
  const kept = Object.hasOwn(tables, table) ? readColumns(tables[table]) : undefined;
  const [first, ...others] = columns;
  const isShown = ({ id, isExtra }: Column<Row>) => (kept ? kept.includes(id) : !isExtra);
  return {
    shown: [...(first ? [first] : []), ...others.filter(isShown)],
    options: others.map((column) => ({ id: column.id, header: column.header, isShown: isShown(column) })),
    change: (ids) => change({ tables: { ...tables, [table]: { columns: ids } } }),
    reset: () => change({ tables: Object.fromEntries(Object.entries(tables).filter(([name]) => name !== table)) }),
  };
}
