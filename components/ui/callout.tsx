import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './callout.module.css';

const icons = { info: IconInfoCircle, success: IconCircleCheck, warning: IconAlertTriangle, danger: IconCircleX };

type CalloutProps = {
  kind?: keyof typeof icons;
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons under the words: the remedy. */
  actions?: ReactNode;
  /** Read out at once: for what has just gone wrong. */
  isAlert?: boolean;
  id?: string;
};

/** Words that must not be missed, with their remedy: icon, tint and title say the kind together. */
export function Callout({ kind = 'info', title, children, actions, isAlert = false, id }: CalloutProps) {
  const Icon = icons[kind];
  return (
    <div className={css.callout} data-kind={kind} role={isAlert ? 'alert' : undefined} id={id}>
      <Icon size={16} aria-hidden className={css.icon} />
      <div className={css.words}>
        {title && <p className={css.title}>{title}</p>}
        {children && <div className={css.body}>{children}</div>}
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
