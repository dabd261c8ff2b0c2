'use client';
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { shownState } from './model-state.ts';
import { modelChoicesQuery, modelQuery } from './queries.ts';

type ModelSelectProps = {
  id: string;
  label: string;
  value: string | null;
  onChange: (id: string | null) => void;
  error?: string | undefined;
};

const patience = 300; // milliseconds after the last key

/** A model by name; the search happens on the server. */
export function ModelSelect({ id, label, value, onChange, error }: ModelSelectProps) {
  const [typed, setTyped] = useState('');
  const chosen = useQuery({ ...modelQuery(value ?? ''), enabled: value !== null }).data;
  const wanted = chosen && typed === labelOf(chosen) ? '' : typed;
  const [settled] = useDebouncedValue(wanted, patience);
  const choices = useQuery(modelChoicesQuery(settled));
  const isWaiting = wanted !== settled || choices.isPending || choices.isPlaceholderData;
  const rows = choices.data?.items ?? [];
  const items = rows.map((row) => ({ value: row.model_id, label: labelOf(row) }));
  if (value !== null && !rows.some(({ model_id }) => model_id === value)) items.unshift({ value, label: chosen ? labelOf(chosen) : value });
  return (
    <Select
      id={id}
      label={label}
      placeholder="Name or id"
      searchable
      clearable
      data={items}
      value={value}
      onChange={onChange}
      onSearchChange={setTyped}
      filter={({ options }) => options} // the server has searched, by ids too
      nothingFoundMessage={isWaiting ? 'Searching…' : 'No model matches.'}
      maxDropdownHeight={280}
      error={error ?? (choices.error ? `Could not load the models. ${choices.error.message}` : undefined)}
    />
  );
}

/** Names repeat, so the state stands beside them. */
const labelOf = ({ name, state }: { name: string; state: Parameters<typeof shownState>[0] }) => `${name} · ${shownState(state).words}`;
