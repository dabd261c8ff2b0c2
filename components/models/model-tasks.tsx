'use client';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCan } from '#components/shell/session.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { IdText } from '#components/ui/id-text.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip, type StatusKind } from '#components/ui/status-chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { showFailure, showSuccess } from '#components/ui/toast.tsx';
import type { ModelRow, ModelTask } from '#lib/client/models.ts';
import { endedStates, type TaskState } from '#lib/models/task.ts';
import css from './model-details.module.css';
import { ModelFailure } from './model-failure.tsx';
import { ModelSection } from './model-section.tsx';
import { tasksQuery, useCancelTask } from './queries.ts';
import { failuresOf } from './task-failures.ts';

const [few, many] = [5, 100];

/** What was done with the model, the newest first, with errors in full. */
export function ModelTasks({ model: { model_id } }: { model: ModelRow }) {
  const [isWhole, setWhole] = useState(false);
  const { data, error, isPending, refetch } = useQuery(tasksQuery(model_id, isWhole ? many : few));
  return (
    <ModelSection title="Tasks">
      {isPending && <FormSkeleton fields={2} label="Loading the tasks" />}
      {error && <ErrorState error={error} title="Could not load the tasks." onRetry={() => refetch()} />}
      {data && data.total === 0 && <p className={css.quiet}>None.</p>}
      {data && data.total > 0 && (
        <ul className={css.tasks} aria-label="Tasks">
          {data.items.map((task) => (
            <TaskLine key={task.id} task={task} />
          ))}
        </ul>
      )}
      {data && data.items.length < data.total && (
        <Button variant="subtle" onClick={() => setWhole(true)} disabled={isWhole}>
          {isWhole ? `The newest ${many} of ${data.total}` : `Show all ${data.total}`}
        </Button>
      )}
    </ModelSection>
  );
}

const states: Record<TaskState, { words: string; kind: StatusKind }> = {
  CREATED: { words: 'Waiting', kind: 'progress' },
  RUNNING: { words: 'Running', kind: 'progress' },
  COMPLETED: { words: 'Completed', kind: 'success' },
  FAILED: { words: 'Failed', kind: 'danger' },
  CANCELLED: { words: 'Cancelled', kind: 'neutral' },
  COMPLETED_WITH_ERROR: { words: 'Completed with errors', kind: 'warning' },
  CANCELLING: { words: 'Cancelling', kind: 'progress' },
  EXPIRED: { words: 'Expired', kind: 'warning' },
  UNREACHABLE: { words: 'Unreachable', kind: 'warning' },
};

const types: Record<ModelTask['task_type'], string> = {
  REGISTER_MODEL: 'Register',
  DEPLOY_MODEL: 'Deploy',
  BATCH_PREDICTION: 'Batch prediction',
};

function TaskLine({ task }: { task: ModelTask }) {
  const can = useCan();
  const cancel = useCancelTask();
  const { words, kind } = states[task.state];
  const isCancellable = task.task_type === 'BATCH_PREDICTION' && !endedStates.includes(task.state) && task.state !== 'CANCELLING';
  const stop = () =>
    cancel.mutate(task.id, {
      onSuccess: () => showSuccess('The service was asked to cancel the batch.'),
      onError: (error) => showFailure(`The batch could not be cancelled. ${error.message}`),
    });
  return (
    <li className={css.task}>
      <div className={css.line}>
        <span title={task.task_type}>{types[task.task_type] ?? task.task_type}</span>
        <StatusChip kind={kind} reason={task.state}>
          {words}
        </StatusChip>
        <TimeAgo at={task.last_update_time} />
        <IdText id={task.id} label="Copy task id" />
        {isCancellable && can('task.update') && (
          <Button variant="subtle" size="compact-sm" loading={cancel.isPending} onClick={stop}>
            Cancel batch
          </Button>
        )}
      </div>
      {task.error && failuresOf(task.error).map(({ reason, node }) => <ModelFailure key={node ?? ''} reason={reason} node={node} isPast />)}
    </li>
  );
}
