'use client';
import { Button } from '@mantine/core';
import { DiffView } from './diff-view.tsx';
import { Flyout } from './flyout.tsx';

type ReviewChangesProps = {
  opened: boolean;
  onClose: () => void;
  /** What is stored, as text without secrets. */
  before: string;
  /** What would be saved. */
  after: string;
  saveLabel?: string;
  onSave: () => void;
};

/** What saving would change, line by line. */
export function ReviewChanges({ opened, onClose, before, after, saveLabel = 'Save changes', onSave }: ReviewChangesProps) {
  const save = () => {
    onClose();
    onSave();
  };
  return (
    <Flyout
      opened={opened}
      onClose={onClose}
      title="Unsaved changes"
      size="l"
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button onClick={save}>{saveLabel}</Button>
        </>
      }
    >
      <DiffView before={before} after={after} beforeLabel="Stored" afterLabel="In the form" layout="side" />
    </Flyout>
  );
}
