'use client';
import { Button } from '@mantine/core';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

type ReviewDraftProps = { state: BlueprintEditorState; opened: boolean; onClose: () => void };

/** What saving would change, line by line. */
export function ReviewDraft({ state: { before, blueprint, save }, opened, onClose }: ReviewDraftProps) {
  const saveNow = () => {
    onClose();
    void save.run();
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
          <Button onClick={saveNow}>Save draft</Button>
        </>
      }
    >
      <DiffView
        before={JSON.stringify(before, null, 2)}
        after={JSON.stringify(blueprint, null, 2)}
        beforeLabel="Stored"
        afterLabel="In the form"
        layout="side"
      />
    </Flyout>
  );
}
