'use client';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Takes an address within the studio that somebody wants to leave for. */
export type AskBeforeLeaving = (address: string) => void;

let asker: AskBeforeLeaving | undefined;

/** While something is unsaved, `ask` decides about leaving. @returns what ends that */
export function holdPage(ask: AskBeforeLeaving): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = undefined;
  };
}

/** Opens another page by key or button as a link does: it asks first where something is unsaved. */
export function useGo(): (address: string) => void {
  const router = useRouter();
  return useCallback(
    (address) => {
      const isOtherPage = new URL(address, window.location.href).pathname !== window.location.pathname;
      if (asker && isOtherPage) asker(address);
      else router.push(address);
    },
    [router],
  );
}
