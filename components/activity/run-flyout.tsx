'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { runQuery } from './queries.ts';
import { RunOutcome, targetName } from './run-outcome.tsx';

const RunView = dynamic(() => import('./run-view.tsx').then((file) => file.RunView), {
  loading: () => <FormSkeleton fields={6} label="Loading the run" />,
});
const RunButtons = dynamic(() => import('./run-view.tsx').then((file) => file.RunButtons));

export type RunPart = 'compare' | 'again';

type RunFlyoutProps = {
  /** Undefined while nothing is open. */
  id: string | undefined;
  /** What of it was asked for. */
  part: RunPart | undefined;
  onOpen: (id: string, part?: RunPart) => void;
  onClose: () => void;
};

/** All that is kept of a run. */
export function RunFlyout({ id, part, onOpen, onClose }: RunFlyoutProps) {
  const { data: run, error, isPending, refetch } = useQuery(runQuery(id));
  return (
    <Flyout
      opened={id !== undefined}
      onClose={onClose}
      size="l"
      title={run ? targetName(run) : 'Run'}
      badge={run && <RunOutcome run={run} />}
      footer={run && <RunButtons run={run} part={part} onOpen={onOpen} />}
    >
      {run ? (
        <RunView key={run.run_id} run={run} part={part} onOpen={onOpen} />
      ) : error?.message && 'status' in error && error.status === 404 ? (
        <p>This run does not exist, is not kept any more, or you may not see it.</p>
      ) : error ? (
        <ErrorState error={error} title="Could not load the run." onRetry={() => refetch()} />
      ) : (
        isPending && id !== undefined && <FormSkeleton fields={6} label="Loading the run" />
      )}
    </Flyout>
  );
}
