'use client';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { usePreferences } from '#components/ui/preferences.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { listRuns, type RunPage } from '#lib/client/runs.ts';
import { costOfRun, costWords } from '#lib/runs/cost.ts';
import css from './history.module.css';

export type ListedRun = RunPage['items'][number];

/** Whose runs: those of a connector or a model. */
export type HistoryOf = { connector_id: string } | { model_id: string };

export type HistoryChoice = 'open' | 'send_again' | 'compare';
type OnChoose = (run: ListedRun, choice: HistoryChoice) => void;
type HistoryProps = { of: HistoryOf; onChoose: OnChoose };

const outcomes = {
  answered: { kind: 'success', words: 'Answered' },
  failed: { kind: 'danger', words: 'Failed' },
  cancelled: { kind: 'neutral', words: 'Cancelled' },
  dry_run: { kind: 'neutral', words: 'Dry run' },
} as const;

/** Runs of a target, newest first. */
export default function History({ of, onChoose }: HistoryProps) {
  const runs = useInfiniteQuery({
    queryKey: ['runs', 'of', of],
    queryFn: ({ pageParam, signal }) => listRuns({ ...of, size: 20, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
  });
  if (runs.isPending) return <TableSkeleton rows={6} label="Loading the runs" />;
  if (runs.error) return <ErrorState error={runs.error} title="Could not load the runs." onRetry={() => runs.refetch()} />;
  const items = runs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <EmptyState>No runs yet. Send one, and it will stand here.</EmptyState>;
  return (
    <>
      <ol className={css.runs}>
        {items.map((run) => (
          <Entry key={run.run_id} run={run} onChoose={onChoose} />
        ))}
      </ol>
      {runs.hasNextPage && (
        <Button variant="default" onClick={() => void runs.fetchNextPage()} loading={runs.isFetchingNextPage}>
          Show older runs
        </Button>
      )}
    </>
  );
}

const choices = { open: 'Open', send_again: 'Send again', compare: 'Compare' } as const;

function Entry({ run, onChoose }: { run: ListedRun; onChoose: OnChoose }) {
  const { prices } = usePreferences().preferences;
  const cost = costOfRun(run, prices);
  const total = run.usage && (run.usage.total ?? (run.usage.input ?? 0) + (run.usage.output ?? 0));
  const { kind, words } = outcomes[run.outcome];
  const line = run.summary || 'Input not kept';
  return (
    <li className={css.run}>
      <div className={css.facts}>
        <StatusChip kind={kind}>{[words, run.status].filter(Boolean).join(' ')}</StatusChip>
        <TimeAgo at={run.started_at} />
        <span>{run.duration_ms.toLocaleString('en')} ms</span>
        {total !== undefined && <span>{total.toLocaleString('en')} tokens</span>}
        {cost && <span>{costWords(cost)}</span>}
        {run.mode === 'mock' && <span>mock</span>}
        {run.via === 'api' && <span>by _predict</span>}
        <span>{run.user}</span>
      </div>
      <p className={css.line} data-kept={run.summary !== undefined}>
        {line}
      </p>
      <div className={css.actions}>
        {Object.entries(choices).map(([choice, words]) => (
          <Button
            key={choice}
            variant="default"
            size="compact-sm"
            onClick={() => onChoose(run, choice as HistoryChoice)} // as: a key of the record
            aria-label={`${words}: ${line}`}
          >
            {words}
          </Button>
        ))}
      </div>
    </li>
  );
}
