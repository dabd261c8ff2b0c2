'use client';
import { Button, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type ClipboardEvent, type ReactNode, useId } from 'react';
import { readPastedSecrets } from './pasted-secrets.ts';
import css from './secret-field.module.css';
import { TimeAgo } from './time-ago.tsx';

/** What is known about a stored value: never the value. */
export type StoredSecret = { set_at: number; set_by?: string };

type SecretFieldProps = {
  id?: string;
  label: ReactNode;
  /** Name of the field for its buttons, where `label` is no text. */
  name?: string;
  /** undefined: the stored value stays. A text, even an empty one, replaces it. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  stored?: StoredSecret;
  description?: ReactNode;
  error?: ReactNode;
  isReadOnly?: boolean;
  /** A whole object was pasted: `{"access_key": "…", "secret_key": "…"}`. Fills every key instead of this one. */
  onPasteAll?: (values: Record<string, string>) => void;
};

/** A credential: empty, stored, or about to be replaced. No face ever receives a stored value. */
export function SecretField({ stored, value, onChange, isReadOnly, ...others }: SecretFieldProps) {
  const own = useId();
  const id = others.id ?? own;
  if (stored && value === undefined)
    return <Stored {...others} id={id} stored={stored} onReplace={isReadOnly ? undefined : () => onChange('')} />;
  return (
    <Typed
      {...others}
      id={id}
      value={value ?? ''}
      onChange={onChange}
      onKeep={stored && (() => onChange(undefined))}
      isReadOnly={isReadOnly}
    />
  );
}

type Common = Pick<SecretFieldProps, 'label' | 'name' | 'description' | 'error'> & { id: string };

const nameOf = ({ name, label }: Pick<SecretFieldProps, 'name' | 'label'>) => name ?? (typeof label === 'string' ? label : 'the value');

function Stored(props: Common & { stored: StoredSecret; onReplace?: () => void }) {
  const { id, label, description, error, stored, onReplace } = props;
  return (
    <div>
      <p className={css.label} id={`${id}-label`}>
        {label}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a group of one */}
      <div className={css.stored} role="group" aria-labelledby={`${id}-label`}>
        <IconLock size={16} aria-hidden />
        <span className={css.words}>
          Stored · set <TimeAgo at={stored.set_at} />
          {stored.set_by && <> by {stored.set_by}</>}
        </span>
        {onReplace && (
          <Button id={id} size="compact-sm" variant="subtle" onClick={onReplace} aria-label={`Replace ${nameOf(props)}`}>
            Replace
          </Button>
        )}
      </div>
      {description && <p className={css.help}>{description}</p>}
      {error && <p className={css.error}>{error}</p>}
    </div>
  );
}

type TypedProps = Common & Pick<SecretFieldProps, 'onChange' | 'isReadOnly' | 'onPasteAll'> & { value: string; onKeep?: () => void };

function Typed(props: TypedProps) {
  const { id, label, description, error, value, onChange, onKeep, isReadOnly, onPasteAll } = props;
  const paste = (event: ClipboardEvent) => {
    const values = onPasteAll && readPastedSecrets(event.clipboardData.getData('text'));
    if (!values) return;
    event.preventDefault();
    onPasteAll(values);
  };
  return (
    <div>
      <PasswordInput
        id={id}
        label={label}
        description={description}
        error={error}
        value={value}
        readOnly={isReadOnly}
        autoComplete="new-password"
        spellCheck={false}
        data-1p-ignore
        visibilityToggleButtonProps={{ 'aria-label': `Show ${nameOf(props)}` }}
        onPaste={paste}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {onKeep && (
        <Button size="compact-sm" variant="subtle" onClick={onKeep} className={css.keep}>
          Keep the stored value
        </Button>
      )}
    </div>
  );
}
