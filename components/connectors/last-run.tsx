import { IconCheck, IconX } from '@tabler/icons-react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { LastRun as Run } from '#lib/client/connectors.ts';
import css from './last-run.module.css';

type LastRunProps = {
  run: Run;
  /** In a table the mark and the time have to do; the words are read out. */
  isShort?: boolean;
};

/** How the last call ended, and when. */
export function LastRun({ run, isShort = false }: LastRunProps) {
  const isGood = run.outcome === 'answered';
  const Icon = isGood ? IconCheck : IconX;
  const words = `${isGood ? 'Answered' : 'Failed'} ${run.status}`;
  return (
    <span className={css.run} data-good={isGood} title={isShort ? words : undefined}>
      <Icon size={14} aria-hidden className={css.icon} />
      <span className={isShort ? 'studio-visually-hidden' : undefined}>{words}</span>{' '}
      <span className={isShort ? undefined : css.when}>
        <TimeAgo at={run.finished_at} />
      </span>
    </span>
  );
}
