'use client';
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { TableSkeleton } from '#components/ui/skeletons.tsx';
import { showFailure } from '#components/ui/toast.tsx';
import { getRun, type Run as KeptRun } from '#lib/client/runs.ts';
import { isStudioError } from '#lib/errors.ts';
import type { HistoryOf, ListedRun } from './history.tsx';

const History = dynamic(() => import('./history.tsx'), { loading: () => <TableSkeleton rows={6} label="Loading the runs" /> });

type HistoryButtonProps = {
  of: HistoryOf;
  /** Something is typed that was never sent. */
  isDraft: boolean;
  onOpen: (run: KeptRun, sendsAgain: boolean) => void;
};

/** Runs of this target in a flyout. Opening one never replaces what was not sent without asking. */
export function HistoryButton({ of, isDraft, onOpen }: HistoryButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState<{ run: ListedRun; sendsAgain: boolean }>();
  const open = async (run: ListedRun, sendsAgain: boolean) => {
    setAsked(undefined);
    try {
      const kept = await getRun(run.run_id);
      setOpen(false);
      onOpen(kept, sendsAgain);
    } catch (thrown) {
      if (!isStudioError(thrown)) throw thrown;
      showFailure(thrown.message);
    }
  };
  const choose = (sendsAgain: boolean) => (run: ListedRun) => (isDraft ? setAsked({ run, sendsAgain }) : void open(run, sendsAgain));
  return (
    <>
      <Button variant="default" leftSection={<IconHistory size={16} aria-hidden />} onClick={() => setOpen(true)}>
        History
      </Button>
      <Flyout opened={isOpen} onClose={() => setOpen(false)} title="History">
        <History of={of} onOpen={choose(false)} onSendAgain={choose(true)} />
      </Flyout>
      <ConfirmModal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title="Replace your draft?"
        confirmLabel="Replace draft"
        cancelLabel="Keep draft"
        onConfirm={() => asked && void open(asked.run, asked.sendsAgain)}
      >
        What you typed was not sent yet.
      </ConfirmModal>
    </>
  );
}
