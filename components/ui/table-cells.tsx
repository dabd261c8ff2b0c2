'use client';
import { Checkbox, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './data-table.module.css';
import type { Direction } from './list-state.ts';
import type { Selection } from './table-selection.ts';
import type { TableState } from './table-state.ts';

export type Column<Row> = {
  /** Also the value of `sort`. */
  id: string;
  header: string;
  /** What the cell holds; undefined shows a dash. */
  cell: (row: Row) => ReactNode;
  isSortable?: boolean;
  isNumeric?: boolean;
  /** Not shown until somebody asks for it. */
  isExtra?: boolean;
  /** A CSS width. */
  width?: string;
};

type Shared<Row> = {
  shown: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selection: Selection | undefined;
  rowActions?: (row: Row) => ReactNode;
};

type HeadProps<Row> = Shared<Row> & { state: TableState };

export function TableHead<Row>({ shown, rows, rowKey, selection, rowActions, state }: HeadProps<Row>) {
  const keys = rows.map(rowKey);
  const ticked = selection ? keys.filter(selection.has).length : 0;
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className={css.tick}>
            <Checkbox
              aria-label="Select all rows on this page"
              checked={ticked > 0 && ticked === keys.length}
              indeterminate={ticked > 0 && ticked < keys.length}
              onChange={() => selection.togglePage(keys)}
            />
          </th>
        )}
        {shown.map((column, index) => (
          <HeadCell key={column.id} column={column} isName={index === 0} state={state} />
        ))}
        {rowActions && (
          <th scope="col" className={css.actions}>
            <span className="studio-visually-hidden">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

const spoken = { asc: 'ascending', desc: 'descending' } as const;

function HeadCell<Row>({ column, isName, state }: { column: Column<Row>; isName: boolean; state: TableState }) {
  const { id, header, isSortable, isNumeric, width } = column;
  const dir = state.sort === id ? state.dir : undefined;
  const next: Direction = dir === 'asc' ? 'desc' : 'asc';
  const Icon = dir === undefined ? IconArrowsSort : dir === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" data-name={isName || undefined} data-numeric={isNumeric || undefined} style={{ width }} aria-sort={dir && spoken[dir]}>
      {isSortable ? (
        <button
          type="button"
          className={css.sort}
          data-active={dir !== undefined || undefined}
          onClick={() => state.change({ sort: id, dir: next })}
        >
          {header}
          <Icon size={14} aria-hidden />
        </button>
      ) : (
        header
      )}
    </th>
  );
}

type BodyProps<Row> = Shared<Row> & { rowName: (row: Row) => string };

export function TableBody<Row>({ shown, rows, rowKey, rowName, selection, rowActions }: BodyProps<Row>) {
  return (
    <tbody>
      {rows.map((row) => {
        const key = rowKey(row);
        const isSelected = selection?.has(key) ?? false;
        return (
          <tr key={key} data-key={key} data-selected={isSelected || undefined}>
            {selection && (
              <td className={css.tick}>
                <Checkbox aria-label={`Select ${rowName(row)}`} checked={isSelected} onChange={() => selection.toggle(key)} />
              </td>
            )}
            {shown.map(({ id, header, cell, isNumeric }, index) => (
              <td key={id} data-label={header} data-name={index === 0 || undefined} data-numeric={isNumeric || undefined}>
                {cell(row) ?? '—'}
              </td>
            ))}
            {rowActions && <td className={css.actions}>{rowActions(row)}</td>}
          </tr>
        );
      })}
    </tbody>
  );
}

/** A cell whose value could not be had, while the rest of the row could. */
export function MissingCell() {
  return (
    <Tooltip label="Could not load">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what a tooltip says must be reachable by keyboard */}
      <span tabIndex={0}>
        —<span className="studio-visually-hidden"> Could not load</span>
      </span>
    </Tooltip>
  );
}
