'use client';
import { type FocusEvent, type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';

/** The stretch whose card shows. */
export type ShownMark = { element: HTMLElement; block: number; part: number; id: string };

const selector = '[data-origin]';
const patience = 150; // milliseconds over a stretch until its card opens

const markAt = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>(selector) : null);

/**
 * Moves the focus between the marked stretches of a text, of which Tab reaches one, and tells which one's card is to show. One set of
 * handlers serves all of them: a text has a thousand.
 */
export function useMarks() {
  const root = useRef<HTMLElement>(null);
  const id = useId();
  const [shown, setShown] = useState<ShownMark>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // Whatever was drawn anew: one of the stretches can be reached.
    const first = root.current?.querySelector<HTMLElement>(selector);
    if (first && !root.current?.querySelector(`${selector}[tabindex="0"]`)) first.tabIndex = 0;
  });

  const show = (mark: HTMLElement | null) => {
    clearTimeout(timer.current);
    shown?.element.removeAttribute('aria-describedby');
    if (!mark) return setShown(undefined);
    const [block = 0, part = 0] = (mark.dataset.part ?? '').split('.').map(Number);
    mark.setAttribute('aria-describedby', id);
    setShown({ element: mark, block, part, id });
  };
  const move = (step: number) => {
    const marks: Element[] = [...(root.current?.querySelectorAll(selector) ?? [])];
    const at = document.activeElement ? marks.indexOf(document.activeElement) : -1;
    const next = marks[(at + step + marks.length) % marks.length];
    if (next instanceof HTMLElement) next.focus();
  };
  const handlers = {
    onPointerOver: ({ target }: PointerEvent) => {
      const mark = markAt(target);
      clearTimeout(timer.current);
      if (mark && mark !== shown?.element) timer.current = setTimeout(() => show(mark), patience);
    },
    onPointerLeave: () => show(markAt(document.activeElement ?? document.body)),
    onFocus: ({ target }: FocusEvent) => {
      const mark = markAt(target);
      if (!mark) return;
      for (const before of root.current?.querySelectorAll<HTMLElement>(`${selector}[tabindex="0"]`) ?? []) before.tabIndex = -1;
      mark.tabIndex = 0;
      show(mark);
    },
    onBlur: () => show(null),
    onKeyDown: (event: KeyboardEvent) => {
      const isForward = event.key === 'ArrowRight' || (event.key === 'F8' && !event.shiftKey);
      if (event.key === 'Escape' && shown) {
        event.stopPropagation();
        show(null);
      } else if (isForward || event.key === 'ArrowLeft' || event.key === 'F8') {
        event.preventDefault();
        move(isForward ? 1 : -1);
      }
    },
  };
  return { root, handlers, shown };
}
