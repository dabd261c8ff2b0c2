'use client';
import { ActionIcon, Button, Checkbox, Menu, Popover, Tooltip } from '@mantine/core';
import { IconColumns3, IconRefresh, IconRowInsertTop } from '@tabler/icons-react';
import { usePreferences } from './preferences.tsx';
import type { ColumnChoice } from './table-columns.ts';
import type { TableState } from './table-state.ts';
import css from './table-tools.module.css';

type TableToolsProps<Row> = { state: TableState; columns: ColumnChoice<Row>; onRefresh: () => unknown };

/** At the right of a table's toolbar: refresh, columns, density. */
export function TableTools<Row>({ state, columns, onRefresh }: TableToolsProps<Row>) {
  return (
    <>
      <RefreshMenu state={state} onRefresh={onRefresh} />
      <ColumnMenu columns={columns} />
      <DensityButton />
    </>
  );
}

const intervals = [
  { value: 0, label: 'Off' },
  { value: 10_000, label: '10 s' },
  { value: 30_000, label: '30 s' },
  { value: 60_000, label: '1 min' },
];

function RefreshMenu({ state: { refresh, setRefresh }, onRefresh }: { state: TableState; onRefresh: () => unknown }) {
  const current = intervals.find(({ value }) => value === refresh);
  const label = refresh === 0 ? 'Refresh' : `Refresh, every ${current?.label}`;
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label={label}>
          <Button variant="subtle" color="gray" px={8} aria-label={label}>
            <IconRefresh size={16} aria-hidden />
            {refresh > 0 && <span className={css.interval}>{current?.label}</span>}
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => void onRefresh()}>
          Refresh now
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Refresh every</Menu.Label>
        <Menu.RadioGroup value={String(refresh)} onChange={(value) => setRefresh(Number(value))}>
          {intervals.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={String(value)} closeMenuOnClick>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

function ColumnMenu<Row>({ columns: { options, change, reset } }: { columns: ColumnChoice<Row> }) {
  return (
    <Popover position="bottom-end" trapFocus returnFocus width={240}>
      <Popover.Target>
        <Tooltip label="Columns">
          <ActionIcon aria-label="Columns">
            <IconColumns3 size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Checkbox.Group aria-label="Columns" value={options.filter(({ isShown }) => isShown).map(({ id }) => id)} onChange={change}>
          <div className={css.columns}>
            {options.map(({ id, header }) => (
              <Checkbox key={id} value={id} label={header} />
            ))}
          </div>
        </Checkbox.Group>
        <Button variant="subtle" size="compact-sm" mt={12} onClick={reset}>
          Reset
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function DensityButton() {
  const { preferences, change } = usePreferences();
  const isCompact = preferences.density === 'compact';
  const label = isCompact ? 'Taller rows' : 'Compact rows';
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => change({ density: isCompact ? 'comfortable' : 'compact' })}>
        <IconRowInsertTop size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
