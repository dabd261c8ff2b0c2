'use client';
import { Button, Modal, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { useFocusBack } from '#components/ui/use-focus-back.ts';
import type { TokenScope } from '#lib/client/tokens.ts';
import { useCreateToken } from './queries.ts';
import { expiryOf, type Lifetime, lifetimes, scopesOf, scopeWords } from './token-words.ts';
import css from './tokens.module.css';

type CreateTokenProps = { opened: boolean; onClose: () => void };
type Made = { name: string; token: string };

/** Makes an API token and shows it, this once. */
export function CreateToken({ opened, onClose }: CreateTokenProps) {
  const [made, setMade] = useState<Made>();
  useFocusBack(opened);
  const close = () => {
    setMade(undefined);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made ? `Copy ${made.name} now` : 'Create token'}
      size={480}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {made ? <MadeToken token={made.token} onClose={close} /> : <TokenForm onClose={close} onMade={setMade} />}
    </Modal>
  );
}

function MadeToken({ token, onClose }: { token: string; onClose: () => void }) {
  return (
    <div className={css.stack}>
      <Callout title="It is shown only now" actions={<CopyButton text={token} label="Copy the token" variant="filled" />}>
        <p>The studio keeps only a digest of it. Whoever has lost it makes a new one.</p>
      </Callout>
      <div className={css.token} translate="no">
        {token}
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

const nameId = 'create-token-name';

function TokenForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const { role } = useSession().user;
  const scopes = scopesOf(role);
  const [name, setName] = useState('');
  const [scope, setScope] = useState<TokenScope>('read');
  const [lifetime, setLifetime] = useState<Lifetime>('90');
  const [problem, setProblem] = useState<string>();
  const create = useCreateToken();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setProblem('Enter a name.');
      return document.getElementById(nameId)?.focus();
    }
    create.mutate(
      { name: name.trim(), scope, expires_at: expiryOf(lifetime, Date.now()) },
      {
        onSuccess: ({ token }) => {
          create.reset(); // nothing keeps it but what shows it
          onMade({ name: name.trim(), token });
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate className={css.stack} aria-label="Create token">
      {create.error && (
        <Callout kind="danger" isAlert>
          {create.error.message}
        </Callout>
      )}
      <TextInput
        id={nameId}
        label="Name"
        description="What it is for, such as nightly ingest."
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="off"
        data-autofocus
        maxLength={256}
        value={name}
        error={problem}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setProblem(undefined);
        }}
      />
      <Select
        label="Scope"
        description={scopeWords[scope].description}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={scopes.map((value) => ({ value, label: scopeWords[value].label }))}
        value={scope}
        onChange={(value) => setScope(scopes.find((one) => one === value) ?? scope)}
        allowDeselect={false}
      />
      <Select
        label="Ends after"
        data={[...lifetimes]}
        value={lifetime}
        onChange={(value) => setLifetime(lifetimes.find((one) => one.value === value)?.value ?? lifetime)}
        allowDeselect={false}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Create token
        </Button>
      </div>
    </form>
  );
}
