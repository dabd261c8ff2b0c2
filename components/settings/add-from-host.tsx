'use client';
import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { suggestPattern } from '#lib/settings/suggest-pattern.ts';
import css from './add-from-host.module.css';

type AddFromHostProps = { opened: boolean; onClose: () => void; onAdd: (pattern: string) => void };

/** Asks for a host or an address and writes the pattern that fixes it. */
export function AddFromHost({ opened, onClose, onAdd }: AddFromHostProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add from host" size={480} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Form onClose={onClose} onAdd={onAdd} />
    </Modal>
  );
}

function Form({ onClose, onAdd }: Omit<AddFromHostProps, 'opened'>) {
  const [host, setHost] = useState('');
  const [isChecked, setChecked] = useState(false);
  const pattern = host.trim() === '' ? undefined : suggestPattern(host);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    setChecked(true);
    if (!pattern) return;
    onAdd(pattern);
    onClose();
  };
  return (
    <form onSubmit={submit} className={css.form} noValidate>
      <TextInput
        label="Host or address"
        placeholder="api.example.com"
        description="With a port if it is not the usual one. A host alone means https."
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        data-autofocus
        value={host}
        error={isChecked && !pattern && 'Enter a host such as api.example.com, or an address that begins with https:// or http://.'}
        onChange={(event) => setHost(event.currentTarget.value)}
      />
      <div className={css.pattern} role="status">
        {pattern && (
          <>
            Pattern <code translate="no">{pattern}</code>
          </>
        )}
      </div>
      <div className={css.buttons}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit">Add pattern</Button>
      </div>
    </form>
  );
}
