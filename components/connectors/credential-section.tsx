'use client';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Controller } from 'react-hook-form';
import { Callout } from '#components/ui/callout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { SecretField } from '#components/ui/secret-field.tsx';
import type { DraftRow } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { credentialUse, movesCredential } from './draft-protocol.ts';
import { questionFor, useEditor, useFieldError } from './editor-context.tsx';
import { EditorSection } from './editor-section.tsx';
import { fieldId } from './field-id.ts';
import { duplicateLink } from './parameters-section.tsx';
import { PlaceNotes } from './place-notes.tsx';

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

type KeyProps = {
  isUsed: boolean;
  onSet: (name: string, value: string | undefined) => void;
  onFill: (values: Record<string, string>) => void;
};

const named = (name: string) => <span translate="no">{name}</span>;

/** Words under a field: what it is for, and whether anything uses it. */
const helpOf = (isUsed: boolean, ...words: (string | false | undefined)[]) =>
  [...words, !isUsed && 'Not used.'].filter(Boolean).join(' ') || undefined;

type StoredKeyProps = KeyProps & {
  stored: { name: string; is_set: boolean; set_at: number; set_by: string };
  rows: readonly DraftRow[];
  /** Stored values would go somewhere new, so they count no more. */
  isMoved: boolean;
};

function StoredKey({ stored: key, rows, isMoved, isUsed, onSet, onFill }: StoredKeyProps) {
  const { stored, isReadOnly } = useEditor();
  const [isLeaving, setLeaving] = useState(false);
  const place = rows.findIndex(({ name }) => name === key.name);
  const value = rows[place]?.value;
  const needsAgain = isMoved && key.is_set && !value;
  return (
    <div className={css.secret}>
      <div className={css.secretField}>
        <SecretField
          id={fieldId(place < 0 ? `credential.${key.name}` : `credential.${place}.value`)}
          label={named(key.name)}
          name={key.name}
          value={isMoved ? (value ?? '') : value}
          stored={isMoved ? undefined : key.is_set ? key : undefined}
          onChange={(next) => onSet(key.name, next)}
          onPasteAll={onFill}
          isReadOnly={isReadOnly}
          error={needsAgain && 'You changed where this connector sends its credential. Enter it again.'}
          description={helpOf(isUsed, !key.is_set && 'Not set yet.')}
        />
        {isLeaving && stored && (
          <Callout
            kind="warning"
            isAlert
            actions={
              <>
                <Button variant="default" onClick={() => setLeaving(false)}>
                  Undo
                </Button>
                <LinkButton variant="default" href={duplicateLink(stored.connector_id, `credential.${key.name}`)}>
                  Duplicate without this key
                </LinkButton>
              </>
            }
          >
            <p>ML Commons keeps credential keys that an update leaves out.</p>
          </Callout>
        )}
      </div>
      {!isReadOnly && <RemoveKey name={key.name} onRemove={() => setLeaving(true)} />}
    </div>
  );
}

type TypedKeyProps = KeyProps & { row: DraftRow; place: string; onRemove: () => void };

function TypedKey({ row: { name, value }, place, isUsed, onSet, onFill, onRemove }: TypedKeyProps) {
  const { blueprint, isReadOnly, settled } = useEditor();
  const error = useFieldError(place);
  const question = questionFor(blueprint, `credential.${name}`);
  const help = question
    ? [question.label, question.help]
        .filter(Boolean)
        .join('. ')
        .replace(/([^.])$/, '$1.')
    : name === 'session_token' && settled.protocol === 'aws_sigv4'
      ? 'Optional, for temporary credentials.'
      : undefined;
  const isRole = name === 'roleArn' || /^arn:aws[a-z-]*:iam:/.test(value);
  return (
    <div className={css.secret}>
      <div className={css.secretField}>
        <SecretField
          id={fieldId(place)}
          label={named(name)}
          name={name}
          // A blueprint's stand-in for a value is an empty field.
          value={value === `<${name}>` ? '' : value}
          onChange={(next) => onSet(name, next ?? '')}
          onPasteAll={onFill}
          isReadOnly={isReadOnly}
          description={helpOf(isUsed, help)}
          error={error ?? (isRole && 'Role ARNs work only on the managed AWS service. Use access keys here.')}
        />
        {!isRole && value !== '' && <PlaceNotes place={place} />}
      </div>
      {!isReadOnly && <RemoveKey name={name} onRemove={onRemove} />}
    </div>
  );
}

const RemoveKey = ({ name, onRemove }: { name: string; onRemove: () => void }) => (
  <Tooltip label={`Remove ${name}`}>
    <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove} className={css.removeSecret}>
      <IconX size={16} aria-hidden />
    </ActionIcon>
  </Tooltip>
);

function AddKey({ taken, onAdd }: { taken: readonly string[]; onAdd: (name: string) => void }) {
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
