import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { getBatch, listBatches, listBatchRows, type RowOutcome } from '#lib/client/batches.ts';
import { isAtWork } from './batch-words.ts';

/** Milliseconds between two looks at a batch that is being sent. */
const often = 1_000;

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batches', id],
    queryFn: ({ signal }) => getBatch(id, { signal, background: true }),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? often : false),
  });

/** @param isMoving rows are being sent: what is shown is looked at again and again */
export const rowsQuery = (id: string, outcome: RowOutcome[], isMoving: boolean) =>
  infiniteQueryOptions({
    queryKey: ['batches', id, 'rows', outcome],
    queryFn: ({ pageParam, signal }) =>
      listBatchRows(id, { outcome, size: 50, ...(pageParam && { cursor: pageParam }) }, { signal, background: true }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 0,
    refetchInterval: isMoving ? 2 * often : false,
  });

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches'],
  queryFn: ({ pageParam, signal }) => listBatches({ size: 10, ...(pageParam && { cursor: pageParam }) }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  staleTime: 0,
});
