'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { SecretField } from '#components/ui/secret-field.tsx';
import type { CredentialKey } from '#lib/connectors/ports.ts';
import type { DraftRow } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { duplicateLink } from './duplicate-link.ts';
import { questionFor, useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { PlaceNotes } from './place-notes.tsx';

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
  stored: CredentialKey;
  rows: readonly DraftRow[];
  /** Stored values would go somewhere new, so they count no more. */
  isMoved: boolean;
};

/** A secret that the server has: it stays, or is replaced. */
export function StoredKey({ stored: key, rows, isMoved, isUsed, onSet, onFill }: StoredKeyProps) {
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

/** A secret that is new in this draft. */
export function TypedKey({ row: { name, value }, place, isUsed, onSet, onFill, onRemove }: TypedKeyProps) {
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
