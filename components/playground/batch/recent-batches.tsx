'use client';
import { Button, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import css from './batch.module.css';
import { countsWords, rowsWords, stateWords } from './batch-words.ts';
import { batchesQuery } from './queries.ts';

/** Batches of before, so that a closed tab finds its own again. */
export function RecentBatches({ onOpen }: { onOpen: (id: string) => void }) {
  const query = useInfiniteQuery(batchesQuery);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Panel title="Recent batches" id="batch-recent">
      {query.isPending && <TableSkeleton rows={3} label="Loading the batches" />}
      {query.error && !query.data && <ErrorState error={query.error} title="Could not load the batches." onRetry={() => query.refetch()} />}
      {query.data && items.length === 0 && <p className={css.note}>None yet. A batch goes on when this page is closed, and stands here.</p>}
      {items.length > 0 && (
        <ul className={css.recent}>
          {items.map((batch) => (
            <li key={batch.batch_id}>
              <UnstyledButton className={css.open} onClick={() => onOpen(batch.batch_id)}>
                {rowsWords(batch.total)} to {batch.target_name}
              </UnstyledButton>
              <StatusChip kind={stateWords[batch.state].kind}>{stateWords[batch.state].words}</StatusChip>
              <span className={css.note}>{countsWords(batch)}</span>
              <span className={css.note}>
                {batch.user}, <TimeAgo at={batch.created_at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          Show older batches
        </Button>
      )}
    </Panel>
  );
}
