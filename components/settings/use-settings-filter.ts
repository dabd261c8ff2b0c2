'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useState } from 'react';
import { readFilter, type SettingsFilter, writeFilter } from './settings-view.ts';

/** Filters stand in the address, and act before the address has followed. */
export function useSettingsFilter() {
  const search = useSearchParams();
  const [seen, setSeen] = useState(search);
  const [filter, set] = useState(() => readFilter(search));
  if (search !== seen) {
    setSeen(search);
    set(readFilter(search));
  }
  const setFilter = useCallback((next: SettingsFilter) => {
    set(next);
    replaceSearch(writeFilter(window.location.search, next));
  }, []);
  return { filter, setFilter };
}

function replaceSearch(text: string) {
  // Next keeps its own address in step with this, without asking the server for the page again.
  window.history.replaceState(null, '', text ? `?${text}` : window.location.pathname);
}

/** The pattern of the address is saved or dropped: a reload must not bring it back. */
export function leavePattern() {
  const search = new URLSearchParams(window.location.search);
  if (!search.has('pattern') && !search.has('host')) return;
  search.delete('pattern');
  search.delete('host');
  replaceSearch(search.toString());
}
