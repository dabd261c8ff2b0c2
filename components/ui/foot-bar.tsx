import type { ReactNode } from 'react';
import css from './foot-bar.module.css';

type FootBarProps = {
  /** Its name for those who hear the page. */
  label: string;
  /** On its left: how things stand. */
  summary?: ReactNode;
  /** Buttons, the main one last. Without a summary the first stands on its place. */
  children: ReactNode;
};

/** Ends a form and stays in view at the end of the window. */
export function FootBar({ label, summary, children }: FootBarProps) {
  return (
    <section className={css.bar} aria-label={label}>
      {summary !== undefined && (
        <p className={css.summary} role="status">
          {summary}
        </p>
      )}
      <div className={css.buttons} data-lone={summary === undefined || undefined}>
        {children}
      </div>
    </section>
  );
}
