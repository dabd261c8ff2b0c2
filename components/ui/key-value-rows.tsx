'use client';
import { ActionIcon, Autocomplete, Button, Textarea, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useRef } from 'react';
import css from './key-value-rows.module.css';

export type KeyValueRow = {
  /** Stays the same while key and value change. */
  id: string;
  key: string;
  value: string;
};

type KeyValueRowsProps<Row extends KeyValueRow> = {
  /** What the rows are: *Parameters*. Names the group. */
  label: string;
  rows: readonly Row[];
  onChange: (rows: Row[]) => void;
  makeRow: () => Row;
  /** *Add parameter* */
  addLabel: string;
  keyLabel?: string;
  valueLabel?: string;
  keySuggestions?: readonly string[];
  keyErrors?: ReadonlyMap<string, string>;
  valueErrors?: ReadonlyMap<string, string>;
  /** Under a row: where it is used, how it is stored. */
  noteOf?: (row: Row) => ReactNode;
  /** Replaces the value's text field. */
  renderValue?: (row: Row, set: (value: string) => void, label: string) => ReactNode;
  /** Called instead of removing at once. */
  onRemove?: (row: Row) => void;
  isReadOnly?: boolean;
};

/** Pairs of key and value that can be added, changed and removed. */
export function KeyValueRows<Row extends KeyValueRow>(props: KeyValueRowsProps<Row>) {
  const { label, rows, onChange, makeRow, addLabel, isReadOnly, onRemove } = props;
  const list = useRef<HTMLFieldSetElement>(null);
  const base = useId();
  const change = (row: Row, changes: Partial<KeyValueRow>) =>
    onChange(rows.map((each) => (each.id === row.id ? { ...each, ...changes } : each)));
  const add = () => {
    onChange([...rows, makeRow()]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLInputElement>('[data-row]:last-of-type input')?.focus());
  };
  const remove = (row: Row) => {
    if (onRemove) return onRemove(row);
    onChange(rows.filter(({ id }) => id !== row.id));
    list.current?.querySelector<HTMLButtonElement>('[data-add]')?.focus();
  };
  return (
    <fieldset className={css.group} ref={list}>
      <legend className="studio-visually-hidden">{label}</legend>
      {rows.map((row, index) => (
        <PairRow key={row.id} {...props} row={row} number={index + 1} id={`${base}-${row.id}`} change={change} remove={remove} />
      ))}
      {!isReadOnly && (
        <Button variant="subtle" data-add leftSection={<IconPlus size={16} aria-hidden />} onClick={add} className={css.add}>
          {addLabel}
        </Button>
      )}
    </fieldset>
  );
}

type PairRowProps<Row extends KeyValueRow> = KeyValueRowsProps<Row> & {
  row: Row;
  number: number;
  id: string;
  change: (row: Row, changes: Partial<KeyValueRow>) => void;
  remove: (row: Row) => void;
};

function PairRow<Row extends KeyValueRow>(props: PairRowProps<Row>) {
  const {
    row,
    number,
    id,
    change,
    remove,
    keyLabel = 'Key',
    valueLabel = 'Value',
    keySuggestions,
    isReadOnly,
    noteOf,
    renderValue,
  } = props;
  const valueName = row.key || `${valueLabel} ${number}`; // a value is found by its key
  const key = {
    id: `${id}-key`,
    'aria-label': `${keyLabel} ${number}`,
    placeholder: keyLabel,
    value: row.key,
    readOnly: isReadOnly,
    spellCheck: false,
    translate: 'no' as const,
    error: props.keyErrors?.get(row.id),
    classNames: { input: css.code },
  };
  const setValue = (value: string) => change(row, { value });
  const note = noteOf?.(row);
  return (
    <div className={css.row} data-row>
      <div className={css.pair}>
        {keySuggestions ? (
          <Autocomplete {...key} data={[...keySuggestions]} onChange={(text) => change(row, { key: text })} />
        ) : (
          <TextInput {...key} autoComplete="off" onChange={(event) => change(row, { key: event.currentTarget.value })} />
        )}
        {renderValue ? (
          renderValue(row, setValue, valueName)
        ) : (
          <Textarea
            id={`${id}-value`}
            aria-label={valueName}
            placeholder={valueLabel}
            autosize
            minRows={1}
            maxRows={8}
            value={row.value}
            readOnly={isReadOnly}
            spellCheck={false}
            error={props.valueErrors?.get(row.id)}
            classNames={{ input: css.code }}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        {!isReadOnly && (
          <Tooltip label={`Remove ${row.key || `row ${number}`}`}>
            <ActionIcon aria-label={`Remove ${row.key || `row ${number}`}`} onClick={() => remove(row)}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {note && <div className={css.note}>{note}</div>}
    </div>
  );
}
