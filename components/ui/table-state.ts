'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import type { ListQuery } from '#lib/client/list-query.ts';
import { type ListDefaults, type ListState, listQueryOf, readListState, writeListState } from './list-state.ts';

export type TableState = ListState & {
  /** For the list's client function, as it stands in the address. */
  query: ListQuery;
  isFiltered: boolean;
  /** Changes of what is listed begin at the first page again. */
  change: (changes: Partial<ListState>) => void;
  clearFilters: () => void;
  /** Milliseconds between automatic refreshes; 0 is off. For `refetchInterval`. */
  refresh: number;
  setRefresh: (milliseconds: number) => void;
};

/** @param defaults must keep its identity: a constant of the module */
export function useTableState(defaults: ListDefaults): TableState {
  const search = useSearchParams();
  const [refresh, setRefresh] = useState(0);
  const state = useMemo(() => readListState(search, defaults), [search, defaults]);
  const change = useCallback(
    (changes: Partial<ListState>) => {
      const current = new URLSearchParams(window.location.search);
      const next = { ...readListState(current, defaults), page: 1, ...changes };
      const text = writeListState(current, next, defaults).toString();
      const address = text ? `?${text}` : window.location.pathname;
      // Next keeps its own address in step with these, without asking the server for the page again.
      if ('q' in changes) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
    },
    [defaults],
  );
  return useMemo(() => {
    const { filters, q } = state;
    const none = Object.fromEntries((defaults.filters ?? []).map((name) => [name, []]));
    return {
      ...state,
      query: listQueryOf(state),
      isFiltered: q !== '' || Object.values(filters).some((values) => values.length > 0),
      change,
      clearFilters: () => change({ q: '', filters: none }),
      refresh,
      setRefresh,
    };
  }, [state, change, refresh, defaults]);
}
