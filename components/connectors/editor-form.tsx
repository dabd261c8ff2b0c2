'use client';
import { Button } from '@mantine/core';
import { Callout } from '#components/ui/callout.tsx';
import { AccessSection } from './access-section.tsx';
import { ActionsSection } from './actions-section.tsx';
import { BasicsSection } from './basics-section.tsx';
import { ClientSettingsSection } from './client-settings-section.tsx';
import css from './connector-editor.module.css';
import { CredentialSection } from './credential-section.tsx';
import { ParametersSection } from './parameters-section.tsx';

type EditorFormProps = { brokenLine: number | undefined; onGoToJson: () => void; onSubmit: () => void };

/** The six sections; while the JSON cannot be read they show the last values that could. */
export function EditorForm({ brokenLine, onGoToJson, onSubmit }: EditorFormProps) {
  return (
    <form
      className={css.form}
      aria-label="Connector"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {brokenLine !== undefined && (
        <div className={css.broken}>
          <Callout
            kind="warning"
            title={`Fix line ${brokenLine} in the JSON view`}
            actions={
              <Button variant="default" onClick={onGoToJson}>
                Go to the JSON view
              </Button>
            }
          >
            <p>Until then the form shows the last values that could be read.</p>
          </Callout>
        </div>
      )}
      <BasicsSection />
      <CredentialSection />
      <ParametersSection />
      <ActionsSection />
      <ClientSettingsSection />
      <AccessSection />
    </form>
  );
}
