'use client';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './bulk-bar.module.css';

type BulkBarProps = {
  count: number;
  /** All that match, when the page's rows are selected and there are more. */
  total?: number;
  onSelectAll?: () => void;
  onClear: () => void;
  /** Buttons for what can be done with the selection. */
  children: ReactNode;
};

/** Replaces the toolbar while rows are selected. */
export function BulkBar({ count, total, onSelectAll, onClear, children }: BulkBarProps) {
  return (
    <section className={css.bar} aria-label="Selection">
      <p className={css.count} role="status">
        {count} selected
      </p>
      {onSelectAll && total !== undefined && (
        <Button variant="subtle" onClick={onSelectAll}>
          Select all {total} that match
        </Button>
      )}
      <div className={css.actions}>
        {children}
        <Button variant="subtle" onClick={onClear}>
          Clear
        </Button>
      </div>
    </section>
  );
}
