'use client';
import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { SecretField } from '#components/ui/secret-field.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { ConnectorDetails } from '#lib/client/connectors.ts';
import { credentialMask, isUnset } from '#lib/connectors/credential-rules.ts';
import css from './replace-key.module.css';

export type Secrets = ReadonlyMap<string, string>;

type ReplaceKeyFormProps = {
  keys: ConnectorDetails['credential_keys'];
  isPending: boolean;
  onCancel: () => void;
  onReplace: (values: Secrets) => void;
  /** Between the fields and the buttons. */
  children: ReactNode;
};

/** What cannot be a key: what stands in for one. */
function problemOf(name: string, value: string): string | undefined {
  if (value === credentialMask) return 'This is the mask that stands for a stored value.';
  return value !== '' && isUnset(name, value) ? 'This stands for a value. Enter the value itself.' : undefined;
}

/** A field for each key; those that stay empty keep their stored value. */
export function ReplaceKeyForm({ keys, isPending, onCancel, onReplace, children }: ReplaceKeyFormProps) {
  const [values, setValues] = useState<Secrets>(new Map());
  const [isChecked, setChecked] = useState(false);
  const given = new Map([...values].filter(([, value]) => value !== ''));
  const problems = new Map([...given].flatMap(([name, value]) => [[name, problemOf(name, value)] as const].filter(([, words]) => words)));
  const isEmpty = given.size === 0;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setChecked(true);
    if (isPending) return;
    if (!isEmpty && problems.size === 0) return onReplace(given);
    const wrong = keys.findIndex(({ name }) => problems.has(name));
    event.currentTarget.querySelectorAll<HTMLInputElement>('input')[Math.max(0, wrong)]?.focus();
  };
  return (
    <form className={css.stack} onSubmit={submit} noValidate aria-label="New key">
      {keys.map(({ name, is_set, set_at, set_by }, index) => (
        <SecretField
          key={name}
          label={<span translate="no">{name}</span>}
          name={name}
          value={values.get(name) ?? ''}
          onChange={(value = '') => setValues(new Map(values).set(name, value))}
          onPasteAll={(pasted) =>
            setValues(new Map([...values, ...Object.entries(pasted).filter(([key]) => keys.some((one) => one.name === key))]))
          }
          description={
            is_set ? (
              <>
                Stored · set <TimeAgo at={set_at} /> by {set_by}
              </>
            ) : (
              'Not set yet.'
            )
          }
          error={isChecked && (problems.get(name) ?? (isEmpty && index === 0 && 'Enter the new key.'))}
        />
      ))}
      {keys.length > 1 && <p className={css.note}>What stays empty keeps its stored value.</p>}
      {children}
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={isPending}>
          Replace key
        </Button>
      </div>
    </form>
  );
}
