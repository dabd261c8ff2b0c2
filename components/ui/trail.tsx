'use client';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

export type Crumb = { label: string; href?: string };

const Current = createContext<Crumb[]>([]);
const Change = createContext<(crumbs: Crumb[]) => void>(() => {});

export function TrailProvider({ children }: { children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<Crumb[]>([]);
  return (
    <Change.Provider value={setCrumbs}>
      <Current.Provider value={crumbs}>{children}</Current.Provider>
    </Change.Provider>
  );
}

export const useTrail = () => useContext(Current);

/** What the header shows after the section: the name of the object that this page is about. Renders nothing itself. */
export function Trail({ crumbs }: { crumbs: Crumb[] }) {
  const change = useContext(Change);
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    change(JSON.parse(text) as Crumb[]); // the same value as above: by its text, so that a new array with equal items changes nothing
    return () => change([]);
  }, [text, change]);
  return null;
}
