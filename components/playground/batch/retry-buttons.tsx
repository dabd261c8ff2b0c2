'use client';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { type Batch, type RetriedOutcome, retryBatch } from '#lib/client/batches.ts';
import css from './batch.module.css';
import { costWords, isAtWork, rowsWords } from './batch-words.ts';

const words: Record<RetriedOutcome, { label: string; explained: string }> = {
  failed: { label: 'Retry failed', explained: 'Rows that failed are sent again.' },
  unknown: { label: 'Retry unknown', explained: 'They may have been answered, and paid for, before the server ended.' },
  not_sent: { label: 'Send the rest', explained: 'Rows that have not been sent yet.' },
};

/** What can be sent again, each kind for itself: nothing is unasked. */
export function RetryButtons({ batch }: { batch: Batch }) {
  const [asked, setAsked] = useState<RetriedOutcome>('failed');
  const [isAsking, setAsking] = useState(false);
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: (outcome: RetriedOutcome) => retryBatch(batch.batch_id, [outcome]),
    onSuccess: (next) => {
      setAsking(false);
      cache.setQueryData(['batches', batch.batch_id], next);
      void cache.invalidateQueries({ queryKey: ['batches', batch.batch_id, 'rows'] });
    },
  });
  if (isAtWork(batch) || batch.bodies === 'not_kept') return null;
  const kinds = (Object.keys(words) as RetriedOutcome[]).filter((outcome) => batch.counts[outcome] > 0); // as: keys of a complete record
  const ask = (outcome: RetriedOutcome) => {
    retry.reset();
    setAsked(outcome);
    if (batch.mode === 'mock') retry.mutate(outcome);
    else setAsking(true);
  };
  const count = batch.counts[asked];
  return (
    <>
      {kinds.map((outcome) => (
        <Button key={outcome} variant="default" onClick={() => ask(outcome)}>
          {words[outcome].label} ({batch.counts[outcome].toLocaleString('en')})
        </Button>
      ))}
      {retry.error && !isAsking && <p role="alert">{retry.error.message}</p>}
      <ConfirmModal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`${words[asked].label}?`}
        confirmLabel={`Send ${rowsWords(count)}`}
        onConfirm={() => retry.mutate(asked)}
        isPending={retry.isPending}
        error={retry.error}
      >
        <p>{costWords(count)}</p>
        <p className={css.note}>{words[asked].explained}</p>
      </ConfirmModal>
    </>
  );
}
