'use client';
import { Button } from '@mantine/core';
import { DiffView } from '#components/ui/diff-view.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import type { JsonObject } from '#lib/json/json.ts';
import { textOfBody } from './connector-draft.ts';
import { maskedBody } from './draft-secrets.ts';

type ReviewFlyoutProps = {
  opened: boolean;
  onClose: () => void;
  before: JsonObject;
  after: JsonObject;
  /** Names of fields whose values are on the server. */
  storedKeys: readonly string[];
  onSave: () => void;
};

/** What saving would change, line by line; secrets are masked. */
export function ReviewFlyout({ opened, onClose, before, after, storedKeys, onSave }: ReviewFlyoutProps) {
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
          <Button onClick={save}>Save changes</Button>
        </>
      }
    >
      <DiffView
        before={textOfBody(maskedBody(before, storedKeys))}
        after={textOfBody(maskedBody(after, storedKeys))}
        beforeLabel="Stored"
        afterLabel="In the form"
        layout="side"
      />
    </Flyout>
  );
}
