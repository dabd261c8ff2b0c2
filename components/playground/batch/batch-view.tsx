'use client';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDownload, IconPlayerStop, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { usePreferences } from '#components/ui/preferences.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { StaleCallout } from '#components/ui/stale-callout.tsx';
import { StatusChip } from '#components/ui/status-chip.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { type Batch, exportPath, stopBatch } from '#lib/client/batches.ts';
import { costOf, costWords } from '#lib/runs/cost.ts';
import css from './batch.module.css';
import { BatchRows } from './batch-rows.tsx';
import { countsWords, endedOf, isAtWork, leftWords, rowsWords, stateWords, unknownRowsWords } from './batch-words.ts';
import { batchQuery } from './queries.ts';
import { RetryButtons } from './retry-buttons.tsx';

/** How far a batch is, and what came of its rows. */
export function BatchView({ id, onNew }: { id: string; onNew: () => void }) {
  const query = useQuery(batchQuery(id));
  const { data: batch, error } = query;
  useSpokenEnd(batch);
  const another = (
    <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={onNew}>
      New batch
    </Button>
  );
  if (error && !batch) {
    return (
      <div className={css.batch}>
        <div>{another}</div>
        <ErrorState error={error} title="Could not load the batch." onRetry={() => query.refetch()} />
      </div>
    );
  }
  if (!batch) return <FormSkeleton fields={4} label="Loading the batch" />;
  return (
    <div className={css.batch}>
      {error && <StaleCallout loadedAt={query.dataUpdatedAt} error={error} onRetry={() => query.refetch()} />}
      <Panel
        title={`${rowsWords(batch.total)} to ${batch.target_name}`}
        id="batch-progress"
        actions={
          <>
            {another}
            <Export batch={batch} />
          </>
        }
      >
        <div className={css.stack}>
          <Progress batch={batch} />
          <Explained batch={batch} />
          <div className={css.bar}>
            <Stop batch={batch} />
            <RetryButtons batch={batch} />
          </div>
        </div>
      </Panel>
      <BatchRows batch={batch} />
    </div>
  );
}

function Progress({ batch }: { batch: Batch }) {
  const { prices } = usePreferences().preferences;
  const cost = batch.mode === 'send' ? costOf(batch.usage, [batch.service_model, batch.target_name], prices) : undefined;
  const { kind, words } = stateWords[batch.state];
  const ended = endedOf(batch);
  const left = leftWords(batch.left_ms);
  const tokens = batch.usage.total ?? (batch.usage.input === undefined ? undefined : batch.usage.input + (batch.usage.output ?? 0));
  return (
    <>
      <div className={css.facts}>
        <StatusChip kind={kind}>{words}</StatusChip>
        <span>
          {ended.toLocaleString('en')} of {batch.total.toLocaleString('en')}
        </span>
        {isAtWork(batch) && left && <span>{left}</span>}
        {tokens !== undefined && <span>{tokens.toLocaleString('en')} tokens</span>}
        {cost && <span>{costWords(cost)}</span>}
        {batch.mode === 'mock' && <span>on the mock</span>}
        <span>
          by {batch.user}, <TimeAgo at={batch.created_at} />
        </span>
      </div>
      <progress className={css.progress} max={batch.total} value={ended} aria-label="Rows that came to an end" />
      <p className={css.note}>{countsWords(batch)}</p>
    </>
  );
}

function Explained({ batch }: { batch: Batch }) {
  const { counts, reason, state, bodies } = batch;
  return (
    <>
      {reason && (
        <Callout kind="danger" title="It stopped by itself">
          {reason}
        </Callout>
      )}
      {state === 'stopped' && !reason && counts.not_sent > 0 && (
        <Callout kind="info">{rowsWords(counts.not_sent)} were left unsent when it was stopped.</Callout>
      )}
      {counts.unknown > 0 && (
        <Callout kind="warning" title={`${rowsWords(counts.unknown)} unknown`}>
          {unknownRowsWords(counts.unknown)}
        </Callout>
      )}
      {bodies === 'not_kept' && <Callout kind="info">Values and answers of this batch are not kept.</Callout>}
    </>
  );
}

function Stop({ batch }: { batch: Batch }) {
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: () => stopBatch(batch.batch_id),
    onSuccess: (next) => cache.setQueryData(['batches', batch.batch_id], next),
  });
  if (!isAtWork(batch)) return null;
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        loading={stop.isPending || batch.state === 'stopping'}
        onClick={() => stop.mutate()}
      >
        Stop
      </Button>
      {batch.state === 'stopping' && <p className={css.note}>Rows in flight come to their end.</p>}
      {stop.error && <p role="alert">{stop.error.message}</p>}
    </>
  );
}

function Export({ batch }: { batch: Batch }) {
  return (
    <Menu>
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={16} aria-hidden />}
        >
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={exportPath(batch.batch_id, 'csv')} download>
          CSV, for a spreadsheet
        </Menu.Item>
        <Menu.Item component="a" href={exportPath(batch.batch_id, 'jsonl')} download>
          JSON lines, whole answers
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Its end is read out, to those who saw it under way. */
function useSpokenEnd(batch: Batch | undefined): void {
  const announce = useAnnounce();
  const before = useRef(batch?.state);
  useEffect(() => {
    const was = before.current;
    before.current = batch?.state;
    if (!batch || was === undefined || was === batch.state || isAtWork(batch)) return;
    const isBad = batch.state === 'stopped' || batch.counts.failed > 0;
    announce(`${stateWords[batch.state].words}: ${countsWords(batch)}`, isBad);
  }, [batch, announce]);
}
