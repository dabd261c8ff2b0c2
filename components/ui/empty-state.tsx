import type { ReactNode } from 'react';
import css from './empty-state.module.css';

type EmptyStateProps = {
  /** 32 px, decorative. */
  icon?: ReactNode;
  /** One sentence: what this is for, or why nothing shows. */
  children: ReactNode;
  /** The primary action, then the secondary. */
  actions?: ReactNode;
};

/** Where nothing exists yet, or filters hide everything. */
export function EmptyState({ icon, children, actions }: EmptyStateProps) {
  return (
    <div className={css.empty}>
      {icon && (
        <div className={css.icon} aria-hidden>
          {icon}
        </div>
      )}
      <p className={css.words}>{children}</p>
      {actions && <div className={css.actions}>{actions}</div>}
    </div>
  );
}
