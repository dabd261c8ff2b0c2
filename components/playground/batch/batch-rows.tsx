'use client';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { namesOf } from '#lib/batches/row-body.ts';
import type { Batch, BatchRow, RowOutcome } from '#lib/client/batches.ts';
import css from './batch.module.css';
import { isAtWork, outcomeWords, unknownWords } from './batch-words.ts';
import { rowsQuery } from './queries.ts';

/** Values that are shown beside what came of a row; the export has all. */
const mostColumns = 4;

/** What was sent stands first. */
const shownColumns = ({ mapping, columns }: Batch) => [...new Set([...namesOf(mapping), ...columns])].slice(0, mostColumns);

const outcomes = Object.keys(outcomeWords) as RowOutcome[]; // as: keys of a complete record

/** Rows in their order; those on the page fill as they come to an end. */
export function BatchRows({ batch }: { batch: Batch }) {
  const [outcome, setOutcome] = useState<RowOutcome | ''>('');
  const rows = useInfiniteQuery({
    ...rowsQuery(batch.batch_id, outcome === '' ? [] : [outcome], isAtWork(batch)),
    placeholderData: keepPreviousData,
  });
  useLastLook(isAtWork(batch), rows.refetch);
  return (
    <Panel
      title="Results"
      id="batch-results"
      padding="none"
      actions={
        <NativeSelect
          aria-label="Outcome"
          value={outcome}
          onChange={(event) => setOutcome(event.currentTarget.value as RowOutcome | '')} // as: one of these values
          data={[
            { value: '', label: 'All rows' },
            ...outcomes.map((value) => ({ value, label: `${outcomeWords[value].words} (${batch.counts[value].toLocaleString('en')})` })),
          ]}
        />
      }
    >
      <Shown batch={batch} rows={rows} isFiltered={outcome !== ''} />
    </Panel>
  );
}

/** What came between the last look and the end. */
function useLastLook(isMoving: boolean, look: () => unknown): void {
  const wasMoving = useRef(isMoving);
  useEffect(() => {
    if (wasMoving.current && !isMoving) look();
    wasMoving.current = isMoving;
  }, [isMoving, look]);
}

type Rows = ReturnType<typeof useInfiniteQuery<{ items: BatchRow[]; next_cursor: string | null }>>;

function Shown({ batch, rows, isFiltered }: { batch: Batch; rows: Rows; isFiltered: boolean }) {
  if (rows.isPending) return <TableSkeleton rows={8} label="Loading the rows" />;
  if (rows.error && !rows.data) {
    return (
      <div className={css.inside}>
        <ErrorState error={rows.error} title="Could not load the rows." onRetry={() => rows.refetch()} />
      </div>
    );
  }
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return <EmptyState>{isFiltered ? 'No row is like that.' : 'There are no rows.'}</EmptyState>;
  const columns = shownColumns(batch);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled with the keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="Table of rows">
        <table className={css.table}>
          <caption className="studio-visually-hidden">Rows of the batch</caption>
          <thead>
            <tr>
              <th scope="col" className={css.number}>
                Row
              </th>
              <th scope="col">Outcome</th>
              {columns.map((name) => (
                <th key={name} scope="col" data-value>
                  {name}
                </th>
              ))}
              <th scope="col">Answer</th>
              <th scope="col" className={css.number}>
                Time
              </th>
              <th scope="col">Run</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <Row key={row.row} row={row} columns={columns} />
            ))}
          </tbody>
        </table>
      </section>
      {rows.hasNextPage && (
        <div className={css.inside}>
          <Button variant="default" onClick={() => void rows.fetchNextPage()} loading={rows.isFetchingNextPage}>
            Show more rows
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ row, columns }: { row: BatchRow; columns: readonly string[] }) {
  const { kind, words } = outcomeWords[row.outcome];
  return (
    <tr data-outcome={row.outcome}>
      <th scope="row" className={css.number}>
        {row.row}
      </th>
      <td>
        <StatusChip kind={kind} {...(row.outcome === 'unknown' && { reason: unknownWords })}>
          {[words, row.outcome === 'failed' && row.status].filter(Boolean).join(' ')}
        </StatusChip>
      </td>
      {columns.map((name) => (
        <td key={name} className={css.value}>
          <span>{row.values && Object.hasOwn(row.values, name) ? shown(row.values[name]) : '–'}</span>
        </td>
      ))}
      <td className={css.answer}>
        <span>{row.answer ?? row.error?.reason ?? '–'}</span>
      </td>
      <td className={css.number}>{row.duration_ms === undefined ? '–' : `${row.duration_ms.toLocaleString('en')} ms`}</td>
      <td>
        {row.run_id && (row.outcome === 'answered' || row.outcome === 'failed') ? (
          <TextLink href={`/playground?run=${encodeURIComponent(row.run_id)}`} aria-label={`Open the run of row ${row.row}`}>
            Open
          </TextLink>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}

/** As the browser has read it: plain JSON. */
const shown = (value: unknown): string => (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));
