'use client';
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Controller } from 'react-hook-form';
import { AddKey } from '#components/connectors/add-key.tsx';
import { credentialUse } from '#components/connectors/draft-protocol.ts';
import { useEditor } from '#components/connectors/editor-context.tsx';
import { EditorSection } from '#components/connectors/editor-section.tsx';
import { fieldId } from '#components/connectors/field-id.ts';
import { PlaceNotes } from '#components/connectors/place-notes.tsx';
import css from './blueprint-editor.module.css';

/** Which secrets a connector made from it needs: names only, because a blueprint holds none. */
export function CredentialNames() {
  const { form, settled } = useEditor();
  const use = credentialUse(settled, []);
  return (
    <EditorSection id="credential" number={2} title="Credential">
      <p className={css.note}>Names of the secrets that a connector needs. Values never become part of a blueprint.</p>
      <Controller
        control={form.control}
        name="credential"
        render={({ field: { value: rows, onChange } }) => {
          const add = (name: string) => onChange([...rows, { name, value: `<${name}>` }]);
          return (
            <>
              {rows.length > 0 && (
                <ul className={css.names}>
                  {rows.map(({ name }, index) => (
                    <li key={name} className={css.nameRow} id={fieldId(`credential.${index}.value`)}>
                      <code translate="no">{name}</code>
                      <span className={css.note}>{use.isUsed(name) ? '' : 'not used'}</span>
                      <Tooltip label={`Remove ${name}`}>
                        <ActionIcon aria-label={`Remove ${name}`} onClick={() => onChange(rows.filter((row) => row.name !== name))}>
                          <IconX size={16} aria-hidden />
                        </ActionIcon>
                      </Tooltip>
                      <PlaceNotes place={`credential.${index}.value`} />
                    </li>
                  ))}
                </ul>
              )}
              {use.missing.map((name) => (
                <div key={name} className={css.missing}>
                  <p>
                    <code translate="no">{name}</code> is used but not named here.
                  </p>
                  <Button variant="default" size="compact-sm" onClick={() => add(name)} aria-label={`Add ${name}`}>
                    Add
                  </Button>
                </div>
              ))}
              <PlaceNotes place="credential" />
              <AddKey taken={rows.map(({ name }) => name)} onAdd={add} />
            </>
          );
        }}
      />
    </EditorSection>
  );
}
