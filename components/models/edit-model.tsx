'use client';
import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { showSuccess } from '#components/ui/toast.tsx';
import type { ModelChanges, ModelRow } from '#lib/client/models.ts';
import { ConnectorSelect } from './connector-select.tsx';
import { ModelFailure } from './model-failure.tsx';
import css from './model-form.module.css';
import { isDeployed } from './model-state.ts';
import { descriptionProblem, nameProblem } from './model-texts.ts';
import { useUpdateModel } from './queries.ts';

export type EditKind = 'rename' | 'connector';

type EditModelProps = { opened: boolean; kind: EditKind; model: ModelRow | undefined; onClose: () => void };

/** Renames a model, or puts it on another connector. */
export function EditModel({ opened, kind, model, onClose }: EditModelProps) {
  const title = kind === 'rename' ? 'Rename model' : 'Change connector';
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      {model && (kind === 'rename' ? <Rename model={model} onClose={onClose} /> : <ChangeConnector model={model} onClose={onClose} />)}
    </Modal>
  );
}

type FormProps = { model: ModelRow; onClose: () => void };

function useSaveModel(model: ModelRow, onClose: () => void) {
  const update = useUpdateModel(model.model_id);
  const save = (changes: ModelChanges, words: string) =>
    update.mutate(
      { changes, loaded: model },
      {
        onSuccess: () => {
          showSuccess(words);
          onClose();
        },
      },
    );
  return { update, save };
}

function Rename({ model, onClose }: FormProps) {
  const [name, setName] = useState(model.name);
  const [description, setDescription] = useState(model.description ?? '');
  const { update, save } = useSaveModel(model, onClose);
  const problems = { name: nameProblem(name), description: descriptionProblem(description) };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (problems.name || problems.description) return;
    const isSame = description === (model.description ?? '');
    save({ name, ...(!isSame && { description }) }, `${name} saved.`);
  };
  return (
    <form onSubmit={submit} noValidate className={css.form} aria-label="Rename model">
      {update.error && <ModelFailure reason={update.error.message} />}
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        value={name}
        error={problems.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="Description (optional)"
        autosize
        minRows={2}
        maxRows={6}
        value={description}
        error={problems.description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <Buttons onClose={onClose} isPending={update.isPending} />
    </form>
  );
}

function ChangeConnector({ model, onClose }: FormProps) {
  const before = model.connector?.connector_id ?? null;
  const [connector, setConnector] = useState(before);
  const [isRefused, setRefused] = useState(false);
  const { update, save } = useSaveModel(model, onClose);
  const problem = connector === before ? 'Choose another connector.' : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setRefused(true);
    if (!problem && connector !== null) save({ connector_id: connector }, `${model.name} has another connector.`);
  };
  return (
    <form onSubmit={submit} noValidate className={css.form} aria-label="Change connector">
      {update.error && <ModelFailure reason={update.error.message} />}
      {isDeployed(model.state) && (
        <p className={css.words}>{model.name} is deployed: its next prediction goes through the new connector.</p>
      )}
      <div>
        <ConnectorSelect value={connector} onChange={setConnector} error={isRefused ? problem : undefined} />
      </div>
      <Buttons onClose={onClose} isPending={update.isPending} />
    </form>
  );
}

function Buttons({ onClose, isPending }: { onClose: () => void; isPending: boolean }) {
  return (
    <div className={css.buttons}>
      <Button variant="default" onClick={onClose}>
        Cancel
      </Button>
      <Button type="submit" loading={isPending}>
        Save changes
      </Button>
    </div>
  );
}
