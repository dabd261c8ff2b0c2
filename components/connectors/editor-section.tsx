'use client';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import css from './editor-section.module.css';

type EditorSectionProps = {
  /** Anchor of the section. */
  id: string;
  number: number;
  title: string;
  /** Behind the title of a folded section: *defaults*. */
  note?: ReactNode;
  /** Folded until its title is pressed, or until it holds something. */
  isFolded?: boolean;
  children: ReactNode;
};

/** A numbered part of the form: a region with a heading that links can lead to. */
export function EditorSection({ id, number, title, note, isFolded, children }: EditorSectionProps) {
  const [isOpen, setOpen] = useState(!isFolded);
  const [wasFolded, setWasFolded] = useState(isFolded);
  if (wasFolded !== isFolded) {
    setWasFolded(isFolded);
    if (!isFolded) setOpen(true); // what was restored, pasted or written as JSON shows
  }
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const words = (
    <>
      <span className={css.number} aria-hidden>
        {number}
      </span>
      {title}
      {note && <span className={css.note}>{note}</span>}
    </>
  );
  return (
    <section className={css.section} id={id} aria-labelledby={`${id}-title`} data-open={isOpen}>
      <h2 className={css.title} id={`${id}-title`}>
        {isFolded === undefined ? (
          words
        ) : (
          <button type="button" className={css.fold} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} data-fold>
            {words}
            <Chevron size={16} aria-hidden className={css.chevron} />
          </button>
        )}
      </h2>
      {isOpen && <div className={css.body}>{children}</div>}
    </section>
  );
}
