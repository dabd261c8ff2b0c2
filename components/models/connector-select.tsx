'use client';
import { type ComboboxItem, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { StatusChip } from '#components/ui/status-chip.tsx';
import type { ConnectorRow } from '#lib/client/connectors.ts';
import css from './connector-select.module.css';
import { connectorStates } from './connector-words.ts';
import { choicesQuery, connectorQuery } from './queries.ts';

type ConnectorSelectProps = {
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
  id?: string;
};

type Choice = Pick<ConnectorRow, 'connector_id' | 'name' | 'host' | 'protocol' | 'state'>;

const patience = 300; // milliseconds after the last key

/** Connectors by name, with their state; the search happens on the server. */
export function ConnectorSelect({ value, onChange, error, id }: ConnectorSelectProps) {
  const [typed, setTyped] = useState('');
  const chosen = useQuery({ ...connectorQuery(value ?? ''), enabled: value !== null }).data;
  const wanted = typed === chosen?.connector.name ? '' : typed;
  const [settled] = useDebouncedValue(wanted, patience);
  const choices = useQuery(choicesQuery(settled));
  const isWaiting = wanted !== settled || choices.isPending || choices.isPlaceholderData;
  // Until the server has answered, only what is sure to be in its answer: whoever types fast must not choose from an older one.
  const rows = (choices.data?.items ?? []).filter((row) => !isWaiting || matches(row, wanted));
  const byId = new Map(rows.map((row) => [row.connector_id, row]));
  const items = rows.map(({ connector_id, name }) => ({ value: connector_id, label: name }));
  if (value !== null && chosen && !byId.has(value)) items.unshift({ value, label: chosen.connector.name ?? value });
  return (
    <>
      <Select
        id={id}
        label="Connector"
        placeholder="Name, host or id"
        searchable
        allowDeselect={false}
        data={items}
        value={value}
        onChange={onChange}
        onSearchChange={setTyped}
        filter={({ options }) => options} // the server has searched by more than the name
        renderOption={({ option }) => <Option item={option} row={byId.get(option.value)} />}
        nothingFoundMessage={isWaiting ? 'Searching…' : 'No connector matches.'}
        maxDropdownHeight={280}
        error={error ?? (choices.error ? `Could not load the connectors. ${choices.error.message}` : undefined)}
      />
      {chosen && <StateNote state={chosen.state} />}
    </>
  );
}

const matches = ({ name, host, connector_id }: Choice, text: string) =>
  [name, host, connector_id].some((part) => part?.toLowerCase().includes(text.trim().toLowerCase()));

function Option({ item, row }: { item: ComboboxItem; row: Choice | undefined }) {
  if (!row) return item.label;
  const { words, kind } = connectorStates[row.state.name];
  return (
    <span className={css.option}>
      <span className={css.words}>
        <span>{row.name}</span>
        <span className={css.host} translate="no">
          {[row.protocol, row.host].filter(Boolean).join(' · ')}
        </span>
      </span>
      <StatusChip kind={kind}>{words}</StatusChip>
    </span>
  );
}

/** What stands in the way of a call through the chosen connector. */
function StateNote({ state: { name, reason } }: { state: ConnectorRow['state'] }) {
  const { words, kind } = connectorStates[name];
  if (name !== 'blocked' && name !== 'credential_missing') return null;
  return (
    <p className={css.note}>
      <StatusChip kind={kind}>{words}</StatusChip> {reason} A model can be registered all the same; its calls fail until this is put right.
    </p>
  );
}
