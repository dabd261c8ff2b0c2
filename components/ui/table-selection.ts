'use client';
import { useMemo, useState } from 'react';

export type Selection = {
  keys: ReadonlySet<string>;
  /** Every row that the filters let through, those of other pages included. */
  isAll: boolean;
  has: (key: string) => boolean;
  toggle: (key: string) => void;
  /** Ticks the page, or unticks it when all of it is ticked. */
  togglePage: (keys: readonly string[]) => void;
  selectAll: () => void;
  clear: () => void;
};

const nothing: { keys: ReadonlySet<string>; isAll: boolean } = { keys: new Set(), isAll: false };

/** Which rows of a table are ticked; kept while the pages are turned. */
export function useSelection(): Selection {
  const [{ keys, isAll }, set] = useState(nothing);
  return useMemo(() => {
    const has = (key: string) => isAll || keys.has(key);
    return {
      keys,
      isAll,
      has,
      toggle: (key) => set(isAll ? nothing : { keys: toggled(keys, key), isAll: false }),
      togglePage: (page) => set(isAll ? nothing : { keys: togglePage(keys, page), isAll: false }),
      selectAll: () => set({ keys, isAll: true }),
      clear: () => set(nothing),
    };
  }, [keys, isAll]);
}

function toggled(keys: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function togglePage(keys: ReadonlySet<string>, page: readonly string[]): Set<string> {
  const next = new Set(keys);
  const isWhole = page.every((key) => keys.has(key));
  for (const key of page) {
    if (isWhole) next.delete(key);
    else next.add(key);
  }
  return next;
}
