'use client';
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './bulk-results.module.css';
import { Flyout } from './flyout.tsx';
import type { ItemResult } from './run-many.ts';
import { TextLink } from './text-link.tsx';

const icons = { done: IconCheck, skipped: IconMinus, failed: IconX };

type BulkResultsProps = {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** More lines will come. */
  isRunning: boolean;
  /** Of them all, once it is known. */
  count: number | undefined;
  done: readonly ItemResult[];
  /** Where a line leads; none for what is gone. */
  hrefOf?: (result: ItemResult) => string | undefined;
  footer: ReactNode;
};

/** What became of each of the selected objects, a line each. */
export function BulkResults({ opened, onClose, title, isRunning, count, done, hrefOf, footer }: BulkResultsProps) {
  return (
    <Flyout opened={opened} onClose={onClose} title={title} size="s" footer={footer}>
      <p className={css.count}>{summaryOf(done, count)}</p>
      <ul className={css.results} aria-busy={isRunning}>
        {done.map((result) => {
          const Icon = icons[result.outcome];
          const href = hrefOf?.(result);
          return (
            <li key={result.id} className={css.result} data-outcome={result.outcome}>
              <Icon size={16} aria-hidden className={css.icon} />
              <span className={css.words}>
                {href ? <TextLink href={href}>{result.name}</TextLink> : result.name}: {result.words}
                {result.reason && <span className={css.reason}>{result.reason}</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </Flyout>
  );
}

/** *3 of 12 done, 1 failed*. */
export function summaryOf(done: readonly ItemResult[], count: number | undefined): string {
  const of = (outcome: ItemResult['outcome']) => done.filter((one) => one.outcome === outcome).length;
  const parts = [`${of('done')} of ${count ?? done.length} done`];
  if (of('skipped') > 0) parts.push(`${of('skipped')} skipped`);
  if (of('failed') > 0) parts.push(`${of('failed')} failed`);
  return parts.join(', ');
}
