import { IconCheck, IconX } from '@tabler/icons-react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ModelRow } from '#lib/client/models.ts';
import css from './last-run.module.css';

/** How the last call of a model ended, and when. */
export function LastRun({ run: { outcome, status, finished_at } }: { run: NonNullable<ModelRow['last_run']> }) {
  const isGood = outcome === 'answered';
  const Icon = isGood ? IconCheck : IconX;
  return (
    <span className={css.run} data-good={isGood}>
      <Icon size={14} aria-hidden className={css.icon} />
      {isGood ? 'Answered' : 'Failed'} {status}
      <span className={css.when}>
        <TimeAgo at={finished_at} />
      </span>
    </span>
  );
}
