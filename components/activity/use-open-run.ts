'use client';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { RunPart } from './run-flyout.tsx';

/** A part of the address beside the list's own: changed without asking the server for the page again. */
function writeAddress(changes: Record<string, string | undefined>, isNewEntry: boolean) {
  const search = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) search.delete(name);
    else search.set(name, value);
  }
  const address = search.size > 0 ? `?${search}` : window.location.pathname;
  if (isNewEntry) window.history.pushState(null, '', address);
  else window.history.replaceState(null, '', address);
}

/** What is open over a list, as the address says. */
export function useOpen() {
  const id = useSearchParams().get('open') ?? undefined;
  return {
    id,
    open: (id: string) => writeAddress({ open: id }, true),
    close: () => writeAddress({ open: undefined }, false),
  };
}

/** Which run is open, as the address says. Sending one again is no state: a link to it must not send anything. */
export function useOpenRun() {
  const search = useSearchParams();
  const [again, setAgain] = useState<string>();
  const id = search.get('open') ?? undefined;
  const part: RunPart | undefined = id !== undefined && id === again ? 'again' : search.get('part') === 'compare' ? 'compare' : undefined;
  return {
    id,
    part,
    open: (id: string, part?: RunPart) => {
      setAgain(part === 'again' ? id : undefined);
      const isOpen = new URLSearchParams(window.location.search).get('open') !== null;
      writeAddress({ open: id, part: part === 'compare' ? part : undefined }, !isOpen);
    },
    close: () => writeAddress({ open: undefined, part: undefined }, false),
  };
}
