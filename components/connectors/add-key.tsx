'use client';
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import css from './connector-editor.module.css';

type AddKeyProps = { taken: readonly string[]; onAdd: (name: string) => void };

/** Asks for the name of a new credential. */
export function AddKey({ taken, onAdd }: AddKeyProps) {
  const [name, setName] = useState<string>();
  const isTaken = name !== undefined && taken.includes(name.trim());
  const add = () => {
    if (!name?.trim() || isTaken) return;
    onAdd(name.trim());
    setName(undefined);
  };
  if (name === undefined) {
    return (
      <Button variant="subtle" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setName('')} className={css.start}>
        Add key
      </Button>
    );
  }
  return (
    <div className={css.addKey}>
      <TextInput
        label="Key name"
        value={name}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        error={isTaken && 'There is a credential of this name.'}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            add();
          }
        }}
      />
      <Button variant="default" onClick={add}>
        Add
      </Button>
      <Button variant="subtle" onClick={() => setName(undefined)}>
        Cancel
      </Button>
    </div>
  );
}
