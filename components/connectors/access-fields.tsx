'use client';
import { Select, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Controller } from 'react-hook-form';
import { TextLink } from '#components/ui/text-link.tsx';
import type { Connector } from '#lib/connectors/connector.ts';
import css from './connector-editor.module.css';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { PlaceNotes } from './place-notes.tsx';
import { settingsQuery } from './queries.ts';

const key = 'plugins.ml_commons.connector_access_control_enabled';

const modes: Record<NonNullable<Connector['access']>, string> = {
  public: 'public: everyone who may see connectors',
  restricted: 'restricted: people who share a backend role',
  private: 'private: you and administrators',
};

/** Who may see and use the connector; one line while access control is off. */
export function AccessFields({ isGiven }: { isGiven: boolean }) {
  const { form, isReadOnly } = useEditor();
  const settings = useQuery(settingsQuery);
  const isControlled = settings.data?.items.find((row) => row.key === key)?.value === 'true';
  const error = useFieldError('access_mode');
  return (
    <>
      {!isControlled && (
        <p className={css.note}>
          Connector access control is off: everyone who may see connectors sees this one.{' '}
          <TextLink href={`/settings?q=${encodeURIComponent('connector_access_control_enabled')}`}>Open the setting</TextLink>
        </p>
      )}
      {(isControlled || isGiven) && (
        <>
          <Controller
            control={form.control}
            name="access_mode"
            render={({ field: { value, onChange } }) => (
              <Select
                id={fieldId('access_mode')}
                label="Mode"
                placeholder="private"
                data={Object.entries(modes).map(([mode, label]) => ({ value: mode, label }))}
                value={value || null}
                onChange={(mode) => onChange(mode ?? '')}
                clearable
                readOnly={isReadOnly}
                error={error}
              />
            )}
          />
          <Controller
            control={form.control}
            name="backend_roles"
            render={({ field: { value, onChange } }) => (
              <TagsInput
                id={fieldId('backend_roles')}
                label="Backend roles"
                description="For the mode restricted. Enter ends a role."
                value={value}
                onChange={onChange}
                readOnly={isReadOnly}
              />
            )}
          />
          <PlaceNotes place="access_mode" />
          <PlaceNotes place="backend_roles" />
        </>
      )}
    </>
  );
}
