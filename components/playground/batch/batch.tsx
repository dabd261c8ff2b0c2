'use client';
import { useQuery } from '@tanstack/react-query';
import { useCan } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { chosenQuery } from '../queries.ts';
import { type TargetKey, TargetSelect } from '../target-select.tsx';
import css from './batch.module.css';
import { BatchView } from './batch-view.tsx';
import { NewBatch } from './new-batch.tsx';
import { RecentBatches } from './recent-batches.tsx';

type BatchProps = {
  target: TargetKey | undefined;
  /** The batch that is looked at; absent: a new one is prepared. */
  id: string | undefined;
  onTarget: (key: TargetKey) => void;
  onOpen: (id: string | undefined) => void;
};

/** Many rows, each a call of one target, sent by the server while this page may be closed. */
export default function Batch({ target, id, onTarget, onOpen }: BatchProps) {
  const can = useCan();
  if (!can('batch.create')) {
    return (
      <Callout kind="info" title="Your role may not send batches">
        A batch calls a service once for each row. Ask an administrator for the role ml_full_access, or try a single input under Run.
      </Callout>
    );
  }
  if (id !== undefined) return <BatchView key={id} id={id} onNew={() => onOpen(undefined)} />;
  return (
    <div className={css.batch}>
      <TargetSelect label="Target" value={target ?? null} onChange={onTarget} className={css.target} />
      <Prepared target={target} onOpen={onOpen} />
      <RecentBatches onOpen={onOpen} />
    </div>
  );
}

/** The form. Rows stay while another target is chosen. */
function Prepared({ target, onOpen }: Pick<BatchProps, 'target' | 'onOpen'>) {
  const chosen = useQuery(chosenQuery(target === undefined ? {} : Object.fromEntries([target.split('=')])));
  return (
    <>
      {chosen.error && <ErrorState error={chosen.error} title="Could not load what you want to call." onRetry={() => chosen.refetch()} />}
      <NewBatch target={target} chosen={chosen.data} onMade={onOpen} />
    </>
  );
}
