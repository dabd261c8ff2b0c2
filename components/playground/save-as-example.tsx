'use client';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmModal } from '#components/ui/confirm-modal.tsx';
import { ReasonedButton } from '#components/ui/reasoned-button.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import type { BlueprintExample } from '#lib/blueprints/blueprint.ts';
import { fileOf } from '#lib/blueprints/get-blueprint.ts';
import { getBlueprintDraft, recordExample, saveBlueprint } from '#lib/client/blueprints.ts';
import { illegalArgument } from '#lib/errors.ts';

/** The blueprint behind a target, and why it cannot be changed. */
export type ExampleHome = { id: string; refusal: false | string };

type SaveAsExampleProps = {
  home: ExampleHome;
  input: BlueprintExample['input'];
  algorithm: NonNullable<BlueprintExample['algorithm']>;
  /** What the service answered. */
  recorded: BlueprintExample['recorded'];
};

/** Adds a run to the examples of its blueprint's draft, vectors shortened and secrets masked. */
export default function SaveAsExample({ home, input, algorithm, recorded }: SaveAsExampleProps) {
  const [isOpen, setOpen] = useState(false);
  const [title, setTitle] = useState('');
  const cache = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const details = await getBlueprintDraft(home.id);
      const { _seq_no, _primary_term } = details;
      if (_seq_no === undefined || _primary_term === undefined) throw illegalArgument('A built-in blueprint cannot be changed.');
      const blueprint = fileOf(details);
      const recording = await recordExample({ blueprint, input, title: title.trim(), algorithm, mode: 'mock', recorded });
      if (recording.outcome !== 'answered')
        throw illegalArgument(`The blueprint does not make this answer: it failed with ${recording.status}.`);
      return saveBlueprint({ ...blueprint, examples: [...blueprint.examples, recording.example] }, { _seq_no, _primary_term });
    },
    onSuccess: (saved) => {
      setOpen(false);
      showSuccess(`Example added to the draft of ${saved.title}.`);
      return cache.invalidateQueries({ queryKey: ['blueprints'] });
    },
  });
  return (
    <>
      <ReasonedButton variant="default" refusal={home.refusal} onClick={() => setOpen(true)}>
        Save as example
      </ReasonedButton>
      <ConfirmModal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Save this run as an example?"
        confirmLabel="Save example"
        onConfirm={() => title.trim() !== '' && save.mutate()}
        isPending={save.isPending}
        error={save.error}
      >
        <TextInput
          label="Title"
          description="Vectors are cut short and secrets masked. The example joins the blueprint’s draft; publish it when it is ready."
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
      </ConfirmModal>
    </>
  );
}
