'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect } from 'react';
import type { RemedyAction } from '#lib/predict/remedy.ts';
import { draftCures } from './draft-cures.ts';
import { useEditor } from './editor-context.tsx';

/** A failure elsewhere led here: does in the form what its button said, once. Renders nothing. */
export function CureFromAddress({ isActive }: { isActive: boolean }) {
  const { form, setActiveAction } = useEditor();
  const search = useSearchParams();
  const cure = search.get('cure');
  const names = search.getAll('name').join('\n');
  useEffect(() => {
    if (!isActive || cure === null) return;
    // A frame later: what watches the form begins to after its parts are there.
    const frame = requestAnimationFrame(() => {
      const rest = new URLSearchParams(window.location.search);
      for (const name of ['cure', 'name']) rest.delete(name);
      window.history.replaceState(null, '', `${window.location.pathname}?${rest}`);
      const cures = draftCures({ form, setActiveAction }, 0);
      if (Object.hasOwn(cures, cure)) cures[cure as RemedyAction]?.(names.split('\n').filter(Boolean)); // as: one of its own keys
    });
    return () => cancelAnimationFrame(frame);
  }, [isActive, cure, names, form, setActiveAction]);
  return null;
}
