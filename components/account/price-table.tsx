'use client';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useRenewSession, useSession } from '#components/shell/session.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { FormProblems } from '#components/ui/form-problems.tsx';
import { LeaveGuard } from '#components/ui/leave-guard.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { showSuccess } from '#components/ui/toast.tsx';
import { savePreferences } from '#lib/client/session.ts';
import type { Price } from '#lib/runs/cost.ts';
import css from './account.module.css';
import { isChanged, mostPrices, newRow, type PriceField, type PriceRow, pricesOf, problemOf, rowsOf } from './prices-draft.ts';

const fieldId = ({ id }: PriceRow, field: PriceField) => `price-${id}-${field}`;

/** What services charge, so that pages can show what a call costs. */
export function PriceTable() {
  const session = useSession();
  const renew = useRenewSession();
  const kept = session.preferences.prices ?? [];
  const [typed, setTyped] = useState<PriceRow[]>();
  const [isChecked, setChecked] = useState(false);
  const rows = typed ?? rowsOf(kept);
  const read = pricesOf(rows);
  const save = useMutation({
    mutationFn: (prices: Price[]) => savePreferences({ prices }),
    onSuccess: (_answer, prices) => {
      renew({ ...session, preferences: { ...session.preferences, prices } });
      setTyped(undefined);
      setChecked(false);
      showSuccess('Price table saved.');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if ('prices' in read) return save.mutate(read.prices);
    setChecked(true);
    const [first] = read.problems;
    if (first) document.getElementById(fieldId(first.row, first.field))?.focus();
  };
  const isDirty = typed !== undefined && isChanged(typed, kept);
  const problems = isChecked && 'problems' in read ? read.problems : [];
  return (
    <Panel
      title="Price table"
      id="prices"
      padding="wide"
      description="Prices of a million tokens. Calls whose model, connector or ML Commons model has the name show what they cost; * stands for anything, and the first row that matches counts."
    >
      <LeaveGuard isDirty={isDirty} />
      <form onSubmit={submit} noValidate aria-label="Price table" className={css.stack}>
        <FormProblems
          problems={problems.map(({ row, number, field, message }) => ({
            message: `Row ${number}: ${message}`,
            field: fieldId(row, field),
          }))}
        />
        {save.error && (
          <Callout kind="danger" isAlert>
            {save.error.message}
          </Callout>
        )}
        <PriceRows rows={rows} onChange={setTyped} isChecked={isChecked} />
        <div className={css.buttons}>
          <Button type="submit" loading={save.isPending}>
            Save prices
          </Button>
          {isDirty && (
            <Button variant="subtle" onClick={() => setTyped(undefined)}>
              Discard
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}

const columns: { field: PriceField; label: string; placeholder: string; isNumber?: true }[] = [
  { field: 'match', label: 'Name', placeholder: 'gpt-5*' },
  { field: 'input', label: 'Input', placeholder: '1.25', isNumber: true },
  { field: 'output', label: 'Output', placeholder: '10', isNumber: true },
  { field: 'currency', label: 'Currency', placeholder: 'USD' },
];

type PriceRowsProps = { rows: readonly PriceRow[]; onChange: (rows: PriceRow[]) => void; isChecked: boolean };

function PriceRows({ rows, onChange, isChecked }: PriceRowsProps) {
  const addButton = useRef<HTMLButtonElement>(null);
  const add = () => {
    const row = newRow(rows);
    onChange([...rows, row]);
    requestAnimationFrame(() => document.getElementById(fieldId(row, 'match'))?.focus());
  };
  const remove = (row: PriceRow) => {
    onChange(rows.filter(({ id }) => id !== row.id));
    addButton.current?.focus();
  };
  const set = (row: PriceRow, field: PriceField, text: string) =>
    onChange(rows.map((one) => (one.id === row.id ? { ...one, [field]: text } : one)));
  return (
    <>
      {rows.length === 0 && <p className={css.note}>No prices yet: no page shows what a call costs.</p>}
      {rows.map((row, index) => (
        <fieldset key={row.id} className={css.price}>
          <legend className="studio-visually-hidden">Price {index + 1}</legend>
          {columns.map(({ field, label, placeholder, isNumber }) => (
            <TextInput
              key={field}
              id={fieldId(row, field)}
              label={label}
              placeholder={placeholder}
              value={row[field]}
              onChange={(event) => set(row, field, event.currentTarget.value)}
              error={isChecked && problemOf(row, field)}
              inputMode={isNumber ? 'decimal' : 'text'}
              autoComplete="off"
              spellCheck={false}
            />
          ))}
          <Tooltip label={`Remove price ${index + 1}`}>
            <ActionIcon aria-label={`Remove price ${index + 1}`} onClick={() => remove(row)} className={css.remove}>
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </fieldset>
      ))}
      {rows.length < mostPrices && (
        <Button ref={addButton} variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add} className={css.start}>
          Add price
        </Button>
      )}
    </>
  );
}
