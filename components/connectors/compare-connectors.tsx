'use client';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { DiffView } from '#components/ui/diff-view.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Flyout } from '#components/ui/flyout.tsx';
import { BoxSkeleton } from '#components/ui/skeletons.tsx';
import type { ConnectorDetails, ConnectorRow } from '#lib/client/connectors.ts';
import { copyAs } from '#lib/copy-as/copy-as.ts';
import css from './compare-connectors.module.css';
import { connectorQuery, connectorsQuery } from './queries.ts';
import { storedBody } from './stored-body.ts';

type CompareConnectorsProps = { opened: boolean; onClose: () => void; connector: { id: string; name: string } | undefined };

/** A connector beside another one that is chosen here. */
export function CompareConnectors({ opened, onClose, connector }: CompareConnectorsProps) {
  return (
    <Flyout opened={opened} onClose={onClose} title={`Compare ${connector?.name ?? ''}`} size="l">
      {connector && <Comparison key={connector.id} {...connector} />}
    </Flyout>
  );
}

function Comparison({ id, name }: { id: string; name: string }) {
  const [otherId, setOther] = useState<string | null>(null);
  const one = useQuery(connectorQuery(id));
  const other = useQuery({ ...connectorQuery(otherId ?? ''), enabled: otherId !== null });
  const error = one.error ?? other.error;
  return (
    <div className={css.stack}>
      <OtherSelect exceptId={id} value={otherId} chosen={other.data?.connector.name} onChange={setOther} />
      {error && <ErrorState error={error} title="Could not load both connectors." />}
      {!error && otherId === null && <p className={css.note}>Choose the connector that {name} is compared with.</p>}
      {!error && otherId !== null && !(one.data && other.data) && <BoxSkeleton height={240} label="Loading the comparison" />}
      {!error && one.data && other.data && (
        <DiffView
          before={textOf(one.data)}
          after={textOf(other.data)}
          beforeLabel={name}
          afterLabel={other.data.connector.name ?? other.data.connector_id}
          layout="side"
        />
      )}
    </div>
  );
}

/** What both could be made from, with texts line by line: of credentials only the names. */
const textOf = ({ connector, credential_keys }: ConnectorDetails) =>
  copyAs('dev_tools', {
    connector: storedBody(connector),
    credentialKeys: credential_keys.map(({ name }) => name),
    origin: window.location.origin,
  }).replace(/^POST .*\n/, '');

type OtherSelectProps = {
  exceptId: string;
  value: string | null;
  /** Name of the value, once it is known. */
  chosen: string | undefined;
  onChange: (id: string | null) => void;
};

const patience = 300; // milliseconds after the last key

/** Other connectors by name, host or id; the server searches. */
function OtherSelect({ exceptId, value, chosen, onChange }: OtherSelectProps) {
  const [typed, setTyped] = useState('');
  const wanted = typed === chosen ? '' : typed;
  const [settled] = useDebouncedValue(wanted, patience);
  const { data, error, isPending, isPlaceholderData } = useQuery(connectorsQuery({ q: settled, size: 20, sort: 'name', dir: 'asc' }));
  const isWaiting = wanted !== settled || isPending || isPlaceholderData;
  const rows = (data?.items ?? []).filter(({ connector_id }) => connector_id !== exceptId);
  const items = (isWaiting ? [] : rows).map((row) => ({ value: row.connector_id, label: row.name }));
  if (value !== null && chosen !== undefined && !items.some((item) => item.value === value)) items.unshift({ value, label: chosen });
  const byId = new Map(rows.map((row) => [row.connector_id, row]));
  return (
    <Select
      label="Compare with"
      placeholder="Name, host or id"
      searchable
      allowDeselect={false}
      data={items}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      filter={({ options }) => options} // the server has searched by more than the name
      renderOption={({ option }) => <Choice label={option.label} row={byId.get(option.value)} />}
      nothingFoundMessage={isWaiting ? 'Searching…' : 'No other connector matches.'}
      maxDropdownHeight={280}
      error={error ? `Could not load the connectors. ${error.message}` : undefined}
    />
  );
}

const Choice = ({ label, row }: { label: string; row: ConnectorRow | undefined }) => (
  <span className={css.choice}>
    <span>{label}</span>
    {row && (
      <span className={css.note} translate="no">
        {[row.protocol, row.host].filter(Boolean).join(' · ')}
      </span>
    )}
  </span>
);
