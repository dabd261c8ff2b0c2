import type { ReactNode } from 'react';
import css from './panel.module.css';

type PanelProps = {
  title?: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** Level of the title, so that no level is skipped on the page. */
  level?: 2 | 3 | 4;
  actions?: ReactNode;
  /** Target of links to this part of the page. */
  id?: string;
  /** `wide` for long forms, `none` for tables and editors that reach the edge. */
  padding?: 'normal' | 'wide' | 'none';
  children?: ReactNode;
};

/** A bordered part of a page. With a title it is a region of that name. */
export function Panel({ title, description, level = 2, actions, id, padding = 'normal', children }: PanelProps) {
  const Heading = `h${level}` as const;
  const headingId = id && title ? `${id}-title` : undefined;
  return (
    <section className={css.panel} id={id} aria-labelledby={headingId} data-padding={padding}>
      {(title || actions) && (
        <div className={css.head}>
          <div className={css.words}>
            {title && (
              <Heading id={headingId} className={css.title} data-level={level}>
                {title}
              </Heading>
            )}
            {description && <p className={css.description}>{description}</p>}
          </div>
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      )}
      {children !== undefined && <div className={css.body}>{children}</div>}
    </section>
  );
}
