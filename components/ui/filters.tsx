'use client';
import { Button, Checkbox, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconFilter } from '@tabler/icons-react';
import css from './filters.module.css';
import { Flyout } from './flyout.tsx';

export type FilterOption = { value: string; label?: string; count?: number };
export type Filter = { id: string; label: string; options: readonly FilterOption[] };

type ChoicesProps = { filter: Filter; selected: readonly string[]; onChange: (values: string[]) => void };

/** The values of a filter as checkboxes with their counts. A value in the address that nothing has any more stays, so that it can be unticked. */
export function FilterChoices({ filter, selected, onChange }: ChoicesProps) {
  const gone = selected.filter((value) => !filter.options.some((option) => option.value === value));
  const options: FilterOption[] = [...filter.options, ...gone.map((value) => ({ value, count: 0 }))];
  if (options.length === 0) return <p className={css.none}>Nothing to filter by.</p>;
  return (
    <Checkbox.Group aria-label={filter.label} value={[...selected]} onChange={onChange}>
      <div className={css.choices}>
        {options.map(({ value, label, count }) => (
          <Checkbox
            key={value}
            value={value}
            label={
              <span className={css.choice}>
                {label ?? value}
                {count !== undefined && <span className={css.count}>{count}</span>}
              </span>
            }
            classNames={{ body: css.body, labelWrapper: css.labelWrapper }}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

const withCount = (label: string, count: number) => (count > 0 ? `${label} (${count})` : label);

/** A filter of its own, in a list that opens under its button. */
export function FilterButton({ filter, selected, onChange }: ChoicesProps) {
  return (
    <Popover position="bottom-start" trapFocus returnFocus width={260}>
      <Popover.Target>
        <Button variant={selected.length > 0 ? 'light' : 'default'} rightSection={<IconChevronDown size={14} aria-hidden />} px={12}>
          {withCount(filter.label, selected.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.dropdown} aria-label={filter.label}>
        <FilterChoices filter={filter} selected={selected} onChange={onChange} />
        {selected.length > 0 && (
          <Button variant="subtle" size="compact-sm" mt={8} onClick={() => onChange([])}>
            Clear
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

type FilterFlyoutProps = {
  filters: readonly Filter[];
  values: Readonly<Record<string, string[]>>;
  onFilter: (id: string, values: string[]) => void;
};

/** All filters behind one button, where there is no room for a row of them. */
export function FilterFlyout({ filters, values, onFilter }: FilterFlyoutProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const count = filters.reduce((sum, { id }) => sum + (values[id]?.length ?? 0), 0);
  return (
    <>
      <Button variant={count > 0 ? 'light' : 'default'} leftSection={<IconFilter size={16} aria-hidden />} onClick={open}>
        {withCount('Filters', count)}
      </Button>
      <Flyout opened={opened} onClose={close} title="Filters" size="s" footer={<Button onClick={close}>Show results</Button>}>
        {filters.map((filter) => (
          <section key={filter.id} className={css.section}>
            <h3 className={css.heading}>{filter.label}</h3>
            <FilterChoices filter={filter} selected={values[filter.id] ?? []} onChange={(next) => onFilter(filter.id, next)} />
          </section>
        ))}
      </Flyout>
    </>
  );
}
