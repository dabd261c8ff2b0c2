'use client';
import { useEffect, useRef } from 'react';

/** Milliseconds after which whatever takes the focus by itself has it. */
const patience = 10;

/**
 * When a dialog closes, the focus goes back to what had it before. The kit does that too, but not for a dialog that is open from its first
 * moment on, as one is that was loaded when it was wanted: give it `returnFocus={false}`.
 */
export function useFocusBack(opened: boolean): void {
  const opener = useRef<Element>(null);
  useEffect(() => {
    if (opened) {
      opener.current = document.activeElement; // the dialog takes the focus a moment later
      return;
    }
    const atClose = document.activeElement;
    const timer = setTimeout(() => {
      const now = document.activeElement;
      const isTaken = now !== null && now !== document.body && now !== atClose;
      if (!isTaken && opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
      opener.current = null;
    }, patience);
    return () => clearTimeout(timer);
  }, [opened]);
}
