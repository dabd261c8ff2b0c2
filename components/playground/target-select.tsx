'use client';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { targetsQuery } from './queries.ts';

/** A connector or a model, as `connector=ID` or `model=ID`. */
export type TargetKey = string;

type TargetSelectProps = {
  label: string;
  value: TargetKey | null;
  onChange: (key: TargetKey) => void;
  /** Targets that are chosen elsewhere. */
  taken?: readonly TargetKey[];
  className?: string | undefined;
};

/** Connectors and models to choose from. */
export function TargetSelect({ label, value, onChange, taken = [], className }: TargetSelectProps) {
  const targets = useQuery(targetsQuery);
  const { connectors, models } = targets.data ?? { connectors: [], models: [] };
  const item = (key: TargetKey, name: string) => ({ value: key, label: name, disabled: key !== value && taken.includes(key) });
  return (
    <Select
      label={label}
      placeholder="Connector or model"
      searchable
      nothingFoundMessage={targets.isPending ? 'Loading…' : 'Nothing of that name'}
      data={[
        { group: 'Connectors', items: connectors.map(({ connector_id, name }) => item(`connector=${connector_id}`, name)) },
        { group: 'Models', items: models.map(({ model_id, name }) => item(`model=${model_id}`, name)) },
      ]}
      value={value}
      onChange={(key) => key && onChange(key)}
      allowDeselect={false}
      className={className}
    />
  );
}
