'use client';
import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { changesSummary } from '#components/ui/bottom-bar.tsx';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { FootBar } from '#components/ui/foot-bar.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

const ReviewChanges = dynamic(() => import('#components/ui/review-changes.tsx').then((file) => file.ReviewChanges), { ssr: false });
const PublishModal = dynamic(() => import('./publish-modal.tsx').then((file) => file.PublishModal), { ssr: false });

type EditorBarProps = { state: BlueprintEditorState; onShowForm: () => void };

/** Always in view: what is not saved or not published yet, and the way out. */
export function EditorBar({ state, onShowForm }: EditorBarProps) {
  const { base, changes, isDirty, save, discard } = state;
  const [isReviewing, setReviewing] = useState<boolean>(); // undefined until it was ever opened
  const [isPublishing, setPublishing] = useState<boolean>();
  const [isAsking, setAsking] = useState(false);
  const count = changes.length;
  const isStored = base.stored !== undefined;
  const mayPublish = isDirty || !isStored || base.stored?.has_draft || base.stored?.version === 0;
  return (
    <>
      <FootBar label={isDirty ? 'Unsaved changes' : 'Draft'} summary={isDirty && isStored ? changesSummary(count) : stateWords(state)}>
        {isDirty && isStored ? (
          <>
            <Button variant="subtle" onClick={() => (count > 1 ? setAsking(true) : discard())}>
              Discard
            </Button>
            <Button variant="default" onClick={() => setReviewing(true)}>
              Review
            </Button>
          </>
        ) : (
          <LinkButton variant="subtle" href={isStored ? `/blueprints/${base.blueprint.id}` : '/blueprints'}>
            {isStored ? 'Close' : 'Cancel'}
          </LinkButton>
        )}
        {(isDirty || !isStored) && (
          <Button variant="default" onClick={() => void save.run()} loading={save.isPending && !isPublishing}>
            Save draft
          </Button>
        )}
        {mayPublish && <Button onClick={() => setPublishing(true)}>Publish version</Button>}
      </FootBar>
      <ConfirmModal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`Discard ${count} changes?`}
        confirmLabel="Discard changes"
        isDangerous
        onConfirm={() => {
          setAsking(false);
          discard();
        }}
      >
        <p>The form goes back to the draft that is stored.</p>
      </ConfirmModal>
      {isReviewing !== undefined && (
        <ReviewChanges
          opened={isReviewing}
          onClose={() => setReviewing(false)}
          before={JSON.stringify(state.before, null, 2)}
          after={JSON.stringify(state.blueprint, null, 2)}
          saveLabel="Save draft"
          onSave={() => void save.run()}
        />
      )}
      {isPublishing !== undefined && (
        <PublishModal state={state} opened={isPublishing} onClose={() => setPublishing(false)} onShowForm={onShowForm} />
      )}
    </>
  );
}

function stateWords({ base: { stored }, save }: BlueprintEditorState): string {
  if (save.isPending) return 'Saving…';
  if (!stored) return 'Not saved yet';
  if (stored.version === 0) return 'Draft saved, not published yet';
  return stored.has_draft ? `Draft saved. Others see version ${stored.version}` : `Version ${stored.version} is published`;
}
