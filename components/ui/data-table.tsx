'use client';
import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useAnnounce } from './announcer.tsx';
import { BulkBar } from './bulk-bar.tsx';
import css from './data-table.module.css';
import { EmptyState } from './empty-state.tsx';
import { ErrorState } from './error-state.tsx';
import { FilterBar } from './filter-bar.tsx';
import type { Filter } from './filters.tsx';
import { usePreferences } from './preferences.tsx';
import { useShortcut } from './shortcuts.tsx';
import { TableSkeleton } from './skeletons.tsx';
import { StaleCallout } from './stale-callout.tsx';
import { type Column, TableBody, TableHead } from './table-cells.tsx';
import { useColumns } from './table-columns.ts';
import { TableFooter } from './table-footer.tsx';
import { type Selection, useSelection } from './table-selection.ts';
import type { TableState } from './table-state.ts';
import { TableTools } from './table-tools.tsx';

/** What a table needs of TanStack Query's `useQuery`. */
export type TableQuery<Row> = {
  data: { total: number; items: readonly Row[] } | undefined;
  error: Error | null;
  isFetching: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
};

export type DataTableProps<Row> = {
  /** Under which a person's choice of columns is kept: `connectors`. */
  name: string;
  /** Read out with the table. */
  caption: string;
  /** *connectors*, for sentences. */
  noun: string;
  /** The first is the name: always shown, and in view while the rest scrolls. */
  columns: readonly Column<Row>[];
  state: TableState;
  query: TableQuery<Row>;
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  searchLabel: string;
  filters?: readonly Filter[];
  /** Last cell of a row: `<RowActions>`. */
  rowActions?: (row: Row) => ReactNode;
  /** Makes rows selectable; what can be done with the selection. */
  bulkActions?: (selection: Selection) => ReactNode;
  /** Nothing exists yet. */
  empty: ReactNode;
  /** Further tools at the right of the toolbar. */
  tools?: ReactNode;
  /** Above the rows: what has changed since they were loaded. */
  notice?: ReactNode;
  /** In place of the pages, where a list has a way of its own through its rows; null where there is none to go. */
  footer?: ReactNode;
};

/** A list whose searching, sorting and paging happen on the server, and whose state stands in the address. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { name, columns, state, query, noun, searchLabel, filters, bulkActions, rowKey, tools, notice, footer } = props;
  const selection = useSelection();
  const choice = useColumns(name, columns);
  const { density = 'comfortable' } = usePreferences().preferences;
  const table = useRef<HTMLDivElement>(null);
  const { data } = query;
  useLastPage(state, data?.total);
  useSpokenTotal(data?.total, noun);
  useRowKeys(table, bulkActions && selection.toggle);
  const selected = selection.isAll ? (data?.total ?? 0) : selection.keys.size;
  const pageKeys = data?.items.map(rowKey) ?? [];
  const isPageSelected = pageKeys.length > 0 && pageKeys.every(selection.has);
  const hasMore = data !== undefined && data.total > selected;

  return (
    <div className={css.frame} data-density={density}>
      <div className={css.toolbar}>
        {bulkActions && selected > 0 ? (
          <BulkBar
            count={selected}
            total={data?.total}
            onSelectAll={isPageSelected && hasMore ? selection.selectAll : undefined}
            onClear={selection.clear}
          >
            {bulkActions(selection)}
          </BulkBar>
        ) : (
          <FilterBar
            searchLabel={searchLabel}
            q={state.q}
            onSearch={(q) => state.change({ q })}
            filters={filters}
            values={state.filters}
            onFilter={(id, values) => state.change({ filters: { ...state.filters, [id]: values } })}
          >
            {tools}
            <TableTools state={state} columns={choice} onRefresh={query.refetch} />
          </FilterBar>
        )}
      </div>
      <div className={css.progress} data-active={(query.isFetching && data !== undefined) || undefined} />
      {query.error && data && (
        <div className={css.callout}>
          <StaleCallout loadedAt={query.dataUpdatedAt} error={query.error} onRetry={query.refetch} />
        </div>
      )}
      {notice}
      <div ref={table}>
        <Content {...props} selection={bulkActions && selection} shown={choice.shown} />
      </div>
      {footer === undefined ? data && data.total > 0 && <TableFooter state={state} total={data.total} /> : footer}
    </div>
  );
}

type ContentProps<Row> = DataTableProps<Row> & { selection: Selection | undefined; shown: readonly Column<Row>[] };

function Content<Row>(props: ContentProps<Row>) {
  const { query, state, noun, caption, empty } = props;
  const { data, error, refetch } = query;
  if (!data && error) {
    return (
      <div className={css.callout}>
        <ErrorState error={error} title={`Could not load the ${noun}.`} onRetry={refetch} />
      </div>
    );
  }
  if (!data) return <TableSkeleton label={`Loading ${noun}`} />;
  if (data.total === 0 && state.isFiltered) {
    return (
      <EmptyState
        actions={
          <Button variant="default" onClick={state.clearFilters}>
            Clear filters
          </Button>
        }
      >
        No {noun} match these filters.
      </EmptyState>
    );
  }
  if (data.total === 0) return empty;
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <caption className="studio-visually-hidden">{caption}</caption>
        <TableHead {...props} rows={data.items} />
        <TableBody {...props} rows={data.items} />
      </table>
    </div>
  );
}

/** Going past the last page lands on it. */
function useLastPage({ page, size, change }: TableState, total: number | undefined) {
  useEffect(() => {
    if (total === undefined) return;
    const last = Math.max(1, Math.ceil(total / size));
    if (page > last) change({ page: last });
  }, [page, size, total, change]);
}

/** The number of rows is read out when a filter changes it. */
function useSpokenTotal(total: number | undefined, noun: string) {
  const announce = useAnnounce();
  const before = useRef(total);
  useEffect(() => {
    if (before.current !== undefined && total !== undefined && before.current !== total) announce(`${total} ${noun}`);
    before.current = total;
  }, [total, noun, announce]);
}

/** j and k move between the rows' names, x ticks the row; Enter is the link's own. */
function useRowKeys(table: { current: HTMLElement | null }, toggle: ((key: string) => void) | undefined) {
  const rows = () => [...(table.current?.querySelectorAll<HTMLElement>('tbody tr') ?? [])];
  const current = () => rows().findIndex((row) => row.contains(document.activeElement));
  const move = (step: number) => {
    const all = rows();
    const next = all[Math.min(all.length - 1, Math.max(0, current() + step))];
    next?.querySelector<HTMLElement>('[data-name] a, [data-name] button')?.focus();
  };
  useShortcut('j', 'Next row', () => move(1));
  useShortcut('k', 'Previous row', () => move(-1));
  const tick = () => {
    const key = rows()[current()]?.dataset.key;
    if (key !== undefined) toggle?.(key);
  };
  useShortcut('x', 'Select the row', tick, { enabled: toggle !== undefined });
}
