'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ConfirmModal } from './confirm-modal.tsx';
import { holdPage } from './leave.ts';

/** A link within the studio that a plain click follows. */
function targetOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!link || (link.target && link.target !== '_self') || link.hasAttribute('download')) return undefined;
  const url = new URL(link.href, window.location.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return undefined;
  return url.pathname + url.search + url.hash;
}

/** Asks before unsaved changes are left behind: in our words for a link or a key, in the browser's for closing the tab. */
export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const router = useRouter();
  const [destination, setDestination] = useState<string>();
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: MouseEvent) => {
      const target = targetOf(event);
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      setDestination(target);
    };
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    const release = holdPage(setDestination);
    document.addEventListener('click', ask, true);
    window.addEventListener('beforeunload', warn);
    return () => {
      release();
      document.removeEventListener('click', ask, true);
      window.removeEventListener('beforeunload', warn);
    };
  }, [isDirty]);
  const leave = () => {
    if (destination) router.push(destination);
    setDestination(undefined);
  };
  return (
    <ConfirmModal
      opened={destination !== undefined}
      onClose={() => setDestination(undefined)}
      title="Leave without saving?"
      cancelLabel="Stay"
      confirmLabel="Leave"
      isDangerous
      onConfirm={leave}
    >
      <p>What you changed on this page is not saved.</p>
    </ConfirmModal>
  );
}
