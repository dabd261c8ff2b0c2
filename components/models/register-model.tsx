'use client';
import { Button, Modal, Switch, Textarea, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { type FormEvent, useId, useState } from 'react';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { FormSkeleton } from '#components/ui/skeletons.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { ConnectorSelect } from './connector-select.tsx';
import { ModelFailure } from './model-failure.tsx';
import css from './model-form.module.css';
import { descriptionProblem, nameProblem } from './model-texts.ts';
import { useRegisterModel } from './queries.ts';
import { groupMembers, noGroupChoice } from './register-group.ts';

const RegisterOptions = dynamic(() => import('./register-options.tsx').then((file) => file.RegisterOptions), {
  ssr: false,
  loading: () => <FormSkeleton fields={1} label="Loading the options" />,
});

type RegisterModelProps = {
  opened: boolean;
  onClose: () => void;
  /** Chosen from the start. */
  connector: string | undefined;
  onRegistered: (id: string) => void;
};

/** Makes a model out of a connector. */
export function RegisterModel({ opened, onClose, connector, onRegistered }: RegisterModelProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Register model" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      <RegisterForm connector={connector} onClose={onClose} onRegistered={onRegistered} />
    </Modal>
  );
}

const ids = { name: 'register-name', description: 'register-description', connector: 'register-connector' };

function RegisterForm({ connector, onClose, onRegistered }: Omit<RegisterModelProps, 'opened'>) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [connectorId, setConnectorId] = useState<string | null>(connector ?? null);
  const [deploy, setDeploy] = useState(true);
  const [shown, setShown] = useState<ReadonlySet<keyof typeof ids>>(new Set());
  const [isRefused, setRefused] = useState(false);
  const [choice, setChoice] = useState(noGroupChoice);
  const [isMore, setMore] = useState(false);
  const moreId = useId();
  const register = useRegisterModel();
  const problems = {
    name: nameProblem(name),
    description: descriptionProblem(description),
    connector: connectorId === null ? 'Choose a connector.' : undefined,
  };
  const touch = (field: keyof typeof ids) => setShown((before) => new Set([...before, field]));
  const errorOf = (field: keyof typeof ids) => (isRefused || shown.has(field) ? problems[field] : undefined);
  const fields = Object.keys(ids) as (keyof typeof ids)[]; // as: the keys of the object above
  const found = fields.flatMap((field) => (problems[field] ? [{ message: problems[field], field: ids[field] }] : []));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [first] = found;
    if (first || connectorId === null) {
      setRefused(true);
      if (first) document.getElementById(first.field)?.focus();
      return;
    }
    const model = {
      name,
      ...(description && { description }),
      function_name: 'remote' as const,
      connector_id: connectorId,
      ...groupMembers(choice),
    };
    register.mutate(
      { model, deploy },
      {
        onSuccess: ({ model_id }) => {
          showSuccess(deploy ? `${name} registered and deployed.` : `${name} registered.`);
          onRegistered(model_id);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className={css.form} aria-label="Register model">
      {isRefused && <FormProblems problems={found} />}
      {register.error && <ModelFailure reason={register.error.message} />}
      <TextInput
        id={ids.name}
        label="Name"
        autoComplete="off"
        data-autofocus
        value={name}
        error={errorOf('name')}
        onBlur={() => name !== '' && touch('name')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        id={ids.description}
        label="Description (optional)"
        autosize
        minRows={2}
        maxRows={6}
        value={description}
        error={errorOf('description')}
        onBlur={() => touch('description')}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <div>
        <ConnectorSelect id={ids.connector} value={connectorId} onChange={setConnectorId} error={errorOf('connector')} />
      </div>
      <Switch
        label="Deploy now"
        description="A model that is not deployed answers once its first prediction has deployed it, unless that is switched off."
        checked={deploy}
        onChange={(event) => setDeploy(event.currentTarget.checked)}
      />
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={isMore ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
          aria-expanded={isMore}
          aria-controls={moreId}
          onClick={() => setMore(!isMore)}
        >
          More options
        </Button>
        <div id={moreId} hidden={!isMore} className={css.more}>
          {isMore && <RegisterOptions choice={choice} onChange={setChoice} />}
        </div>
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={register.isPending}>
          Register model
        </Button>
      </div>
    </form>
  );
}
