'use client';
import { Button } from '@mantine/core';
import { Controller } from 'react-hook-form';
import { AddKey } from './add-key.tsx';
import type { DraftRow } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { StoredKey, TypedKey } from './credential-key.tsx';
import { credentialUse, movesCredential } from './draft-protocol.ts';
import { useEditor, useFieldError } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';

/** Secrets: new ones, stored ones that can be replaced, and those that headers name but nobody set. */
export function CredentialSection() {
  const { form, stored, settled, isReadOnly } = useEditor();
  const error = useFieldError('credential.root');
  const storedKeys = stored?.credential_keys.map(({ name }) => name) ?? [];
  const use = credentialUse(settled, storedKeys);
  const isMoved = stored !== undefined && storedKeys.length > 0 && movesCredential(stored.connector, settled);
  return (
    <EditorSection id="credential" number={2} title="Credential">
      <Controller
        control={form.control}
        name="credential"
        render={({ field: { value: rows, onChange } }) => {
          const set = (name: string, value: string | undefined) => onChange(withValue(rows, name, value));
          const fill = (values: Record<string, string>) =>
            onChange(Object.entries(values).reduce((all, [name, value]) => withValue(all, name, value), rows));
          const own = rows.filter(({ name }) => !storedKeys.includes(name));
          return (
            <>
              {stored?.credential_keys.map((key) => (
                <StoredKey
                  key={key.name}
                  stored={key}
                  rows={rows}
                  isMoved={isMoved}
                  isUsed={use.isUsed(key.name)}
                  onSet={set}
                  onFill={fill}
                />
              ))}
              {own.map((row) => (
                <TypedKey
                  key={row.name}
                  row={row}
                  place={`credential.${rows.indexOf(row)}.value`}
                  isUsed={use.isUsed(row.name)}
                  onSet={set}
                  onFill={fill}
                  onRemove={() => onChange(rows.filter((one) => one !== row))}
                />
              ))}
              {use.missing.map((name) => (
                <div key={name} className={css.missing}>
                  <p>
                    <code translate="no">{name}</code> is used but not set.
                  </p>
                  {!isReadOnly && (
                    <Button variant="default" size="compact-sm" onClick={() => set(name, '')} aria-label={`Add ${name}`}>
                      Add
                    </Button>
                  )}
                </div>
              ))}
              {error && <p className={css.error}>{error}</p>}
              {!isReadOnly && <AddKey taken={[...storedKeys, ...rows.map(({ name }) => name)]} onAdd={(name) => set(name, '')} />}
            </>
          );
        }}
      />
    </EditorSection>
  );
}

/** @param value undefined takes the row away */
function withValue(rows: readonly DraftRow[], name: string, value: string | undefined): DraftRow[] {
  if (value === undefined) return rows.filter((row) => row.name !== name);
  if (rows.some((row) => row.name === name)) return rows.map((row) => (row.name === name ? { name, value } : row));
  return [...rows, { name, value }];
}
