import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircle, IconCircleFilled, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './status-chip.module.css';

const icons = {
  success: IconCircleFilled,
  warning: IconAlertTriangle,
  danger: IconCircleX,
  neutral: IconCircle,
  progress: IconLoader2,
};

export type StatusKind = keyof typeof icons;

type StatusChipProps = {
  kind: StatusKind;
  /** The state in a word or two. */
  children: ReactNode;
  /** Why it is so; also read out. */
  reason?: string;
};

/** A state: icon, word and colour together. */
export function StatusChip({ kind, children, reason }: StatusChipProps) {
  const Icon = icons[kind];
  const isDot = kind === 'success' || kind === 'neutral';
  const content = (
    <>
      <Icon size={isDot ? 10 : 14} aria-hidden className={css.icon} />
      {children}
    </>
  );
  if (!reason) {
    return (
      <span className={css.chip} data-kind={kind}>
        {content}
      </span>
    );
  }
  return (
    <Tooltip label={reason}>
      <button type="button" className={css.chip} data-kind={kind}>
        {content}
        <span className="studio-visually-hidden">: {reason}</span>
      </button>
    </Tooltip>
  );
}
