import { IconCheck, IconX } from '@tabler/icons-react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { LastRun as Run } from '#lib/client/connectors.ts';
import css from './last-run.module.css';

/** How the last call ended, and when. */
export function LastRun({ run }: { run: Run }) {
  const isGood = run.outcome === 'answered';
  const Icon = isGood ? IconCheck : IconX;
  return (
    <span className={css.run} data-good={isGood}>
      <Icon size={14} aria-hidden className={css.icon} />
      <span>
        {isGood ? 'Answered' : 'Failed'} {run.status}
      </span>{' '}
      <span className={css.when}>
        <TimeAgo at={run.finished_at} />
      </span>
    </span>
  );
}
