'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { BottomBar, changesSummary } from '#components/ui/bottom-bar.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { FootBar } from '#components/ui/foot-bar.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { textOfBody } from './connector-draft.ts';
import { maskedBody } from './draft-secrets.ts';
import type { EditorState } from './use-connector-editor.ts';

const ReviewChanges = dynamic(() => import('#components/ui/review-changes.tsx').then((file) => file.ReviewChanges), { ssr: false });

/** Unsaved changes of a stored connector, and what they are. Discarding more than one asks first. */
export function SaveBar({ state }: { state: EditorState }) {
  const { changes, save, refusal, before, draft, storedKeys } = state;
  const count = changes.length;
  const [isAsking, setAsking] = useState(false);
  const [isReviewing, setReviewing] = useState<boolean>(); // undefined until it was ever opened
  const submit = () => void save.run();
  const discard = () => {
    setAsking(false);
    state.discard();
  };
  return (
    <>
      <BottomBar
        summary={changesSummary(count)}
        onDiscard={() => (count > 1 ? setAsking(true) : discard())}
        onReview={() => setReviewing(true)}
        onSave={submit}
        isSaving={save.isPending}
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
      {isReviewing !== undefined && (
        <ReviewChanges
          opened={isReviewing}
          onClose={() => setReviewing(false)}
          before={textOfBody(maskedBody(before, storedKeys))}
          after={textOfBody(maskedBody(draft.settledBody, storedKeys))}
          onSave={submit}
        />
      )}
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
