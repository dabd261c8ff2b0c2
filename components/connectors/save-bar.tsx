'use client';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { BottomBar, changesSummary } from '#components/ui/bottom-bar.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { FootBar } from '#components/ui/foot-bar.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

type SaveBarProps = {
  count: number;
  isSaving: boolean;
  refusal: string | undefined;
  onSave: () => void;
  onDiscard: () => void;
  onReview: () => void;
};

/** Discarding more than one change asks first. */
export function SaveBar({ count, isSaving, refusal, onSave, onDiscard, onReview }: SaveBarProps) {
  const [isAsking, setAsking] = useState(false);
  const discard = () => {
    setAsking(false);
    onDiscard();
  };
  return (
    <>
      <BottomBar
        summary={changesSummary(count)}
        onDiscard={() => (count > 1 ? setAsking(true) : discard())}
        onReview={onReview}
        onSave={onSave}
        isSaving={isSaving}
        {...(refusal && { refusal })}
      />
      <ConfirmModal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Discard ${count} changes?`}
        confirmLabel="Discard changes"
        isDangerous
        onConfirm={discard}
      >
        <p>The form goes back to what is stored.</p>
      </ConfirmModal>
    </>
  );
}

/** What ends the form of a new connector; always in view. */
export function CreateBar({ isSaving, onCreate, children }: { isSaving: boolean; onCreate: () => void; children?: ReactNode }) {
  return (
    <FootBar label="Create connector">
      <LinkButton href="/connectors" variant="subtle">
        Cancel
      </LinkButton>
      {children}
      <Button onClick={onCreate} loading={isSaving}>
        Create connector
      </Button>
    </FootBar>
  );
}
