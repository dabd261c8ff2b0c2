'use client';
import { NativeSelect, Pagination } from '@mantine/core';
import { pageSizes } from './list-state.ts';
import css from './table-footer.module.css';
import type { TableState } from './table-state.ts';

/** Where in the list this page is, the way to the others, and how many rows a page has. */
export function TableFooter({ state: { page, size, change }, total }: { state: TableState; total: number }) {
  const last = Math.max(1, Math.ceil(total / size));
  const from = (page - 1) * size + 1;
  return (
    <div className={css.footer}>
      <p className={css.range}>
        {from}–{Math.min(total, from + size - 1)} of {total.toLocaleString('en')}
      </p>
      {last > 1 && (
        <nav aria-label="Pages">
          <Pagination
            size="sm"
            className={css.pages}
            total={last}
            value={page}
            siblings={1}
            onChange={(next) => change({ page: next })}
            getItemProps={(number) => ({ 'aria-label': `Page ${number}` })}
            getControlProps={(control) => ({ 'aria-label': control === 'next' ? 'Next page' : 'Previous page' })}
          />
        </nav>
      )}
      <NativeSelect
        aria-label="Rows per page"
        className={css.size}
        value={String(size)}
        data={pageSizes.map((value) => ({ value: String(value), label: `${value} per page` }))}
        onChange={(event) => change({ size: Number(event.currentTarget.value) })}
      />
    </div>
  );
}
