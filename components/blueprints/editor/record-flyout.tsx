'use client';
import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectorsQuery } from '#components/connectors/queries.ts';
import { Callout } from '#components/ui/callout.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { JsonTree } from '#components/ui/json-tree.tsx';
import { SecretField } from '#components/ui/secret-field.tsx';
import css from './blueprint-editor.module.css';
import type { BlueprintEditorState } from './use-blueprint-editor.ts';
import type { RecordingState } from './use-recording.ts';

type RecordFlyoutProps = { state: BlueprintEditorState; recording: RecordingState; opened: boolean; onClose: () => void };

const typed = 'typed';
const rows = 100; // connectors to choose from

/** One real call: with the credential of a connector, or with secrets that are typed for this call and kept nowhere. */
export function RecordFlyout({ state: { blueprint, connectorId }, recording, opened, onClose }: RecordFlyoutProps) {
  const names = Object.keys(blueprint.connector.credential);
  const [source, setSource] = useState(connectorId ?? typed);
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const connectors = useQuery({ ...connectorsQuery({ size: rows, sort: 'last_updated_time', dir: 'desc' }), enabled: opened });
  const { isRunning, verdict } = recording;
  const close = () => {
    setAnswers({}); // a secret stays in the browser no longer than it must
    onClose();
  };
  const run = async () => {
    const isTyped = source === typed;
    const isGood = await recording.recordFromService(isTyped ? { answers } : { answers: withoutSecrets(answers), connector_id: source });
    if (isGood) close();
  };
  return (
    <Flyout
      opened={opened}
      onClose={isRunning ? recording.cancel : close}
      title="Record from the service"
      footer={
        <>
          <Button variant="default" onClick={isRunning ? recording.cancel : close}>
            Cancel
          </Button>
          <Button onClick={() => void run()} loading={isRunning === 'send'}>
            Send and record
          </Button>
        </>
      }
    >
      <div className={css.stack}>
        <p className={css.note}>
          This calls the service once and may cost money. Vectors are cut short and secrets taken out before the answer is kept.
        </p>
        {names.length > 0 && (
          <Select
            label="Credential"
            data={[
              { value: typed, label: 'Type it for this call' },
              {
                group: 'Of a connector',
                items: (connectors.data?.items ?? []).map((row) => ({ value: row.connector_id, label: row.name })),
              },
            ]}
            value={source}
            onChange={(value) => value && setSource(value)}
            allowDeselect={false}
            searchable
          />
        )}
        {source === typed &&
          names.map((name) => (
            <SecretField
              key={name}
              label={<span translate="no">{name}</span>}
              name={name}
              value={answers[`credential.${name}`] ?? ''}
              onChange={(value) => setAnswers({ ...answers, [`credential.${name}`]: value ?? '' })}
            />
          ))}
        {blueprint.questions
          .filter(({ key }) => key.startsWith('parameters.'))
          .map(({ key, label, default: fallback, example }) => (
            <TextInput
              key={key}
              label={label || key}
              placeholder={fallback || example}
              value={answers[key] ?? ''}
              onChange={(event) => setAnswers({ ...answers, [key]: event.currentTarget.value })}
              autoComplete="off"
              spellCheck={false}
            />
          ))}
        {verdict?.kind === 'failed' && (
          <Callout kind="danger" title={verdict.words}>
            {verdict.response !== undefined && <JsonTree value={verdict.response} depth={4} />}
          </Callout>
        )}
      </div>
    </Flyout>
  );
}

const withoutSecrets = (answers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(answers).filter(([key]) => !key.startsWith('credential.')));
