'use client';
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { showFailure } from '#components/ui/toast.tsx';
import { isStudioError } from '#lib/errors.ts';
import type { HistoryChoice, HistoryOf, ListedRun } from './history.tsx';
import { isKeptWhole, type KeptRun, loadRun } from './kept-run.ts';

const History = dynamic(() => import('./history.tsx'), { loading: () => <TableSkeleton rows={6} label="Loading the runs" /> });

type HistoryButtonProps = {
  of: HistoryOf;
  /** Something is typed that was never sent. */
  isDraft: boolean;
  onChoose: (run: KeptRun, choice: HistoryChoice) => void;
};

/** Runs of this target in a flyout. Opening one never replaces what was not sent without asking. */
export function HistoryButton({ of, isDraft, onChoose }: HistoryButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<{ run: ListedRun; choice: HistoryChoice }>();
  const go = async (run: ListedRun, choice: HistoryChoice) => {
    setAsked(undefined);
    try {
      const kept = await loadRun(run.run_id);
      if (choice === 'send_again' && !isKeptWhole(kept))
        return showFailure('The input of this run is not kept whole, so it cannot be sent again.');
      setOpen(false);
      onChoose(kept, choice);
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      showFailure(thrown.message);
    }
  };
  const choose = (run: ListedRun, choice: HistoryChoice) =>
    isDraft && choice !== 'compare' ? setAsked({ run, choice }) : void go(run, choice);
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={() => setOpen(true)}>
        History
      </Button>
      <Flyout opened={isOpen} onClose={() => setOpen(false)} title="History">
        <History of={of} onChoose={choose} />
      </Flyout>
      <ConfirmModal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title="Replace your draft?"
        confirmLabel="Replace draft"
        cancelLabel="Keep draft"
        onConfirm={() => asked && void go(asked.run, asked.choice)}
      >
        What you typed was not sent yet.
      </ConfirmModal>
    </>
  );
}
