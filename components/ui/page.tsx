import type { ReactNode } from 'react';
import css from './page.module.css';

type PageProps = {
  title: ReactNode;
  /** One sentence about the page. */
  description?: ReactNode;
  /** Stands beside the title: a state, a badge. */
  badge?: ReactNode;
  /** Buttons at the right of the title, the primary one last. */
  actions?: ReactNode;
  /** Between the head and the content: tabs. */
  tabs?: ReactNode;
  /** `form` keeps one column of controls readable. */
  width?: 'full' | 'form';
  children: ReactNode;
};

/** A page's head and content. The title is the page's one h1 and takes the focus after a navigation. */
export function Page({ title, description, badge, actions, tabs, width = 'full', children }: PageProps) {
  return (
    <div className={css.page} data-width={width}>
      <header className={css.head}>
        <div className={css.words}>
          <div className={css.titleRow}>
            <h1 className={css.title} tabIndex={-1}>
              {title}
            </h1>
            {badge}
          </div>
          {description && <p className={css.description}>{description}</p>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {tabs && <div className={css.tabs}>{tabs}</div>}
      <div className={css.content}>{children}</div>
    </div>
  );
}
