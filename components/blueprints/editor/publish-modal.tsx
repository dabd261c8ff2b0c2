'use client';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import css from './blueprint-editor.module.css';
import { errorsOf, Problems } from './check-list.tsx';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';

type PublishModalProps = { state: BlueprintEditorState; opened: boolean; onClose: () => void; onShowForm: () => void };

/** Freezes the draft as a version; what stands against it is listed with links instead. */
export function PublishModal({ state, opened, onClose, onShowForm }: PublishModalProps) {
  const { base, problems, save, isDirty, access, blueprint } = state;
  const [note, setNote] = useState('');
  useFocusBack(opened);
  const errors = errorsOf(problems);
  const version = (base.stored?.version ?? 0) + 1;
  const publish = async () => {
    const isPublished = await save.publish(note.trim(), isDirty);
    if (isPublished) onClose();
  };
  if (errors.length > 0) {
    const go = () => {
      onShowForm();
      onClose();
    };
    return (
      <ConfirmModal
        opened={opened}
        onClose={onClose}
        title={errors.length === 1 ? 'One thing stands against publishing' : `${errors.length} things stand against publishing`}
        confirmLabel=""
        cancelLabel="Close"
        isBlocked
        onConfirm={() => {}}
      >
        <Problems state={state} problems={errors} onGo={go} />
      </ConfirmModal>
    );
  }
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={`Publish version ${version} of ${blueprint.title}?`}
      confirmLabel={`Publish version ${version}`}
      isPending={save.isPending}
      onConfirm={() => void publish()}
    >
      <div className={css.stack}>
        <p className={css.note}>
          {access === 'public'
            ? 'Everyone who may see blueprints can use it. A version never changes; connectors made from earlier ones stay as they are.'
            : 'Only you and administrators see it. A version never changes.'}
        </p>
        <Textarea
          label={
            <>
              What is new <span className={css.optional}>(optional)</span>
            </>
          }
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          autosize
          minRows={2}
          maxRows={8}
        />
      </div>
    </ConfirmModal>
  );
}
