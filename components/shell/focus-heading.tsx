'use client';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** After a navigation within the studio the new page's title takes the focus, so that it is read out and Tab starts there. */
export function FocusHeading() {
  const path = usePathname();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [path]);
  return null;
}
