'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type TableState, useTableState } from '#components/ui/table-state.ts';
import type { RunRow } from '#lib/client/runs.ts';
import { isFiltered, isOpenEnded, type Place, placeOf, type RunFilter, runDefaults, runFilter, withPlace } from './activity-address.ts';
import type { ShownPage } from './cursor-pages.ts';
import { type FirstPage, firstPageKey, listKey } from './list-key.ts';
import { newsQuery, runPageQuery } from './queries.ts';

const standardRefresh = 10_000; // milliseconds

export type RunList = {
  state: TableState;
  page: ShownPage<RunRow> | undefined;
  query: ReturnType<typeof useQuery<ShownPage<RunRow>>>;
  /** How many runs have come since the page was loaded. */
  news: number;
  showNews: () => void;
  go: (place?: Place) => void;
  /** The filters of this moment. */
  filter: () => RunFilter;
};

/**
 * The list of runs as the address says. New runs are counted by the clock and shown when somebody wants them: nothing moves while it is read.
 * @param of the runs of one thing, of whatever time
 */
export function useRunList(of?: Pick<RunFilter, 'connector_id'>, first?: FirstPage): RunList {
  const table = useTableState(runDefaults);
  const [refresh, setRefresh] = useState(standardRefresh);
  const { q, filters: values, size } = table;
  const place = placeOf(values);
  const key = listKey(q, values, of);
  const filter = () => {
    const { from, ...wish } = runFilter(q, values, Date.now());
    return of ? { ...wish, ...of } : { ...wish, ...(from !== undefined && { from }) };
  };
  const isFirst = first !== undefined && first.key === firstPageKey(q, values, size, of);
  const query = useQuery({ ...runPageQuery(key, filter, place, size), ...(isFirst && { initialData: first.page }) });
  const page = query.data;
  const isWatching = page !== undefined && !query.isPlaceholderData && page.isNewest && refresh > 0 && isOpenEnded(values, Date.now());
  const { data: news = 0 } = useQuery({
    ...newsQuery(key, filter, page?.newer_cursor ?? null),
    enabled: isWatching,
    refetchInterval: isWatching && refresh,
  });
  const change: TableState['change'] = (changes) => table.change({ ...changes, filters: withPlace(changes.filters ?? values) });
  const state: TableState = {
    ...table,
    change,
    isFiltered: isFiltered(q, values),
    clearFilters: () => change({ q: '', filters: { ...values, outcome: [], connector: [], user: [], status: [] } }),
    refresh,
    setRefresh,
  };
  return {
    state,
    page,
    query,
    news: isWatching ? news : 0,
    showNews: () => void query.refetch(),
    go: (next) => table.change({ filters: withPlace(values, next) }),
    filter,
  };
}
