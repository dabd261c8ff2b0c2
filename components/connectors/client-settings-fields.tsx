'use client';
import { Button, Select, Switch, TextInput } from '@mantine/core';
import { Controller } from 'react-hook-form';
import { Callout } from '#components/ui/callout.tsx';
import { backoffPolicies, defaultClientConfig } from '#lib/connectors/client-config.ts';
import type { ClientConfig } from '#lib/connectors/connector.ts';
import type { DraftRow } from './connector-draft.ts';
import css from './connector-editor.module.css';
import { useEditor, useFieldError } from './editor-context.tsx';
import { fieldId } from './field-id.ts';
import { PlaceNotes } from './place-notes.tsx';

type NumberField = { name: keyof ClientConfig; label: string; unit: string; help?: string };

const numbers: readonly NumberField[] = [
  { name: 'max_connection', label: 'Connections at once', unit: '' },
  { name: 'connection_timeout', label: 'Time to connect', unit: 's' },
  { name: 'read_timeout', label: 'Time to answer', unit: 's' },
  { name: 'max_retry_times', label: 'Retries', unit: '', help: '0 is none, -1 until the time for retries is over.' },
  { name: 'retry_backoff_millis', label: 'Pause before a retry', unit: 'ms' },
  { name: 'retry_timeout_seconds', label: 'Time for retries', unit: 's' },
];

const policies: Record<(typeof backoffPolicies)[number], string> = {
  constant: 'constant: always the same pause',
  exponential_equal_jitter: 'exponential_equal_jitter: doubles, half of it by chance',
  exponential_full_jitter: 'exponential_full_jitter: doubles, all of it by chance',
};

/** The ten fields of `client_config`; an empty one is the default. */
export function ClientSettingsFields() {
  const { form, isReadOnly } = useEditor();
  return (
    <Controller
      control={form.control}
      name="client_config"
      render={({ field: { value: rows, onChange } }) => {
        const set = (name: string, value: string) => onChange(withSetting(rows, name, value));
        return (
          <>
            <div className={css.settings}>
              {numbers.map((field) => (
                <NumberInput key={field.name} field={field} rows={rows} onSet={set} />
              ))}
            </div>
            <Select
              id={fieldId('client_config.retry_backoff_policy')}
              label="Pauses between retries"
              description={<code translate="no">retry_backoff_policy</code>}
              placeholder={defaultClientConfig.retry_backoff_policy}
              data={backoffPolicies.map((policy) => ({ value: policy, label: policies[policy] }))}
              value={settingOf(rows, 'retry_backoff_policy') || null}
              onChange={(policy) => set('retry_backoff_policy', policy ?? '')}
              clearable
              readOnly={isReadOnly}
            />
            <TlsSettings rows={rows} onSet={set} />
            <Button variant="default" onClick={() => onChange([])} disabled={isReadOnly || rows.length === 0} className={css.start}>
              Reset to defaults
            </Button>
          </>
        );
      }}
    />
  );
}

const settingOf = (rows: readonly DraftRow[], name: string) => rows.find((row) => row.name === name)?.value ?? '';

function withSetting(rows: readonly DraftRow[], name: string, value: string): DraftRow[] {
  if (rows.some((row) => row.name === name)) return rows.map((row) => (row.name === name ? { name, value } : row));
  return [...rows, { name, value }];
}

type SettingProps = { rows: readonly DraftRow[]; onSet: (name: string, value: string) => void };

function NumberInput({ field: { name, label, unit, help }, rows, onSet }: SettingProps & { field: NumberField }) {
  const { isReadOnly } = useEditor();
  const index = rows.findIndex((row) => row.name === name);
  const place = index < 0 ? `client_config.${name}` : `client_config.${index}.value`;
  const error = useFieldError(place);
  return (
    <div>
      <TextInput
        id={fieldId(place)}
        label={label}
        description={
          <>
            <code translate="no">{name}</code>
            {help && ` · ${help}`}
          </>
        }
        inputMode="numeric"
        placeholder={String(defaultClientConfig[name])}
        rightSection={unit && <span className={css.unit}>{unit}</span>}
        value={settingOf(rows, name)}
        readOnly={isReadOnly}
        error={error}
        onChange={(event) => onSet(name, event.currentTarget.value.trim())}
      />
      <PlaceNotes place={place} />
    </div>
  );
}

function TlsSettings({ rows, onSet }: SettingProps) {
  const { isReadOnly } = useEditor();
  const skips = settingOf(rows, 'skip_ssl_verification') === 'true';
  const isMutual = settingOf(rows, 'mutual_tls_enabled') === 'true';
  return (
    <>
      <Switch
        id={fieldId('client_config.skip_ssl_verification')}
        label="Skip certificate checks"
        description={<code translate="no">skip_ssl_verification</code>}
        checked={skips}
        disabled={isReadOnly}
        onChange={(event) => onSet('skip_ssl_verification', String(event.currentTarget.checked))}
      />
      {skips && (
        <Callout kind="danger" title="Certificates are not checked">
          <p>Whoever stands between this server and the service can read the credential and change the answers.</p>
        </Callout>
      )}
      <Switch
        id={fieldId('client_config.mutual_tls_enabled')}
        label="Present a client certificate"
        description={<code translate="no">mutual_tls_enabled</code>}
        checked={isMutual}
        disabled={isReadOnly}
        onChange={(event) => onSet('mutual_tls_enabled', String(event.currentTarget.checked))}
      />
      {(isMutual || settingOf(rows, 'keystore_type') !== '') && (
        <Select
          id={fieldId('client_config.keystore_type')}
          label="Kind of key store"
          description={<code translate="no">keystore_type</code>}
          data={['PEM', 'PKCS12']}
          value={settingOf(rows, 'keystore_type') || null}
          onChange={(kind) => onSet('keystore_type', kind ?? '')}
          clearable
          readOnly={isReadOnly}
        />
      )}
    </>
  );
}
